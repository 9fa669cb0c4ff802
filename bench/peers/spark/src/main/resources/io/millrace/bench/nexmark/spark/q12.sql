-- Windowed count: the bids of a user in each 10 seconds.
SELECT bidder, COUNT(*) AS bid_count, window.start AS starttime, window.end AS endtime
FROM timed_bid
GROUP BY bidder, window(dateTime, '10 seconds')
