-- Filters, projections, constants, views, set operations.
snapshot: SELECT 1;
> Calc ["EXPR$0" AS expr1]  -- key ()
>   Values (1)  -- key ()
> (expr1 INTEGER NOT NULL)
snapshot: SELECT 1 + 1, 'x' || 'y' AS xy, CAST('2026-01-31' AS DATE) AS d;
> Calc [1 + 1 AS expr1, 'x' || 'y' AS xy, DATE '2026-01-31' AS d]  -- key ()
>   Values (0)  -- key ()
> (expr1 INTEGER NOT NULL, xy CHAR(2) NOT NULL, d DATE NOT NULL)
SELECT order_id, amount * 2 AS d FROM orders WHERE amount > 10 AND customer LIKE 'a%';
> Calc [order_id, amount * 2 AS d] where (CAST(amount AS DECIMAL(12, 2)) > 10.00) AND (customer LIKE 'a%')  -- changes, key (order_id)
>   Scan main.orders [order_id, customer, amount]  -- changes, key (order_id)
> (order_id BIGINT NOT NULL, d DECIMAL(20, 2))
snapshot: SELECT customer FROM orders ORDER BY amount DESC LIMIT 3;
> Sort 3 by "$order1" DESC
>   Calc [customer, amount AS "$order1"]
>     Scan main.orders [customer, amount]
> (customer VARCHAR)
snapshot: SELECT customer, amount AS a FROM orders ORDER BY a NULLS FIRST, 1 OFFSET 2;
> Sort offset 2 by a NULLS FIRST, customer
>   Calc [customer, amount AS a]
>     Scan main.orders [customer, amount]
> (customer VARCHAR, a DECIMAL(10, 2))
SELECT * FROM t ORDER BY a LIMIT 5;
> TopN 5 by a  -- on one worker, changes
>   Scan main.t [a, b, c, tags]  -- changes
> (a INTEGER, b INTEGER, c VARCHAR, tags VARCHAR ARRAY)
SELECT * FROM t ORDER BY a;
> Scan main.t [a, b, c, tags]  -- changes
> (a INTEGER, b INTEGER, c VARCHAR, tags VARCHAR ARRAY)
SELECT * FROM big_orders WHERE order_id < 10;
> Calc [order_id, amount] where (CAST(amount AS DECIMAL(12, 2)) > 100.00) AND (order_id < 10)  -- changes, key (order_id)
>   Scan main.orders [order_id, amount]  -- changes, key (order_id)
> (order_id BIGINT NOT NULL, amount DECIMAL(10, 2))
SELECT "Order_ID" AS "Id", O.CUSTOMER FROM Orders o;
> Calc [order_id AS Id, customer AS CUSTOMER]  -- changes, key (Id)
>   Scan main.orders [order_id, customer]  -- changes, key (order_id)
> (Id BIGINT NOT NULL, CUSTOMER VARCHAR)
SELECT a::VARCHAR AS s FROM t WHERE a IS DISTINCT FROM b;
> Calc [CAST(a AS VARCHAR) AS s] where ((a IS NOT NULL) OR (b IS NOT NULL)) AND ((a = b) IS NOT TRUE)  -- changes
>   Scan main.t [a, b]  -- changes
> (s VARCHAR)
SELECT a FROM t UNION ALL SELECT d FROM u;
> Union  -- changes
>   Scan main.t [a]  -- changes
>   Scan main.u [d]  -- changes
> (a INTEGER)
SELECT a FROM t UNION SELECT d FROM u;
> Distinct  -- by hash of the row, changes, key (a)
>   Union  -- changes
>     Scan main.t [a]  -- changes
>     Scan main.u [d]  -- changes
> (a INTEGER)
SELECT a FROM t INTERSECT SELECT d FROM u EXCEPT SELECT a FROM u;
> Except  -- by hash of the row, changes, key (a)
>   Intersect  -- by hash of the row, changes, key (a)
>     Scan main.t [a]  -- changes
>     Scan main.u [d]  -- changes
>   Scan main.u [a]  -- changes
> (a INTEGER)
SELECT DISTINCT a FROM t;
> Distinct  -- by hash of the row, changes, key (a)
>   Scan main.t [a]  -- changes
> (a INTEGER)
SELECT * FROM (VALUES (1, 'one'), (2, 'three')) AS v(k, name);
> Values (1, 'one'), (2, 'three')  -- insert-only
> (k INTEGER NOT NULL, name VARCHAR(5) NOT NULL)
SELECT a, tag FROM t CROSS JOIN UNNEST(tags) AS x(tag);
> Calc [a, tags AS tag]  -- changes
>   Unnest tags AS tags  -- changes
>     Scan main.t [a, tags]  -- changes
> (a INTEGER, tag VARCHAR)
SELECT a / 2, a / 2.0, a % 2, -a, b IS NULL FROM t;
> Calc [a / 2 AS expr1, a / 2.0 AS expr2, MOD(a, 2) AS expr3, - a AS expr4, b IS NULL AS expr5]  -- changes
>   Scan main.t [a, b]  -- changes
> (expr1 INTEGER, expr2 DECIMAL(17, 6), expr3 INTEGER, expr4 INTEGER, expr5 BOOLEAN NOT NULL)
SELECT order_id FROM orders WHERE order_time > '2024-01-01';
> Calc [order_id] where order_time > TIMESTAMP '2024-01-01 00:00:00'  -- changes, key (order_id)
>   Scan main.orders [order_id, order_time]  -- changes, key (order_id)
> (order_id BIGINT NOT NULL)
SELECT a FROM t WHERE a IN ('1', '2') AND 1 = 1;
> Calc [a] where (a = 1) OR (a = 2)  -- changes
>   Scan main.t [a]  -- changes
> (a INTEGER)
SELECT page, visitor FROM clicks WHERE page <> 'x';
> Calc [page, visitor] where page <> 'x'  -- insert-only
>   Scan main.clicks [page, visitor]  -- insert-only
> (page VARCHAR, visitor BIGINT)
