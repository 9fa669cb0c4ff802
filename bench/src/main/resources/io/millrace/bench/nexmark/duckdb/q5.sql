WITH counts AS (
  SELECT auction, time_bucket(INTERVAL 2 SECOND, dateTime) - INTERVAL 2 SECOND * back AS starttime,
    COUNT(*) AS num
  FROM bid, range(5) AS r(back)
  GROUP BY ALL
)
SELECT auction, num
FROM counts JOIN (SELECT starttime, MAX(num) AS maxn FROM counts GROUP BY starttime) AS largest
  USING (starttime)
WHERE num >= maxn
