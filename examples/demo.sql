-- Millrace keeps SQL answers true while data flows.
--
-- Here is a week of earthquakes, one landing file a day, read as a stream. Rows come in the order
-- in which they were revised, so the time of the quake is truly out of order. The watermark says
-- how long windows wait for stragglers: one day. What comes later is counted, not silently dropped.

CREATE STREAM quakes (
  id        VARCHAR,
  "time"    BIGINT,
  mag       DOUBLE,
  place     VARCHAR,
  depth     DOUBLE,
  shook_at  TIMESTAMP(3) GENERATED ALWAYS AS (TIMESTAMP_MILLIS("time")),
  landed_in VARCHAR METADATA FROM 'file.name',
  WATERMARK FOR shook_at AS shook_at - INTERVAL '1' DAY
) WITH ('connector' = 'files', 'path' = 'examples/data/earthquakes/*.jsonl');

-- A raw table keeps every row. A view cleans them: the region is what follows the comma in
-- '81km WNW of Skagway, Alaska'.

CREATE MATERIALIZED VIEW quakes_raw AS SELECT * FROM quakes;

CREATE VIEW quakes_clean AS
SELECT id, shook_at, mag, depth,
       COALESCE(NULLIF(SPLIT_PART(place, ', ', 2), ''), place) AS region
FROM quakes
WHERE mag IS NOT NULL;

-- Materialized views are kept up to date, row by row, in versioned tables that Spark, DuckDB and
-- others read. First windows of an hour, then of six hours every hour.

CREATE MATERIALIZED VIEW quakes_hourly AS
SELECT window_start, region, COUNT(*) AS quakes, MAX(mag) AS strongest
FROM TABLE(TUMBLE(TABLE quakes_clean, DESCRIPTOR(shook_at), INTERVAL '1' HOUR))
GROUP BY window_start, window_end, region;

CREATE MATERIALIZED VIEW quakes_six_hours AS
SELECT window_start, window_end, region, COUNT(*) AS quakes, AVG(mag) AS mean_magnitude
FROM TABLE(HOP(TABLE quakes_clean, DESCRIPTOR(shook_at), INTERVAL '1' HOUR, INTERVAL '6' HOUR))
GROUP BY window_start, window_end, region;

SELECT window_start, region, quakes, strongest
FROM quakes_hourly
ORDER BY quakes DESC, strongest DESC, window_start
LIMIT 5;

SELECT window_start, window_end, region, quakes, ROUND(mean_magnitude, 2) AS mean_magnitude
FROM quakes_six_hours
ORDER BY quakes DESC, window_start
LIMIT 5;

-- How far behind were they? Rows too late for their window are counted.

SELECT name, status, late_rows FROM system.pipelines ORDER BY name;

-- Now tables. Airports and flights are loaded from files, and joined by a view that follows every
-- change.

CREATE TABLE airports (iata VARCHAR PRIMARY KEY, name VARCHAR, city VARCHAR, state VARCHAR);

INSERT INTO airports
SELECT iata, name, city, state FROM read_csv('examples/data/airports.csv');

CREATE TABLE flights AS SELECT * FROM read_csv('examples/data/flights.csv');

CREATE MATERIALIZED VIEW delays AS
SELECT a.city, a.state, COUNT(*) AS departures,
       AVG(CAST(f.delay AS DOUBLE)) AS mean_delay, MAX(f.delay) AS worst
FROM flights AS f
JOIN airports AS a ON f.origin = a.iata
GROUP BY a.city, a.state;

SELECT city, state, departures, ROUND(mean_delay, 1) AS mean_delay, worst
FROM delays
WHERE departures > 300
ORDER BY mean_delay DESC
LIMIT 5;

-- A query need not end. This one shows what is there, and then each change as it happens: -D a row
-- that went, +I a row that came.

SELECT city, departures FROM delays WHERE city LIKE 'Chicago%' EMIT CHANGES;

-- Chicago has two airports. An UPDATE names one apart, and a DELETE takes flights of the other
-- away. Both flow through the join and the groups; only what changes is computed.

UPDATE airports SET city = 'Chicago (O''Hare)' WHERE iata = 'ORD';

DELETE FROM flights WHERE origin = 'MDW' AND delay < 0;

-- Every committed change is a version. Travel back, and see the difference between two versions.

DESCRIBE HISTORY delays;

SELECT city, departures, ROUND(mean_delay, 1) AS mean_delay
FROM delays VERSION AS OF 1
WHERE city LIKE 'Chicago%';

SELECT 'before' AS side, city, departures
FROM (SELECT * FROM delays@v1 EXCEPT SELECT * FROM delays) AS gone
UNION ALL
SELECT 'after', city, departures
FROM (SELECT * FROM delays EXCEPT SELECT * FROM delays@v1) AS came
ORDER BY side DESC, city;
