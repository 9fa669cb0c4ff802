package io.millrace.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Values for question marks, wherever in a statement they stand. */
class PreparedStatementTest {
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:millrace::memory:");
    run("CREATE TABLE t (id INTEGER PRIMARY KEY, name VARCHAR, v INTEGER)");
    run("INSERT INTO t VALUES (1, 'one', 10), (2, 'two', 20), (3, 'what?', 30)");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }

  private String row(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        assertTrue(rows.next());
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          text.append(i == 1 ? "" : " ").append(rows.getString(i));
        }
        return text.toString();
      }
    }
  }

  @Test
  void updateTakesItsValuesInTheOrderOfTheText() throws SQLException {
    assertEquals(1, update("UPDATE t\nSET name = ?, v = v + ?\nWHERE id = ?", "zwei", 5, 2));
    assertEquals("zwei 25", row("SELECT name, v FROM t WHERE id = ?", 2));
  }

  @Test
  void updateFromTakesValuesInItsTableToo() throws SQLException {
    assertEquals(
        1,
        update(
            "UPDATE t SET v = ? + s.k FROM (VALUES (?, ?)) AS s (id, k) WHERE t.id = s.id AND ? > 0",
            100,
            3,
            7,
            1));
    assertEquals("107", row("SELECT v FROM t WHERE id = 3"));
  }

  @Test
  void insertOnConflictTakesValuesInAllItsParts() throws SQLException {
    String sql =
        "INSERT INTO t VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET v = excluded.v + ?,"
            + " name = ? WHERE t.v < ?";
    assertEquals(1, update(sql, 1, "x", 5, 1000, "uno", 50));
    assertEquals("uno 1005", row("SELECT name, v FROM t WHERE id = 1"));
    assertEquals(0, update(sql, 1, "x", 5, 1000, "eins", 50));
    assertEquals(1, update(sql, 9, "nine", 90, 0, "", 0));
    assertEquals("nine 90", row("SELECT name, v FROM t WHERE id = 9"));
  }

  @Test
  void questionMarksInTextsAndCommentsStandForNothing() throws SQLException {
    assertEquals(1, update("DELETE FROM t -- which?\nWHERE name = 'what?' AND v = ? /* ? */", 30));
    assertEquals("2", row("SELECT COUNT(*) FROM t"));
  }

  @Test
  void aDefinitionTakesNoValues() throws SQLException {
    SQLException view =
        assertThrows(SQLException.class, () -> update("CREATE VIEW w AS SELECT ? AS a", 1));
    assertEquals("0A000", view.getSQLState());
    assertTrue(view.getMessage().startsWith("line 1:25: "), view.getMessage());
    update("CREATE TABLE copy AS SELECT * FROM t WHERE v > ?", 15);
    assertEquals("2", row("SELECT COUNT(*) FROM copy"));
  }

  @Test
  void aMissingValueIsAnError() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("UPDATE t SET v = ? WHERE id = ?")) {
      statement.setInt(1, 5);
      SQLException error = assertThrows(SQLException.class, statement::executeUpdate);
      assertEquals("07002", error.getSQLState());
      assertTrue(error.getMessage().contains("parameter 2"), error.getMessage());
    }
  }
}
