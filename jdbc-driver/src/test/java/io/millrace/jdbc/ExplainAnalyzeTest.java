package io.millrace.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** EXPLAIN ANALYZE runs the query and tells what each operator did. */
class ExplainAnalyzeTest {
  @Test
  void tellsRowsAndTimeOfEachOperator() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:millrace::memory:");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (k INTEGER, v INTEGER)");
      statement.execute("INSERT INTO t VALUES (1, 1), (1, 2), (2, 3), (3, 4), (3, 5)");
      StringBuilder text = new StringBuilder();
      long micros = 0;
      try (ResultSet rows =
          statement.executeQuery(
              "EXPLAIN ANALYZE SELECT k, SUM(v) AS s FROM t WHERE v > 1 GROUP BY k")) {
        while (rows.next()) {
          text.append(rows.getString("operator"))
              .append(": ")
              .append(rows.getLong("rows_in"))
              .append(" in, ")
              .append(rows.getLong("rows_out"))
              .append(" out\n");
          micros += rows.getLong("micros");
          assertTrue(rows.getLong("state_rows") >= 0);
        }
      }
      assertEquals(
          "Aggregate by k [sum(v) AS s]: 4 in, 3 out\n"
              + "Calc [k, v] where v > 1: 5 in, 4 out\n"
              + "Scan main.t [k, v]: 5 in, 5 out\n",
          text.toString());
      assertTrue(micros > 0, "time was measured");
    }
  }

  @Test
  void refusesWhatDoesNotEndOrChangesSomething() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:millrace::memory:");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (k INTEGER)");
      for (String sql : new String[] {"SELECT * FROM t EMIT CHANGES", "INSERT INTO t VALUES (1)"}) {
        SQLException error =
            assertThrows(
                SQLException.class, () -> statement.executeQuery("EXPLAIN ANALYZE " + sql));
        assertEquals("0A000", error.getSQLState());
      }
      try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM t")) {
        assertTrue(rows.next());
        assertEquals(0, rows.getLong(1));
      }
    }
  }
}
