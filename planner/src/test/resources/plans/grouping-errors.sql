-- Aggregates and groups in the wrong places.
SELECT a, COUNT(*) FROM t;
> GROUPING_ERROR line 1:8: column "a" must be in GROUP BY or inside an aggregate function
SELECT a, b FROM t GROUP BY a;
> GROUPING_ERROR line 1:11: column "b" must be in GROUP BY or inside an aggregate function
SELECT t.a, t.b + 1 FROM t GROUP BY t.a;
> GROUPING_ERROR line 1:13: column "b" must be in GROUP BY or inside an aggregate function
SELECT a FROM t WHERE COUNT(*) > 1;
> GROUPING_ERROR line 1:23: an aggregate function cannot stand in WHERE; use HAVING for conditions on groups
SELECT SUM(COUNT(*)) FROM t GROUP BY a;
> GROUPING_ERROR line 1:8: an aggregate function cannot stand inside another; use a sub-query
SELECT a FROM t HAVING a > 1;
> GROUPING_ERROR line 1:8: column "a" must be in GROUP BY or inside an aggregate function
SELECT a FROM t GROUP BY a ORDER BY b;
> GROUPING_ERROR line 1:37: column "b" must be in GROUP BY or inside an aggregate function
SELECT DISTINCT a FROM t ORDER BY b;
> GROUPING_ERROR line 1:35: b must be in the select list, since the query has DISTINCT
SELECT a FROM t WHERE ROW_NUMBER() OVER (ORDER BY a) = 1;
> GROUPING_ERROR line 1:23: a function with OVER cannot stand in WHERE; use QUALIFY or a sub-query
SELECT TUMBLE_START(ts, INTERVAL '1' MINUTE) FROM clicks;
> GROUPING_ERROR line 1:8: TUMBLE_START needs GROUP BY TUMBLE(time, size [, offset])
SELECT TUMBLE_START(ts, INTERVAL '2' MINUTE) FROM clicks GROUP BY TUMBLE(ts, INTERVAL '1' MINUTE);
> GROUPING_ERROR line 1:21: column "ts" must be in GROUP BY or inside an aggregate function
SELECT RANK() OVER (PARTITION BY a) FROM t;
> GROUPING_ERROR line 1:20: RANK, DENSE_RANK, PERCENT_RANK and CUME_DIST need ORDER BY inside OVER (...)
