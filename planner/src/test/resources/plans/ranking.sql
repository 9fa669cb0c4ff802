-- ROW_NUMBER, RANK and DENSE_RANK; a bound on the number bounds what is kept.
SELECT * FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY customer ORDER BY amount DESC) AS rn FROM orders)
WHERE rn <= 3;
> Calc [order_id, customer, amount, order_time, quantity, "$rank5" AS rn]  -- changes, key (order_id)
>   TopN 3 of each customer by amount DESC, row_number AS $rank5  -- by hash of customer, changes, key (order_id)
>     Scan main.orders [order_id, customer, amount, order_time, quantity]  -- changes, key (order_id)
> (order_id BIGINT NOT NULL, customer VARCHAR, amount DECIMAL(10, 2), order_time TIMESTAMP(3), quantity INTEGER, rn BIGINT NOT NULL)
SELECT * FROM t QUALIFY ROW_NUMBER() OVER (PARTITION BY a ORDER BY b) = 1;
> Calc [a, b, c, tags]  -- changes, key (a)
>   TopN 1 of each a by b, row_number AS $rank4  -- by hash of a, changes, key (a)
>     Scan main.t [a, b, c, tags]  -- changes
> (a INTEGER, b INTEGER, c VARCHAR, tags VARCHAR ARRAY)
SELECT a, b, DENSE_RANK() OVER (ORDER BY b NULLS FIRST) AS r FROM t;
> Calc [a, b, dense_rank4 AS r]  -- changes
>   Over by b NULLS FIRST [dense_rank() AS dense_rank4]  -- on one worker, changes
>     Scan main.t [a, b]  -- changes
> (a INTEGER, b INTEGER, r BIGINT NOT NULL)
SELECT a FROM (SELECT a, RANK() OVER (ORDER BY b + 1) AS r FROM t) WHERE r BETWEEN 2 AND 4 AND a > 0;
> Calc [a] where a > 0  -- changes
>   TopN 3 offset 1 by "$order4", rank AS $rank5  -- on one worker, changes
>     Calc [a, b + 1 AS "$order4"]  -- changes
>       Scan main.t [a, b]  -- changes
> (a INTEGER)

-- Groups with the greatest value of their partition: a ranking of the groups.
SELECT g.quantity, g.customer, g.n
FROM (SELECT quantity, customer, COUNT(*) AS n FROM orders GROUP BY quantity, customer) AS g
JOIN (
  SELECT customer, MAX(n) AS most
  FROM (SELECT customer, COUNT(*) AS n FROM orders GROUP BY quantity, customer) AS c
  GROUP BY customer
) AS m ON g.customer = m.customer AND g.n >= m.most;
> Calc [quantity, customer, n] where customer IS NOT NULL  -- changes, key (quantity, customer)
>   TopN 1 of each customer by n DESC, rank  -- by hash of customer, changes, key (quantity, customer)
>     Calc [quantity, customer, n]  -- changes, key (quantity, customer)
>       Aggregate by customer, quantity [count(*) AS n]  -- by hash of customer, quantity, changes, key (customer, quantity)
>         Scan main.orders [customer, quantity]  -- changes
> (quantity INTEGER, customer VARCHAR, n BIGINT NOT NULL)

-- Not the greatest, not of the same groups, not all keys: joins.
SELECT g.customer, g.n
FROM (SELECT quantity, customer, COUNT(*) AS n FROM orders GROUP BY quantity, customer) AS g
JOIN (
  SELECT customer, MAX(n) AS most
  FROM (SELECT customer, COUNT(*) AS n FROM orders GROUP BY quantity, customer) AS c
  GROUP BY customer
) AS m ON g.customer = m.customer AND g.n > m.most;
> Join semi on left.customer = right.customer AND left.n > right.most  -- by hash of customer, changes
>   Calc [customer, n]  -- changes
>     Aggregate by customer, quantity [count(*) AS n]  -- by hash of customer, quantity, changes, key (customer, quantity)
>       Scan main.orders [customer, quantity]  -- changes
>   Aggregate by customer [max(n) AS most]  -- by hash of customer, changes, key (customer)
>     Aggregate by customer, quantity [count(*) AS n]  -- by hash of customer, quantity, changes, key (customer, quantity)
>       Scan main.orders [customer, quantity]  -- changes
> (customer VARCHAR, n BIGINT NOT NULL)

SELECT g.customer, g.n
FROM (SELECT quantity, customer, COUNT(*) AS n FROM orders WHERE amount > 1 GROUP BY quantity, customer) AS g
JOIN (
  SELECT customer, MAX(n) AS most
  FROM (SELECT customer, COUNT(*) AS n FROM orders GROUP BY quantity, customer) AS c
  GROUP BY customer
) AS m ON g.customer = m.customer AND g.n = m.most;
> Join semi on left.customer = right.customer AND left.n = right.most  -- by hash of customer, n, changes
>   Calc [customer, n]  -- changes
>     Aggregate by customer, quantity [count(*) AS n]  -- by hash of customer, quantity, changes, key (customer, quantity)
>       Calc [customer, quantity] where CAST(amount AS DECIMAL(12, 2)) > 1.00  -- changes
>         Scan main.orders [customer, amount, quantity]  -- changes
>   Aggregate by customer [max(n) AS most]  -- by hash of customer, changes, key (customer)
>     Aggregate by customer, quantity [count(*) AS n]  -- by hash of customer, quantity, changes, key (customer, quantity)
>       Scan main.orders [customer, quantity]  -- changes
> (customer VARCHAR, n BIGINT NOT NULL)
