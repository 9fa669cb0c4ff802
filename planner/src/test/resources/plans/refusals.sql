-- What is not supported says so, and where.
SELECT SUM(a) OVER (ORDER BY b GROUPS CURRENT ROW) FROM t;
> FEATURE_NOT_SUPPORTED line 1:32: a frame of GROUPS is not supported; use ROWS, or RANGE
SELECT a, LAG(a, b) OVER (ORDER BY b) FROM t;
> FEATURE_NOT_SUPPORTED line 1:11: the number of rows that LAG takes must be a constant whole number
SELECT * FROM t MATCH_RECOGNIZE (PATTERN (A) DEFINE A AS TRUE);
> FEATURE_NOT_SUPPORTED line 1:17: MATCH_RECOGNIZE is not supported
WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT * FROM r;
> FEATURE_NOT_SUPPORTED line 1:16: WITH RECURSIVE is not supported
SELECT * FROM t JOIN u FOR SYSTEM_TIME AS OF t.ts ON t.a = u.a;
> FEATURE_NOT_SUPPORTED line 1:22: FOR SYSTEM_TIME AS OF with a time that is not a constant (a temporal join) is not supported
SELECT COUNT(*) FROM t TABLESAMPLE BERNOULLI(10);
> FEATURE_NOT_SUPPORTED line 1:22: TABLESAMPLE is not supported
SELECT LISTAGG(c) FROM t;
> FEATURE_NOT_SUPPORTED line 1:8: aggregate function LISTAGG is not supported
SELECT a FROM t WHERE ts > CURRENT_TIMESTAMP;
> FEATURE_NOT_SUPPORTED line 1:28: CURRENT_TIMESTAMP changes by itself, so a query that uses it cannot be kept up to date; compare with a column instead
SELECT RANDOM() FROM t;
> FEATURE_NOT_SUPPORTED line 1:8: RANDOM changes by itself, so a query that uses it cannot be kept up to date; compare with a column instead
SELECT NOW() AS n FROM t;
> FEATURE_NOT_SUPPORTED line 1:8: NOW changes by itself, so a query that uses it cannot be kept up to date; compare with a column instead
SELECT * FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(ts)));
> UNDEFINED_FUNCTION line 1:21: wrong arguments; usage: TUMBLE(TABLE t, DESCRIPTOR(time), size [, offset])
SELECT * FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '1' MONTH));
> FEATURE_NOT_SUPPORTED line 1:58: a window of months or years is not supported; days are the longest unit
SELECT * FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '0' MINUTE));
> INVALID_PARAMETER_VALUE line 1:21: the lengths of a window must be greater than zero; usage: TUMBLE(time, size [, offset])
SELECT * FROM TABLE(CUMULATE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '2' HOUR, INTERVAL '5' HOUR));
> INVALID_PARAMETER_VALUE line 1:21: the size of CUMULATE must be a multiple of its step
close: SELECT a, COUNT(*) FROM t GROUP BY a;
> INVALID_DEFINITION EMIT ON WINDOW CLOSE needs a GROUP BY over a window of a column with a WATERMARK, but there is no window such as TUMBLE below its GROUP BY
close: SELECT * FROM clicks;
> INVALID_DEFINITION EMIT ON WINDOW CLOSE needs a GROUP BY over a window of a column with a WATERMARK, but the query's last step is no GROUP BY
close: SELECT window_end, COUNT(*)
FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(order_time), INTERVAL '1' MINUTE)) GROUP BY window_end;
> INVALID_DEFINITION EMIT ON WINDOW CLOSE needs a GROUP BY over a window of a column with a WATERMARK, but column order_time has no WATERMARK that reaches the window
close: SELECT page, COUNT(*)
FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY page;
> INVALID_DEFINITION EMIT ON WINDOW CLOSE needs a GROUP BY over a window of a column with a WATERMARK, but GROUP BY does not contain window_end
