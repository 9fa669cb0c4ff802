-- Output mode: update
-- Top 10 bids of each auction. Not ranked, which Spark refuses for streams.
SELECT bid.*, place + 1 AS rank_number
FROM (
  SELECT MAX_BY(STRUCT(auction, bidder, price, channel, url, dateTime, extra), price, 10) AS best
  FROM bid
  GROUP BY auction
)
LATERAL VIEW POSEXPLODE(best) AS place, bid
