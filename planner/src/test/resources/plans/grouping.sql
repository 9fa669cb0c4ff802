-- GROUP BY, HAVING, FILTER, grouping sets, PIVOT.
SELECT customer, COUNT(*), SUM(amount) AS total FROM orders GROUP BY customer
HAVING COUNT(*) > 1;
> Calc [customer, count, total] where count > 1  -- changes, key (customer)
>   Aggregate by customer [count(*) AS count, sum(amount) AS total]  -- by hash of customer, changes, key (customer)
>     Scan main.orders [customer, amount]  -- changes
> (customer VARCHAR, count BIGINT NOT NULL, total DECIMAL(38, 2))
SELECT COUNT(*) FROM t;
> Aggregate [count(*) AS count]  -- on one worker, changes, key ()
>   Scan main.t [a]  -- changes
> (count BIGINT NOT NULL)
SELECT COUNT(a), COUNT(*), AVG(a), AVG(b + 0.5) FROM t;
> Calc [count, count AS count_2, avg, avg AS avg_2]  -- changes, key ()
>   Aggregate [count(a) AS count, count(*) AS count, avg(a) AS avg, avg("$f1") AS avg]  -- on one worker, changes, key ()
>     Calc [a, b + 0.5 AS "$f1"]  -- changes
>       Scan main.t [a, b]  -- changes
> (count BIGINT NOT NULL, count_2 BIGINT NOT NULL, avg DOUBLE, avg_2 DECIMAL(16, 5))
SELECT a, SUM(b) FILTER (WHERE c = 'x'), COUNT(DISTINCT c) FROM t GROUP BY a;
> Aggregate by a [sum(b) filter "$f2" AS sum, count(DISTINCT c) AS count]  -- by hash of a, changes, key (a)
>   Calc [a, b, (c = 'x') IS TRUE AS "$f2", c]  -- changes
>     Scan main.t [a, b, c]  -- changes
> (a INTEGER, sum BIGINT, count BIGINT NOT NULL)
SELECT a, b, COUNT(*), GROUPING(a) FROM t GROUP BY ROLLUP(a, b);
> Calc [a, b, "EXPR$2" AS count, "EXPR$3" AS grouping]  -- changes
>   Union  -- changes
>     Calc [a, b, count AS "EXPR$2", 0 AS "EXPR$3"]  -- changes, key (a, b)
>       Aggregate by a, b [count(*) AS count]  -- by hash of a, b, changes, key (a, b)
>         Scan main.t [a, b]  -- changes
>     Calc [a, NULL AS b, count AS "EXPR$2", 0 AS "EXPR$3"]  -- changes, key (a)
>       Aggregate by a [count(*) AS count]  -- by hash of a, changes, key (a)
>         Scan main.t [a]  -- changes
>     Calc [NULL AS a, NULL AS b, count AS "EXPR$2", 1 AS "EXPR$3"]  -- changes, key ()
>       Aggregate [count(*) AS count]  -- on one worker, changes, key ()
>         Scan main.t [a]  -- changes
> (a INTEGER, b INTEGER, count BIGINT NOT NULL, grouping BIGINT NOT NULL)
SELECT a + 1 AS k, MAX(b) FROM t GROUP BY k;
> Aggregate by k [max(b) AS max]  -- by hash of k, changes, key (k)
>   Calc [a + 1 AS k, b]  -- changes
>     Scan main.t [a, b]  -- changes
> (k INTEGER, max INTEGER)
SELECT one, two FROM (SELECT a, b FROM t) PIVOT (SUM(b) FOR a IN (1 AS one, 2 AS two));
> Calc [one_null AS one, two_null AS two]  -- changes, key ()
>   Aggregate [sum(b) filter "$f2" AS one_null, sum(b) filter "$f3" AS two_null]  -- on one worker, changes, key ()
>     Calc [b, (a = 1) IS TRUE AS "$f2", (a = 2) IS TRUE AS "$f3"]  -- changes
>       Scan main.t [a, b]  -- changes
> (one BIGINT, two BIGINT)
SELECT MIN(visitor), MAX(page) FROM clicks;
> Aggregate [min(visitor) AS min, max(page) AS max]  -- on one worker, changes, key ()
>   Scan main.clicks [page, visitor]  -- insert-only
> (min BIGINT, max VARCHAR)
