-- Windows of time, watermarks, and what can be freed.
SELECT window_start, window_end, page, COUNT(*) AS n
FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, page;
> Calc [window_start, window_end, page, n]  -- changes, key (window_start, window_end, page), expires by window_end
>   Aggregate by page, window_start, window_end [count(*) AS n]  -- by hash of page, window_start, window_end, changes, key (page, window_start, window_end), expires by window_end
>     Window tumble of ts, size 1 min, late rows left out  -- insert-only, expires by window_end
>       Scan main.clicks [page, ts, "$watermark"]  -- insert-only
> (window_start TIMESTAMP(6) NOT NULL, window_end TIMESTAMP(6) NOT NULL, page VARCHAR, n BIGINT NOT NULL)
close: SELECT window_start, page, COUNT(*) AS n
FROM TABLE(HOP(TABLE clicks, DESCRIPTOR(ts), INTERVAL '1' MINUTE, INTERVAL '5' MINUTE))
GROUP BY window_start, page;
> Calc [window_start, page, n]  -- insert-only
>   Aggregate by page, window_start, window_end [count(*) AS n] on window close  -- by hash of page, window_start, window_end, insert-only, key (page, window_start, window_end)
>     Calc [page, window_start, window_end]  -- insert-only, expires by window_end
>       Window hop of ts, size 5 min, slide 1 min, late rows left out, by slices  -- insert-only, expires by window_end
>         Scan main.clicks [page, ts, "$watermark"]  -- insert-only
> (window_start TIMESTAMP(6) NOT NULL, page VARCHAR, n BIGINT NOT NULL)
SELECT TUMBLE_START(ts, INTERVAL '1' MINUTE), TUMBLE_END(ts, INTERVAL '1' MINUTE) AS e, COUNT(*)
FROM clicks GROUP BY TUMBLE(ts, INTERVAL '1' MINUTE);
> Calc [window_start, window_end AS e, count]  -- changes, key (window_start, e), expires by e
>   Aggregate by window_start, window_end [count(*) AS count]  -- by hash of window_start, window_end, changes, key (window_start, window_end), expires by window_end
>     Window tumble of ts, size 1 min, late rows left out  -- insert-only, expires by window_end
>       Scan main.clicks [ts, "$watermark"]  -- insert-only
> (window_start TIMESTAMP(6) NOT NULL, e TIMESTAMP(6) NOT NULL, count BIGINT NOT NULL)
SELECT visitor, SESSION_START(ts, INTERVAL '30' MINUTE) AS s, COUNT(*)
FROM clicks GROUP BY visitor, SESSION(ts, INTERVAL '30' MINUTE);
> Calc [visitor, window_start AS s, count]  -- changes
>   Aggregate by visitor, window_start, window_end [count(*) AS count]  -- by hash of visitor, with its sessions, changes, key (visitor, window_start, window_end), expires by window_end
>     Window session of ts, gap 30 min by visitor, late rows left out  -- done by the aggregate
>       Scan main.clicks [ts, visitor, "$watermark"]  -- insert-only
> (visitor BIGINT, s TIMESTAMP(6) NOT NULL, count BIGINT NOT NULL)
close: SELECT visitor, window_start, window_end, SUM(CHAR_LENGTH(page)) AS n, COUNT(*) FILTER (WHERE page <> 'x')
FROM TABLE(SESSION(TABLE clicks PARTITION BY visitor, DESCRIPTOR(ts), INTERVAL '30' MINUTE))
GROUP BY visitor, window_start, window_end;
> Aggregate by visitor, window_start, window_end [sum("$f3") AS n, count(*) filter "$f4" AS count] on window close  -- by hash of visitor, with its sessions, insert-only, key (visitor, window_start, window_end)
>   Calc [visitor, window_start, window_end, CHAR_LENGTH(page) AS "$f3", (page <> 'x') IS TRUE AS "$f4"]  -- done by the aggregate
>     Window session of ts, gap 30 min by visitor, late rows left out  -- done by the aggregate
>       Scan main.clicks [page, ts, visitor, "$watermark"]  -- insert-only
> (visitor BIGINT, window_start TIMESTAMP(6) NOT NULL, window_end TIMESTAMP(6) NOT NULL, n BIGINT, count BIGINT NOT NULL)
SELECT visitor, window_start, window_end, COUNT(DISTINCT page)
FROM TABLE(SESSION(TABLE clicks PARTITION BY visitor, DESCRIPTOR(ts), INTERVAL '30' MINUTE))
GROUP BY visitor, window_start, window_end;
> Aggregate by visitor, window_start, window_end [count(DISTINCT page) AS count]  -- by hash of visitor, window_start, window_end, changes, key (visitor, window_start, window_end), expires by window_end
>   Window session of ts, gap 30 min by visitor, late rows left out  -- by hash of visitor, changes, expires by window_end
>     Scan main.clicks [page, ts, visitor, "$watermark"]  -- insert-only
> (visitor BIGINT, window_start TIMESTAMP(6) NOT NULL, window_end TIMESTAMP(6) NOT NULL, count BIGINT NOT NULL)
SELECT page, window_start, window_end, COUNT(*)
FROM TABLE(SESSION(TABLE clicks PARTITION BY visitor, DESCRIPTOR(ts), INTERVAL '30' MINUTE))
GROUP BY page, visitor, window_start, window_end;
> Calc [page, window_start, window_end, count]  -- changes, expires by window_end
>   Aggregate by page, visitor, window_start, window_end [count(*) AS count]  -- by hash of page, visitor, window_start, window_end, changes, key (page, visitor, window_start, window_end), expires by window_end
>     Window session of ts, gap 30 min by visitor, late rows left out  -- by hash of visitor, changes, expires by window_end
>       Scan main.clicks [page, ts, visitor, "$watermark"]  -- insert-only
> (page VARCHAR, window_start TIMESTAMP(6) NOT NULL, window_end TIMESTAMP(6) NOT NULL, count BIGINT NOT NULL)
SELECT visitor, window_start, window_end, COUNT(*)
FROM TABLE(SESSION(TABLE clicks PARTITION BY visitor, DESCRIPTOR(ts), INTERVAL '30' MINUTE))
WHERE page <> 'x' GROUP BY visitor, window_start, window_end;
> Aggregate by visitor, window_start, window_end [count(*) AS count]  -- by hash of visitor, window_start, window_end, changes, key (visitor, window_start, window_end), expires by window_end
>   Calc [visitor, window_start, window_end] where page <> 'x'  -- changes, expires by window_end
>     Window session of ts, gap 30 min by visitor, late rows left out  -- by hash of visitor, changes, expires by window_end
>       Scan main.clicks [page, ts, visitor, "$watermark"]  -- insert-only
> (visitor BIGINT, window_start TIMESTAMP(6) NOT NULL, window_end TIMESTAMP(6) NOT NULL, count BIGINT NOT NULL)
SELECT window_start, window_end, COUNT(*) FROM TABLE(SESSION(
  (SELECT ts FROM clicks UNION ALL SELECT ts FROM views), DESCRIPTOR(ts), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end;
> Aggregate by window_start, window_end [count(*) AS count]  -- by hash of window_start, window_end, changes, key (window_start, window_end), expires by window_end
>   Window session of ts, gap 1 min, late rows left out  -- on one worker, changes, expires by window_end
>     Union  -- insert-only
>       Scan main.clicks [ts, "$watermark"]  -- insert-only
>       Scan main.views [ts, "$watermark"]  -- insert-only
> (window_start TIMESTAMP(6) NOT NULL, window_end TIMESTAMP(6) NOT NULL, count BIGINT NOT NULL)
SELECT * FROM TABLE(SESSION(TABLE clicks PARTITION BY visitor, DESCRIPTOR(ts), INTERVAL '30' MINUTE));
> Window session of ts, gap 30 min by visitor, late rows left out  -- by hash of visitor, changes, expires by window_end
>   Scan main.clicks [page, ts, visitor, "$watermark"]  -- insert-only
> (page VARCHAR, ts TIMESTAMP(6), visitor BIGINT, window_start TIMESTAMP(6) NOT NULL, window_end TIMESTAMP(6) NOT NULL)
SELECT * FROM TABLE(SESSION(TABLE clicks, DESCRIPTOR(ts), DESCRIPTOR(visitor), INTERVAL '30' MINUTE));
> Window session of ts, gap 30 min by visitor, late rows left out  -- by hash of visitor, changes, expires by window_end
>   Scan main.clicks [page, ts, visitor, "$watermark"]  -- insert-only
> (page VARCHAR, ts TIMESTAMP(6), visitor BIGINT, window_start TIMESTAMP(6) NOT NULL, window_end TIMESTAMP(6) NOT NULL)
SELECT * FROM TABLE(CUMULATE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '1' HOUR, INTERVAL '1' DAY));
> Window cumulate of ts, size 1 d, step 1 h, late rows left out  -- insert-only, expires by window_end
>   Scan main.clicks [page, ts, visitor, "$watermark"]  -- insert-only
> (page VARCHAR, ts TIMESTAMP(6), visitor BIGINT, window_start TIMESTAMP(6) NOT NULL, window_end TIMESTAMP(6) NOT NULL)
SELECT HOP_START(order_time, INTERVAL '1' HOUR, INTERVAL '2' HOUR) AS s, SUM(amount)
FROM orders GROUP BY HOP(order_time, INTERVAL '1' HOUR, INTERVAL '2' HOUR);
> Calc [window_start AS s, sum]  -- changes
>   Aggregate by window_start, window_end [sum(amount) AS sum]  -- by hash of window_start, window_end, changes, key (window_start, window_end)
>     Window hop of order_time, size 2 h, slide 1 h, by slices  -- changes
>       Scan main.orders [amount, order_time]  -- changes
> (s TIMESTAMP(3) NOT NULL, sum DECIMAL(38, 2))
SELECT window_end, COUNT(*)
FROM TABLE(TUMBLE((SELECT ts, page FROM clicks WHERE page <> 'x'), DESCRIPTOR(ts), INTERVAL '1' DAY))
GROUP BY window_end;
> Aggregate by window_end [count(*) AS count]  -- by hash of window_end, changes, key (window_end), expires by window_end
>   Window tumble of ts, size 1 d, late rows left out  -- insert-only, expires by window_end
>     Calc [ts, "$watermark"] where page <> 'x'  -- insert-only
>       Scan main.clicks [page, ts, "$watermark"]  -- insert-only
> (window_end TIMESTAMP(6) NOT NULL, count BIGINT NOT NULL)
SELECT window_end, COUNT(*) FROM TABLE(TUMBLE(
  (SELECT ts FROM clicks UNION ALL SELECT ts FROM views), DESCRIPTOR(ts), INTERVAL '1' MINUTE))
GROUP BY window_end;
> Aggregate by window_end [count(*) AS count]  -- by hash of window_end, changes, key (window_end), expires by window_end
>   Window tumble of ts, size 1 min, late rows left out  -- insert-only, expires by window_end
>     Union  -- insert-only
>       Scan main.clicks [ts, "$watermark"]  -- insert-only
>       Scan main.views [ts, "$watermark"]  -- insert-only
> (window_end TIMESTAMP(6) NOT NULL, count BIGINT NOT NULL)
SELECT c.page, v.window_end FROM
  (SELECT window_end, page, COUNT(*) AS n
   FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY window_end, page) c
  JOIN (SELECT window_end, page FROM TABLE(TUMBLE(TABLE views, DESCRIPTOR(ts), INTERVAL '1' MINUTE))) v
  ON c.window_end = v.window_end AND c.page = v.page;
> Calc [page, window_end]  -- insert-only, expires by window_end
>   Join inner on left.window_end = right.window_end AND left.page = right.page  -- by hash of window_end, page, insert-only, expires by window_end, window_end
>     Calc [window_end, page]  -- insert-only, key (window_end, page), expires by window_end
>       Distinct  -- by hash of the row, insert-only, key (page, window_end), expires by window_end
>         Calc [page, window_end]  -- insert-only, expires by window_end
>           Window tumble of ts, size 1 min, late rows left out  -- insert-only, expires by window_end
>             Scan main.clicks [page, ts, "$watermark"]  -- insert-only
>     Calc [window_end, page]  -- insert-only, expires by window_end
>       Window tumble of ts, size 1 min, late rows left out  -- insert-only, expires by window_end
>         Scan main.views [ts, page, "$watermark"]  -- insert-only
> (page VARCHAR, window_end TIMESTAMP(6) NOT NULL)
SELECT * FROM TABLE(TUMBLE(DATA => TABLE clicks, TIMECOL => DESCRIPTOR(ts), SIZE => INTERVAL '10' SECOND, "OFFSET" => INTERVAL '5' SECOND));
> Window tumble of ts, size 10 s, offset 5 s, late rows left out  -- insert-only, expires by window_end
>   Scan main.clicks [page, ts, visitor, "$watermark"]  -- insert-only
> (page VARCHAR, ts TIMESTAMP(6), visitor BIGINT, window_start TIMESTAMP(6) NOT NULL, window_end TIMESTAMP(6) NOT NULL)
