package io.millrace.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that are not up to date come with warnings. */
class WarningTest {
  private Connection connection;
  private Statement statement;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:millrace::memory:");
    statement = connection.createStatement();
    statement.execute("CREATE TABLE t (v INTEGER)");
    statement.execute("CREATE MATERIALIZED VIEW a AS SELECT SUM(v) AS s FROM t");
    statement.execute("CREATE MATERIALIZED VIEW b AS SELECT COUNT(*) AS n FROM t");
    statement.execute("ALTER MATERIALIZED VIEW a PAUSE");
    statement.execute("ALTER MATERIALIZED VIEW b PAUSE");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void chainsThem() throws SQLException {
    statement.executeQuery("SELECT s, n FROM a, b").close();
    SQLWarning first = statement.getWarnings();
    assertEquals("01000", first.getSQLState());
    assertEquals(
        "materialized view 'a' is paused; what has come since is missing;"
            + " ALTER MATERIALIZED VIEW a RESUME goes on",
        first.getMessage());
    SQLWarning second = first.getNextWarning();
    assertEquals(
        "materialized view 'b' is paused; what has come since is missing;"
            + " ALTER MATERIALIZED VIEW b RESUME goes on",
        second.getMessage());
    assertNull(second.getNextWarning());
  }

  @Test
  void forgetsThem() throws SQLException {
    statement.executeQuery("SELECT s FROM a").close();
    assertNotNull(statement.getWarnings());
    statement.clearWarnings();
    assertNull(statement.getWarnings());
    statement.executeQuery("SELECT s FROM a").close();
    assertNotNull(statement.getWarnings());
    statement.executeQuery("SELECT v FROM t").close();
    assertNull(statement.getWarnings());
  }

  @Test
  void givesThemForPreparedStatements() throws SQLException {
    try (PreparedStatement prepared =
        connection.prepareStatement("INSERT INTO t SELECT ? FROM a")) {
      assertNull(prepared.getWarnings());
      prepared.setInt(1, 7);
      prepared.executeUpdate();
      assertNotNull(prepared.getWarnings());
      statement.execute("ALTER MATERIALIZED VIEW a RESUME");
      prepared.executeUpdate();
      assertNull(prepared.getWarnings());
    }
  }
}
