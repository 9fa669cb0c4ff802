CREATE STREAM events (
  event_type INTEGER,
  person ROW(
    id BIGINT, name VARCHAR, emailAddress VARCHAR, creditCard VARCHAR, city VARCHAR, state VARCHAR,
    dateTime TIMESTAMP(3), extra VARCHAR),
  auction ROW(
    id BIGINT, itemName VARCHAR, description VARCHAR, initialBid BIGINT, reserve BIGINT,
    dateTime TIMESTAMP(3), expires TIMESTAMP(3), seller BIGINT, category BIGINT, extra VARCHAR),
  bid ROW(
    auction BIGINT, bidder BIGINT, price BIGINT, channel VARCHAR, url VARCHAR,
    dateTime TIMESTAMP(3), extra VARCHAR),
  dateTime TIMESTAMP(3),
  WATERMARK FOR dateTime AS dateTime - INTERVAL '4' SECOND
) WITH ('connector' = 'files', 'path' = '${events}', 'format' = '${format}', 'watch' = '${watch}');

CREATE VIEW person AS
SELECT e.person.id, e.person.name, e.person.emailAddress, e.person.creditCard, e.person.city,
  e.person.state, e.dateTime, e.person.extra
FROM events AS e WHERE e.event_type = 0;

CREATE VIEW auction AS
SELECT e.auction.id, e.auction.itemName, e.auction.description, e.auction.initialBid,
  e.auction.reserve, e.dateTime, e.auction.expires, e.auction.seller, e.auction.category,
  e.auction.extra
FROM events AS e WHERE e.event_type = 1;

CREATE VIEW bid AS
SELECT e.bid.auction, e.bid.bidder, e.bid.price, e.bid.channel, e.bid.url, e.dateTime, e.bid.extra
FROM events AS e WHERE e.event_type = 2
;

CREATE STREAM side_input ("key" BIGINT, "value" VARCHAR)
WITH ('connector' = 'files', 'path' = '${side_input}', 'format' = 'csv', 'watch' = 'false')
