WITH marked AS (
  SELECT bidder, dateTime,
    CASE
      WHEN dateTime - lag(dateTime) OVER (PARTITION BY bidder ORDER BY dateTime) <= INTERVAL 10 SECOND
        THEN 0
      ELSE 1
    END AS begins
  FROM bid
), numbered AS (
  SELECT bidder, dateTime, SUM(begins) OVER (
    PARTITION BY bidder ORDER BY dateTime ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS session
  FROM marked
)
SELECT bidder, COUNT(*) AS bid_count, MIN(dateTime) AS starttime,
  MAX(dateTime) + INTERVAL 10 SECOND AS endtime
FROM numbered
GROUP BY bidder, session
