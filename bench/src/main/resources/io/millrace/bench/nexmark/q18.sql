-- Compared: auction, bidder, dateTime
-- Last bid of each bidder on each auction.
SELECT auction, bidder, price, channel, url, dateTime, extra
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY bidder, auction ORDER BY dateTime DESC) AS rank_number
  FROM bid
) AS Q
WHERE rank_number <= 1
