CREATE TABLE events (
  event_type INT,
  person_id BIGINT, person_name STRING, person_emailAddress STRING, person_creditCard STRING,
  person_city STRING, person_state STRING, person_dateTime TIMESTAMP, person_extra STRING,
  auction_id BIGINT, auction_itemName STRING, auction_description STRING,
  auction_initialBid BIGINT, auction_reserve BIGINT, auction_dateTime TIMESTAMP,
  auction_expires TIMESTAMP, auction_seller BIGINT, auction_category BIGINT,
  auction_extra STRING,
  bid_auction BIGINT, bid_bidder BIGINT, bid_price BIGINT, bid_channel STRING, bid_url STRING,
  bid_dateTime TIMESTAMP, bid_extra STRING,
  dateTime TIMESTAMP
) USING parquet LOCATION '${events}';

CREATE TEMPORARY VIEW person AS
SELECT person_id AS id, person_name AS name, person_emailAddress AS emailAddress, person_creditCard AS creditCard, person_city AS city,
  person_state AS state, dateTime, person_extra AS extra
FROM STREAM events WHERE event_type = 0;

CREATE TEMPORARY VIEW auction AS
SELECT auction_id AS id, auction_itemName AS itemName, auction_description AS description, auction_initialBid AS initialBid, auction_reserve AS reserve,
  dateTime, auction_expires AS expires, auction_seller AS seller, auction_category AS category, auction_extra AS extra
FROM STREAM events WHERE event_type = 1;

CREATE TEMPORARY VIEW bid AS
SELECT bid_auction AS auction, bid_bidder AS bidder, bid_price AS price, bid_channel AS channel, bid_url AS url, dateTime, bid_extra AS extra
FROM STREAM events WHERE event_type = 2;

-- With a watermark, and with an end: Spark closes no window because files have been read. The last
-- event has no NULL, as joins would filter it out before it moves the watermark.
CREATE TABLE end_of_events (dateTime TIMESTAMP) USING json LOCATION '${end}';

CREATE TEMPORARY VIEW timed_person AS
SELECT * FROM (
  SELECT id, name, dateTime FROM person
  UNION ALL
  SELECT -1, 'nobody', dateTime FROM STREAM end_of_events
) WATERMARK dateTime DELAY OF INTERVAL 4 SECONDS;

CREATE TEMPORARY VIEW timed_auction AS
SELECT * FROM (
  SELECT id, seller, dateTime FROM auction
  UNION ALL
  SELECT -1, -1, dateTime FROM STREAM end_of_events
) WATERMARK dateTime DELAY OF INTERVAL 4 SECONDS;

CREATE TEMPORARY VIEW timed_bid AS
SELECT * FROM (
  SELECT auction, bidder, price, dateTime, extra FROM bid
  UNION ALL
  SELECT -1, -1, -1, dateTime, '' FROM STREAM end_of_events
) WATERMARK dateTime DELAY OF INTERVAL 4 SECONDS;

CREATE TEMPORARY VIEW side_input (`key` BIGINT, `value` STRING)
USING csv OPTIONS (path '${side_input}', header 'true')
