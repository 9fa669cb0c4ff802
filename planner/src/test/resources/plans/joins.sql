-- Joins: keys, residual conditions, filters that go down.
SELECT o.order_id, c.country FROM orders o JOIN customers c ON o.customer = c.name
WHERE c.country = 'FR';
> Calc [order_id, CAST('FR' AS VARCHAR) AS country]  -- changes, key (order_id)
>   Join semi on left.customer = right.name  -- by hash of customer, changes, key (order_id)
>     Scan main.orders [order_id, customer]  -- changes, key (order_id)
>     Calc [name] where country = 'FR'  -- changes, key (name)
>       Scan main.customers [name, country]  -- changes, key (name)
> (order_id BIGINT NOT NULL, country VARCHAR)
SELECT o.order_id, c.country FROM orders o LEFT JOIN customers c ON o.customer = c.name;
> Calc [order_id, country]  -- changes, key (order_id)
>   Join left on left.customer = right.name  -- by hash of customer, changes, key (order_id)
>     Scan main.orders [order_id, customer]  -- changes, key (order_id)
>     Scan main.customers [name, country]  -- changes, key (name)
> (order_id BIGINT NOT NULL, country VARCHAR)
SELECT t.a, u.d FROM t FULL JOIN u ON t.a = u.a AND t.b < u.d;
> Calc [a, d]  -- changes
>   Join full on left.a = right.a AND left.b < right.d  -- by hash of a, changes
>     Scan main.t [a, b]  -- changes
>     Scan main.u [a, d]  -- changes
> (a INTEGER, d INTEGER)
SELECT t.a, u.d FROM t, u WHERE t.a = u.a AND t.b > 1 AND u.d IS NOT NULL;
> Calc [a, d]  -- changes
>   Join inner on left.a = right.a  -- by hash of a, changes
>     Calc [a] where b > 1  -- changes
>       Scan main.t [a, b]  -- changes
>     Calc [a, d] where d IS NOT NULL  -- changes
>       Scan main.u [a, d]  -- changes
> (a INTEGER, d INTEGER)
SELECT t.a, u.d FROM t CROSS JOIN u;
> Join inner  -- on one worker, changes
>   Scan main.t [a]  -- changes
>   Scan main.u [d]  -- changes
> (a INTEGER, d INTEGER)
SELECT a, b, d FROM t JOIN u USING (a);
> Calc [COALESCE(a, a) AS a, b, d]  -- changes
>   Join inner on left.a = right.a  -- by hash of a, changes
>     Scan main.t [a, b]  -- changes
>     Scan main.u [a, d]  -- changes
> (a INTEGER, b INTEGER, d INTEGER)
SELECT o.order_id FROM orders o JOIN u ON o.amount = u.d;
> Calc [order_id]  -- changes
>   Join inner on left."$key5" = right."$key2"  -- by hash of "$key5", changes
>     Calc [order_id, CAST(amount AS DECIMAL(12, 2)) AS "$key5"]  -- changes, key (order_id)
>       Scan main.orders [order_id, amount]  -- changes, key (order_id)
>     Calc [CAST(d AS DECIMAL(12, 2)) AS "$key2"]  -- changes
>       Scan main.u [d]  -- changes
> (order_id BIGINT NOT NULL)
SELECT x.a FROM t x JOIN t y ON x.a = y.b + 1;
> Calc [a]  -- changes
>   Join inner on left.a = right."$key4"  -- by hash of a, changes
>     Scan main.t [a]  -- changes
>     Calc [b + 1 AS "$key4"]  -- changes
>       Scan main.t [b]  -- changes
> (a INTEGER)
SELECT t.a FROM t JOIN u ON t.a IS NOT DISTINCT FROM u.a;
> Calc [a]  -- changes
>   Join inner on left.a IS NOT DISTINCT FROM right.a  -- by hash of a, changes
>     Scan main.t [a]  -- changes
>     Scan main.u [a]  -- changes
> (a INTEGER)
