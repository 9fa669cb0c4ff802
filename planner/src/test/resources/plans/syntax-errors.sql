-- Texts that do not parse: what was found, what could have stood there.
SELECT a FRM t;
> SYNTAX_ERROR line 1:14: syntax error: found "t"
SELECT a FROM t WHERE;
> SYNTAX_ERROR line 1:22: syntax error: found the end of the text
SELECT a, FROM t;
> SYNTAX_ERROR line 1:11: syntax error: found "FROM"
SELECT * FROM (SELECT a FROM t;
> SYNTAX_ERROR line 1:31: syntax error: found the end of the text
SELECT FROM t;
> SYNTAX_ERROR line 1:8: syntax error: found "FROM"
SELECT a
  FROM t
  GROUP a;
> SYNTAX_ERROR line 3:9: syntax error: found "a", expected BY
SELECT a FROM t LIMIT -1;
> SYNTAX_ERROR line 1:23: syntax error: LIMIT takes a whole number of rows, 0 or more; found "-"
SELECT a FROM t WHERE a BETWEEN 1;
> SYNTAX_ERROR line 1:34: BETWEEN needs AND
SELECT CASE WHEN a THEN 1 FROM t;
> SYNTAX_ERROR line 1:27: syntax error: found "FROM"
SELECT a FROM t JOIN u;
> SYNTAX_ERROR line 1:17: the join needs a condition, ON or USING
SELECT a FROM t ORDER a;
> SYNTAX_ERROR line 1:23: syntax error: found "a", expected BY
INSERT INTO t VALUES (1);
> SYNTAX_ERROR line 1:1: this cannot stand here
SELECT DATE '2024-13-01';
> DATETIME_FIELD_OVERFLOW line 1:8: "2024-13-01" is not a DATE
SELECT TIMESTAMP '2024-01-01 25:00:00';
> DATETIME_FIELD_OVERFLOW line 1:8: "2024-01-01 25:00:00" is not a TIMESTAMP
SELECT INTERVAL '1 2' MINUTE;
> DATETIME_FIELD_OVERFLOW line 1:8: '1 2' is not a length of time in INTERVAL MINUTE
SELECT 99999999999999999999999999999999999999999;
> NUMERIC_VALUE_OUT_OF_RANGE line 1:8: number 99999999999999999999999999999999999999999 is out of range
