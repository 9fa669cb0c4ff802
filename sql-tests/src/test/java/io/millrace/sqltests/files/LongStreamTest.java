package io.millrace.sqltests.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams long enough to be read ahead of the steps: no row is lost, doubled, or out of order. */
class LongStreamTest {
  private static final long ROWS = 300_000;

  @TempDir Path folder;

  private void writeFiles(long negative) throws IOException {
    long next = 1;
    for (int file = 0; file < 3; file++) {
      try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("part-" + file + ".csv"))) {
        out.write("n\n");
        for (long i = 0; i < ROWS / 3; i++, next++) {
          out.write((next == negative ? -next : next) + "\n");
        }
      }
    }
  }

  private String stream(String constraint) {
    return "CREATE STREAM numbers (n BIGINT"
        + constraint
        + ") WITH ('connector' = 'files', 'format' = 'csv', 'path' = '"
        + folder.resolve("part-*.csv")
        + "', 'watch' = 'true')";
  }

  private static long[] numbers(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return new long[] {rows.getLong(1), rows.getLong(2)};
    }
  }

  @Test
  void everyRowComesOnceOverRestarts() throws IOException, SQLException {
    writeFiles(-1);
    String url = "jdbc:millrace:" + folder.resolve("database");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(stream(""));
      statement.execute("CREATE MATERIALIZED VIEW sums AS SELECT COUNT(*), SUM(n) FROM numbers");
    }
    // It is closed while it reads, most likely, and goes on where it was.
    for (int round = 0; round < 3; round++) {
      try (Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement()) {
        long[] now = numbers(statement, "SELECT * FROM sums");
        assertEquals(now[0] * (now[0] + 1) / 2, now[1], "a prefix of the rows");
        if (round == 2) {
          statement.execute("FLUSH");
          now = numbers(statement, "SELECT * FROM sums");
          assertEquals(ROWS, now[0]);
          assertEquals(ROWS * (ROWS + 1) / 2, now[1]);
        }
      }
    }
  }

  @Test
  void aFailingRowStopsTheFeedBehindTheRowsBeforeIt() throws IOException, SQLException {
    long negative = 170_001;
    writeFiles(negative);
    try (Connection connection = DriverManager.getConnection("jdbc:millrace::memory:");
        Statement statement = connection.createStatement()) {
      statement.execute(stream(", CONSTRAINT positive EXPECT (n > 0) ON VIOLATION FAIL"));
      statement.execute("CREATE MATERIALIZED VIEW sums AS SELECT COUNT(*), SUM(n) FROM numbers");
      statement.execute("FLUSH");
      long[] now = numbers(statement, "SELECT * FROM sums");
      assertTrue(now[0] < negative && now[0] > 100_000, "rows before it: " + now[0]);
      assertEquals(now[0] * (now[0] + 1) / 2, now[1], "a prefix of the rows");
      try (ResultSet feeds = statement.executeQuery("SELECT status, error FROM system.feeds")) {
        assertTrue(feeds.next());
        assertEquals("stopped", feeds.getString(1));
        assertTrue(feeds.getString(2).contains("-" + negative), feeds.getString(2));
      }
    }
  }
}
