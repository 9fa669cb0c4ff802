-- New users: who came and opened an auction within the same 10 seconds.
SELECT P.id, P.name, P.window.start AS starttime
FROM (
  SELECT id, name, window FROM timed_person GROUP BY id, name, window(dateTime, '10 seconds')
) AS P
JOIN (
  SELECT seller, window FROM timed_auction GROUP BY seller, window(dateTime, '10 seconds')
) AS A
ON P.id = A.seller AND P.window = A.window
