-- Output mode: update
-- Winning bids: the highest bid of each auction, the earlier of equal ones. Not ranked, which Spark refuses for streams.
SELECT id, itemName, description, initialBid, reserve, dateTime, expires, seller, category, extra,
  best.auction, best.bidder, best.price, best.dateTime AS bid_dateTime, best.extra AS bid_extra
FROM (
  SELECT A.*, MAX_BY(
    STRUCT(B.auction, B.bidder, B.price, B.dateTime, B.extra),
    STRUCT(B.price, TIMESTAMP '2100-01-01 00:00:00' - B.dateTime)) AS best
  FROM auction AS A, bid AS B
  WHERE A.id = B.auction AND B.dateTime BETWEEN A.dateTime AND A.expires
  GROUP BY A.id, A.itemName, A.description, A.initialBid, A.reserve, A.dateTime, A.expires,
    A.seller, A.category, A.extra
)
