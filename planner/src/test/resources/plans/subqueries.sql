-- Sub-queries become joins.
SELECT * FROM u WHERE a IN (SELECT b FROM t);
> Join semi on left.a = right.b  -- by hash of a, changes
>   Scan main.u [a, d]  -- changes
>   Scan main.t [b]  -- changes
> (a INTEGER, d INTEGER)
SELECT order_id FROM orders WHERE customer IN (SELECT name FROM customers WHERE country = 'DE');
> Calc [order_id]  -- changes, key (order_id)
>   Join semi on left.customer = right.name  -- by hash of customer, changes, key (order_id)
>     Scan main.orders [order_id, customer]  -- changes, key (order_id)
>     Calc [name] where country = 'DE'  -- changes, key (name)
>       Scan main.customers [name, country]  -- changes, key (name)
> (order_id BIGINT NOT NULL)
SELECT order_id FROM orders
WHERE EXISTS (SELECT 1 FROM customers WHERE name = orders.customer);
> Calc [order_id]  -- changes, key (order_id)
>   Join semi on left.customer = right.customer  -- by hash of customer, changes, key (order_id)
>     Scan main.orders [order_id, customer]  -- changes, key (order_id)
>     Calc [name AS customer]  -- changes, key (customer)
>       Scan main.customers [name]  -- changes, key (name)
> (order_id BIGINT NOT NULL)
SELECT order_id FROM orders
WHERE NOT EXISTS (SELECT 1 FROM customers WHERE name = orders.customer);
> Calc [order_id]  -- changes, key (order_id)
>   Join anti on left.customer = right.customer  -- by hash of customer, changes, key (order_id)
>     Scan main.orders [order_id, customer]  -- changes, key (order_id)
>     Calc [name AS customer]  -- changes, key (customer)
>       Scan main.customers [name]  -- changes, key (name)
> (order_id BIGINT NOT NULL)
SELECT * FROM t WHERE a NOT IN (SELECT d FROM u);
> Calc [a, b, c, tags] where (c = 0) OR ((i IS NULL) AND (ck >= c) AND (a IS NOT NULL))  -- changes
>   Join left on left.a = right.d  -- by hash of a, changes
>     Join inner  -- on one worker, changes
>       Scan main.t [a, b, c, tags]  -- changes
>       Aggregate [count(*) AS c, count(d) AS ck]  -- on one worker, changes, key ()
>         Scan main.u [d]  -- changes
>     Calc [d, TRUE AS i]  -- changes, key (d)
>       Distinct  -- by hash of the row, changes, key (d)
>         Scan main.u [d]  -- changes
> (a INTEGER, b INTEGER, c VARCHAR, tags VARCHAR ARRAY)
SELECT a, (SELECT MAX(d) FROM u WHERE u.a = t.a) AS m FROM t;
> Calc [a, "EXPR$0" AS m]  -- changes
>   Join left on left.a IS NOT DISTINCT FROM right.a  -- by hash of a, changes
>     Scan main.t [a]  -- changes
>     Calc [max AS "EXPR$0", a]  -- changes, key (a)
>       Aggregate by a [max(d) AS max]  -- by hash of a, changes, key (a)
>         Calc [a, d] where a IS NOT NULL  -- changes
>           Scan main.u [a, d]  -- changes
> (a INTEGER, m INTEGER)
SELECT a FROM t WHERE b > (SELECT AVG(d) FROM u);
> Calc [a]  -- changes
>   Join inner on CAST(left.b AS DOUBLE) > right."EXPR$0"  -- on one worker, changes
>     Scan main.t [a, b]  -- changes
>     Calc [avg AS "EXPR$0"]  -- changes, key ()
>       Aggregate [avg(d) AS avg]  -- on one worker, changes, key ()
>         Scan main.u [d]  -- changes
> (a INTEGER)
WITH x AS (SELECT a, COUNT(DISTINCT b) AS n FROM t GROUP BY 1) SELECT * FROM x WHERE n > 2;
> Calc [a, n] where n > 2  -- changes, key (a)
>   Aggregate by a [count(DISTINCT b) AS n]  -- by hash of a, changes, key (a)
>     Scan main.t [a, b]  -- changes
> (a INTEGER, n BIGINT NOT NULL)
