-- Highest bid: the bids of the highest price in each 10 seconds.
SELECT B.auction, B.bidder, B.price, B.dateTime, B.extra
FROM timed_bid AS B
JOIN (
  SELECT MAX(price) AS maxprice, window.end AS dateTime
  FROM timed_bid
  GROUP BY window(dateTime, '10 seconds')
) AS B1
ON B.price = B1.maxprice
WHERE B.dateTime BETWEEN B1.dateTime - INTERVAL '10' SECOND AND B1.dateTime
