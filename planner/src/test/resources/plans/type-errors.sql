-- Values of types that do not fit.
SELECT a + c FROM t;
> DATATYPE_MISMATCH line 1:8: operator + cannot take INTEGER and VARCHAR
SELECT a FROM t WHERE c;
> DATATYPE_MISMATCH line 1:23: WHERE needs a condition, something that is true or false
SELECT a FROM t WHERE c = 5;
> DATATYPE_MISMATCH line 1:23: cannot compare VARCHAR with INTEGER; CAST one of them
SELECT a FROM t WHERE a = c;
> DATATYPE_MISMATCH line 1:23: cannot compare INTEGER with VARCHAR; CAST one of them
SELECT * FROM t WHERE c BETWEEN 1 AND 2;
> DATATYPE_MISMATCH line 1:23: cannot compare VARCHAR with INTEGER; CAST one of them
SELECT a FROM t WHERE c IN (1, 2);
> DATATYPE_MISMATCH line 1:29: cannot compare VARCHAR with INTEGER; CAST one of them
SELECT * FROM t JOIN customers ON t.a = customers.name;
> DATATYPE_MISMATCH line 1:35: cannot compare INTEGER with VARCHAR; CAST one of them
SELECT ABS(c) FROM t;
> DATATYPE_MISMATCH line 1:8: ABS cannot take VARCHAR
SELECT AVG(c) FROM t;
> DATATYPE_MISMATCH line 1:8: AVG cannot take VARCHAR
SELECT NOT a FROM t;
> DATATYPE_MISMATCH line 1:8: NOT cannot take INTEGER
SELECT CAST(tags AS INTEGER) FROM t;
> DATATYPE_MISMATCH line 1:8: cannot cast VARCHAR ARRAY to INTEGER
SELECT order_time + 1 FROM orders;
> DATATYPE_MISMATCH line 1:8: operator + cannot take TIMESTAMP(3) and INTEGER
SELECT a FROM t UNION SELECT a, d FROM u;
> DATATYPE_MISMATCH line 1:30: the queries of UNION have different numbers of columns
SELECT (SELECT a, d FROM u) FROM t;
> CARDINALITY_VIOLATION line 1:8: a sub-query that stands for a value must give one column
SELECT a FROM t WHERE a IN (SELECT a, d FROM u);
> DATATYPE_MISMATCH line 1:23: the values given to IN must be of types that can be compared; CAST some of them
SELECT * FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(page), INTERVAL '1' MINUTE));
> DATATYPE_MISMATCH line 1:53: TUMBLE needs a TIMESTAMP column, but "clicks.page" is VARCHAR
