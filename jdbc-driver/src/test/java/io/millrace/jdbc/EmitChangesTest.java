package io.millrace.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Following changes: they come as they happen, and whoever follows can be told to stop. */
@Timeout(60)
class EmitChangesTest {
  private static final String URL = "jdbc:millrace::memory:emit-changes-test";

  private Connection connection;
  private Connection other;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection(URL);
    other = DriverManager.getConnection(URL);
    run("CREATE TABLE t (id INTEGER PRIMARY KEY, v INTEGER)");
    run("INSERT INTO t VALUES (1, 10)");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    other.close();
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = other.createStatement()) {
      statement.execute(sql);
    }
  }

  private long followers() throws SQLException {
    try (Statement statement = other.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT COUNT(*) FROM system.pipelines WHERE name = 'EMIT CHANGES'")) {
      assertTrue(rows.next());
      return rows.getLong(1);
    }
  }

  private static String next(ResultSet rows) throws SQLException {
    assertTrue(rows.next());
    return rows.getString("op") + " " + rows.getInt("id") + " " + rows.getInt("v");
  }

  @Test
  void changesComeAsTheyHappen() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM t EMIT CHANGES")) {
      assertEquals("+I 1 10", next(rows));
      run("INSERT INTO t VALUES (2, 20)");
      assertEquals("+I 2 20", next(rows));
      run("UPDATE t SET v = 11 WHERE id = 1");
      assertEquals("-U 1 10", next(rows));
      assertEquals("+U 1 11", next(rows));
      run("DELETE FROM t WHERE id = 2");
      assertEquals("-D 2 20", next(rows));
      assertEquals(1, followers());
    }
    assertEquals(0, followers(), "closing the result set ends the query");
  }

  @Test
  void cancelEndsWaitingAndTheConnectionGoesOn() throws Exception {
    try (Statement statement = connection.createStatement()) {
      CountDownLatch first = new CountDownLatch(1);
      CompletableFuture<SQLException> ended = new CompletableFuture<>();
      Thread reader =
          new Thread(
              () -> {
                try (ResultSet rows = statement.executeQuery("SELECT * FROM t EMIT CHANGES")) {
                  while (rows.next()) {
                    first.countDown();
                  }
                  ended.completeExceptionally(new IllegalStateException("it ended by itself"));
                } catch (SQLException e) {
                  ended.complete(e);
                }
              });
      reader.start();
      assertTrue(first.await(30, TimeUnit.SECONDS));
      assertFalse(ended.isDone(), "it waits for the next change");
      statement.cancel();
      SQLException error = ended.get(30, TimeUnit.SECONDS);
      assertEquals("57014", error.getSQLState());
      assertTrue(error instanceof SQLTimeoutException, error.toString());
      reader.join();
      try (ResultSet rows = statement.executeQuery("SELECT v FROM t")) {
        assertTrue(rows.next());
        assertEquals(10, rows.getInt(1));
      }
      try (ResultSet again = statement.executeQuery("SELECT * FROM t EMIT CHANGES")) {
        assertEquals("+I 1 10", next(again));
      }
    }
    assertEquals(0, followers());
  }

  @Test
  void anErrorEndsTheQueryThatItHappensIn() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, 100 / v AS v FROM t EMIT CHANGES")) {
      assertEquals("+I 1 10", next(rows));
      run("INSERT INTO t VALUES (7, 0)");
      SQLException error = assertThrows(SQLException.class, rows::next);
      assertEquals("22012", error.getSQLState());
    }
    assertEquals(0, followers());
  }

  @Test
  void closingTheConnectionEndsItsQueries() throws SQLException {
    Statement statement = connection.createStatement();
    ResultSet rows = statement.executeQuery("SELECT * FROM t EMIT CHANGES");
    assertTrue(rows.next());
    connection.close();
    assertEquals(0, followers());
  }
}
