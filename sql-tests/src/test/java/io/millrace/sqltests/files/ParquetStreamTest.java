package io.millrace.sqltests.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views that need different parts of one Parquet stream, made while it flows. */
class ParquetStreamTest {
  private static final String STREAM =
      """
      CREATE STREAM parts (
        n BIGINT NOT NULL, place ROW(name VARCHAR, height BIGINT), note VARCHAR,
        high BOOLEAN GENERATED ALWAYS AS (parts.place.height > 500)
      ) WITH ('connector' = 'files', 'path' = 'in/')
      """;

  @TempDir Path folder;

  @Test
  void eachViewSeesWhatItNeeds() throws Exception {
    Files.createDirectory(folder.resolve("in"));
    write("a", 0, 1000);
    String url = "jdbc:millrace:" + folder.resolve("db") + "?step.rows=300&directory=" + folder;
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(STREAM);
      statement.execute(
          "CREATE MATERIALIZED VIEW names AS SELECT p.place.name AS name, COUNT(*) AS n, COUNT(p.note)"
              + " AS notes FROM parts AS p GROUP BY p.place.name");
      statement.execute("FLUSH");
      write("b", 1000, 2500);
      statement.execute("FLUSH");
      statement.execute(
          "CREATE MATERIALIZED VIEW heights AS SELECT SUM(p.place.height) AS total, COUNT(*) FILTER"
              + " (WHERE high) AS high, COUNT(DISTINCT p.place) AS places FROM parts AS p");
      write("c", 2500, 2600);
      statement.execute("FLUSH");
    }
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      write("d", 2600, 3000);
      statement.execute("FLUSH");
      List<String> names = rows(statement, "SELECT name, n, notes FROM names ORDER BY name");
      List<String> heights = rows(statement, "SELECT total, high, places FROM heights");
      String once = "read_parquet('" + folder.resolve("in/*.parquet") + "')";
      assertEquals(
          rows(
              statement,
              "SELECT SUM(p.place.height), COUNT(*) FILTER (WHERE p.place.height > 500),"
                  + " COUNT(DISTINCT p.place) FROM "
                  + once
                  + " AS p"),
          heights);
      try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
          Statement oracle = duckdb.createStatement()) {
        assertEquals(
            rows(
                oracle,
                "SELECT place.name, COUNT(*), COUNT(note) FROM "
                    + once
                    + " GROUP BY 1 ORDER BY 1 NULLS LAST"),
            names);
        assertEquals(
            rows(
                oracle,
                "SELECT SUM(place.height), COUNT(*) FILTER (WHERE place.height > 500),"
                    + " COUNT(DISTINCT place) FROM "
                    + once),
            heights);
      }
    }
  }

  /** Rows n from one number to another; every seventh place and every third note is NULL. */
  private void write(String name, int from, int to) throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "COPY (SELECT i AS n, CASE WHEN i % 7 > 0 THEN {name: 'place ' || i % 5, height: i % 1000}"
              + " END AS place, CASE WHEN i % 3 > 0 THEN 'note ' || i END AS note FROM range("
              + from
              + ", "
              + to
              + ") AS r(i)) TO '"
              + folder.resolve("in").resolve(name + ".parquet")
              + "' (FORMAT parquet)");
    }
  }

  private static List<String> rows(Statement statement, String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(query)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
          row.append(result.getString(i)).append(' ');
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }
}
