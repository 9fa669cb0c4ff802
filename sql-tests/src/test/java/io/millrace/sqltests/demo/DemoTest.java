package io.millrace.sqltests.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks the demo's answers by DuckDB over the same files. */
class DemoTest {
  private static final String QUAKES =
      """
      CREATE TABLE rows AS
      SELECT *, row_number() OVER () AS n FROM read_json('%1$s/*.jsonl', format = 'newline_delimited',
        filename = true, columns = {id: 'VARCHAR', "time": 'BIGINT', mag: 'DOUBLE', place: 'VARCHAR',
        depth: 'DOUBLE'})
      """;

  /** The watermark just before each row is the latest time so far, less a day. */
  private static final String QUAKES_WITH_WATERMARK =
      """
      CREATE TABLE quakes AS
      SELECT id, mag, depth, make_timestamp("time" * 1000) AS shook_at,
        coalesce(nullif(split_part(place, ', ', 2), ''), place) AS region,
        max(make_timestamp("time" * 1000) - INTERVAL 1 DAY)
          OVER (ORDER BY filename, n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS watermark
      FROM rows
      """;

  @TempDir static Path directory;
  private static Connection millrace;
  private static Connection duckdb;

  @BeforeAll
  static void runDemo() throws SQLException {
    millrace = DemoScript.connect(directory.resolve("db"));
    DemoScript.run(millrace);
    duckdb = DriverManager.getConnection("jdbc:duckdb:");
    Path data = DemoScript.ROOT.resolve("examples/data");
    try (Statement statement = duckdb.createStatement()) {
      statement.execute(String.format(Locale.ROOT, QUAKES, data.resolve("earthquakes")));
      statement.execute(QUAKES_WITH_WATERMARK);
      statement.execute(
          "CREATE TABLE airports AS SELECT * FROM read_csv('"
              + data.resolve("airports.csv")
              + "')");
      statement.execute(
          "CREATE TABLE flights AS SELECT * FROM read_csv('" + data.resolve("flights.csv") + "')");
    }
  }

  @AfterAll
  static void close() throws SQLException {
    millrace.close();
    duckdb.close();
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          values.add(text(found.getObject(i)));
        }
        rows.add(String.join(" | ", values));
      }
      Collections.sort(rows);
      return rows;
    }
  }

  /** Numbers by value, doubles to 12 digits: sums of doubles depend on their order. */
  private static String text(Object value) {
    if (value instanceof Number number) {
      return new BigDecimal(number.toString())
          .round(new MathContext(12))
          .stripTrailingZeros()
          .toPlainString();
    }
    return String.valueOf(value);
  }

  private static void same(String ours, String theirs) throws SQLException {
    List<String> expected = rows(duckdb, theirs);
    assertTrue(expected.size() > 1, "the check has rows to compare");
    assertEquals(expected, rows(millrace, ours));
  }

  @Test
  void rawTableHoldsEveryRow() throws SQLException {
    same("SELECT id, mag, shook_at FROM quakes_raw", "SELECT id, mag, shook_at FROM quakes");
  }

  @Test
  void hourlyWindowsAreRight() throws SQLException {
    same(
        "SELECT window_start, region, quakes, strongest FROM quakes_hourly",
        """
        SELECT start, region, count(*), max(mag)
        FROM (SELECT *, date_trunc('hour', shook_at) AS start FROM quakes WHERE mag IS NOT NULL)
        WHERE watermark IS NULL OR start + INTERVAL 1 HOUR > watermark
        GROUP BY start, region
        """);
  }

  @Test
  void hoppingWindowsAreRight() throws SQLException {
    same(
        "SELECT window_start, window_end, region, quakes, mean_magnitude FROM quakes_six_hours",
        """
        SELECT start, start + INTERVAL 6 HOUR, region, count(*), avg(mag)
        FROM (SELECT *, date_trunc('hour', shook_at) - to_hours(h) AS start
              FROM quakes, range(6) AS hops(h) WHERE mag IS NOT NULL)
        WHERE watermark IS NULL OR start + INTERVAL 6 HOUR > watermark
        GROUP BY start, region
        """);
  }

  @Test
  void lateRowsAreCounted() throws SQLException {
    assertEquals(
        rows(
            duckdb,
            """
            SELECT count(*)
            FROM (SELECT *, date_trunc('hour', shook_at) AS start FROM quakes WHERE mag IS NOT NULL)
            WHERE start + INTERVAL 1 HOUR <= watermark
            """),
        rows(millrace, "SELECT late_rows FROM system.pipelines WHERE name = 'quakes_hourly'"));
  }

  @Test
  void joinFollowsUpdateAndDelete() throws SQLException {
    String delays =
        """
        SELECT a.city, a.state, count(*), avg(f.delay), max(f.delay)
        FROM (SELECT * FROM flights %s) AS f
        JOIN (SELECT iata, state, %s AS city FROM airports) AS a ON f.origin = a.iata
        GROUP BY a.city, a.state
        """;
    same(
        "SELECT city, state, departures, mean_delay, worst FROM delays VERSION AS OF 1",
        String.format(Locale.ROOT, delays, "", "city"));
    same(
        "SELECT city, state, departures, mean_delay, worst FROM delays",
        String.format(
            Locale.ROOT,
            delays,
            "WHERE NOT (origin = 'MDW' AND delay < 0)",
            "CASE iata WHEN 'ORD' THEN 'Chicago (O''Hare)' ELSE city END"));
  }
}
