-- Names that stand for nothing, or for too much.
SELECT ammount FROM orders;
> UNDEFINED_COLUMN line 1:8: column "ammount" not found; did you mean "amount"?
SELECT o.ammount FROM orders o;
> UNDEFINED_COLUMN line 1:10: column "ammount" not found; did you mean "amount"?
SELECT x FROM t;
> UNDEFINED_COLUMN line 1:8: column "x" not found
SELECT z.a FROM t;
> UNDEFINED_TABLE line 1:8: "z" is not a table of this query
SELECT t.* FROM u;
> UNDEFINED_TABLE line 1:8: "t" is not a table of this query
SELECT a.b.c FROM t;
> UNDEFINED_TABLE line 1:8: "a.b" is not a table of this query
SELECT * FROM ordrs;
> UNDEFINED_TABLE line 1:15: table "ordrs" not found; did you mean "orders"?
SELECT * FROM main.ordrs;
> UNDEFINED_TABLE line 1:15: table "main.ordrs" not found; did you mean "orders"?
SELECT * FROM nosuch.orders;
> UNDEFINED_TABLE line 1:15: table "nosuch.orders" not found
SELECT a FROM t, u;
> AMBIGUOUS_COLUMN line 1:8: column "a" is ambiguous; put a table's name before it
SELECT x FROM (SELECT a AS x, b AS x FROM t);
> AMBIGUOUS_COLUMN line 1:8: column "x" is ambiguous; put a table's name before it
SELECT a FROM t a, t a;
> DUPLICATE_TABLE line 1:20: "a" is named twice in FROM; give one of them another name with AS
SELECT FLOR(a) FROM t;
> UNDEFINED_FUNCTION line 1:8: function "FLOR" not found; did you mean "FLOOR"?
SELECT GROUP_CONCAT(c) FROM t;
> UNDEFINED_FUNCTION line 1:8: function "GROUP_CONCAT" not found; did you mean "ARRAY_CONCAT"?
SELECT ABS(a, b) FROM t;
> UNDEFINED_FUNCTION line 1:8: function ABS takes one argument
SELECT CAST(a AS FOO) FROM t;
> DATATYPE_MISMATCH line 1:18: type "FOO" not found
SELECT * FROM t AS x(a, b);
> DATATYPE_MISMATCH line 1:22: 2 column names are given for 4 columns
SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.zz = t.a);
> UNDEFINED_COLUMN line 1:55: column "zz" not found
SELECT a FROM t ORDER BY 5;
> INVALID_PARAMETER_VALUE line 1:26: the query has no column of this number
SELECT * FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(tz), INTERVAL '1' MINUTE));
> UNDEFINED_COLUMN line 1:53: column "tz" not found; did you mean "ts"?
SELECT * FROM broken;
> UNDEFINED_COLUMN line 1:15: in view "main.broken": line 1:8: column "nothing" not found
SELECT 1 FROM t JOIN itself ON TRUE;
> INVALID_DEFINITION line 1:22: in view "main.itself": view "main.itself" reads itself
