-- Output mode: update
-- Last bid of each bidder on each auction. Not ranked, which Spark refuses for streams.
SELECT last.*
FROM (
  SELECT MAX_BY(STRUCT(auction, bidder, price, channel, url, dateTime, extra), dateTime) AS last
  FROM bid
  GROUP BY bidder, auction
)
