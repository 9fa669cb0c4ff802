CREATE STREAM events (
  event_type INTEGER,
  person_id BIGINT, person_name VARCHAR, person_emailAddress VARCHAR, person_creditCard VARCHAR,
  person_city VARCHAR, person_state VARCHAR, person_dateTime TIMESTAMP(3), person_extra VARCHAR,
  auction_id BIGINT, auction_itemName VARCHAR, auction_description VARCHAR,
  auction_initialBid BIGINT, auction_reserve BIGINT, auction_dateTime TIMESTAMP(3),
  auction_expires TIMESTAMP(3), auction_seller BIGINT, auction_category BIGINT,
  auction_extra VARCHAR,
  bid_auction BIGINT, bid_bidder BIGINT, bid_price BIGINT, bid_channel VARCHAR, bid_url VARCHAR,
  bid_dateTime TIMESTAMP(3), bid_extra VARCHAR,
  dateTime TIMESTAMP(3),
  WATERMARK FOR dateTime AS dateTime - INTERVAL '4' SECOND
) WITH ('connector' = 'files', 'path' = '${events}', 'format' = '${format}', 'watch' = '${watch}');

CREATE VIEW person AS
SELECT person_id AS id, person_name AS name, person_emailAddress AS emailAddress, person_creditCard AS creditCard, person_city AS city,
  person_state AS state, dateTime, person_extra AS extra
FROM events WHERE event_type = 0;

CREATE VIEW auction AS
SELECT auction_id AS id, auction_itemName AS itemName, auction_description AS description, auction_initialBid AS initialBid,
  auction_reserve AS reserve, dateTime, auction_expires AS expires, auction_seller AS seller, auction_category AS category,
  auction_extra AS extra
FROM events WHERE event_type = 1;

CREATE VIEW bid AS
SELECT bid_auction AS auction, bid_bidder AS bidder, bid_price AS price, bid_channel AS channel, bid_url AS url, dateTime, bid_extra AS extra
FROM events WHERE event_type = 2
;

CREATE STREAM side_input ("key" BIGINT, "value" VARCHAR)
WITH ('connector' = 'files', 'path' = '${side_input}', 'format' = 'csv', 'watch' = 'false')
