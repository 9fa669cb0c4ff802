-- User sessions: the bids of a user until there are none for 10 seconds.
SELECT bidder, COUNT(*) AS bid_count,
  session_window.start AS starttime, session_window.end AS endtime
FROM timed_bid
GROUP BY bidder, session_window(dateTime, '10 seconds')
