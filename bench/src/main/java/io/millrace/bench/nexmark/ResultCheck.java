package io.millrace.bench.nexmark;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;

/**
 * Compares a query's rows value by value with those that DuckDB has of the same files: as many
 * rows, and each as often. Where a query leaves open which of equal rows it takes, a comment {@code
 * -- Compared:} in it names the columns that are determined.
 */
final class ResultCheck {
  private static final Pattern COMPARED = Pattern.compile("(?m)^-- Compared: (.*)$");
  private static final int SHOWN = 3;

  private final Task task;
  private final Rows rows;

  /**
   * @param rows the query's, in the system that is checked
   */
  ResultCheck(Task task, Rows rows) {
    this.task = task;
    this.rows = rows;
  }

  /**
   * Runs the query in both systems.
   *
   * @return how many rows it has
   * @throws AssertionError if the rows differ, with some of those that do
   * @throws IOException with what a process said last, if it failed
   */
  long run() throws SQLException, IOException, InterruptedException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      rows.createTable("found", duckdb.unwrap(DuckDBConnection.class));
      List<String> names = names(statement, "found");
      DuckDbContender.define(statement, task.data());
      statement.execute(
          "CREATE TABLE expected("
              + String.join(", ", names)
              + ") AS "
              + Queries.query(task.query(), "duckdb"));
      long expected = number(statement, "SELECT COUNT(*) FROM expected");
      long found = number(statement, "SELECT COUNT(*) FROM found");
      if (expected != found) {
        throw new AssertionError(task.query() + ": " + found + " rows, expected " + expected);
      }
      String columns =
          compared(Queries.query(task.query(), "millrace")).orElse(String.join(", ", names));
      requireNone(statement, "not expected", "found", "expected", columns);
      requireNone(statement, "missing", "expected", "found", columns);
      return found;
    }
  }

  private static Optional<String> compared(String query) {
    Matcher matcher = COMPARED.matcher(query);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Returns the names of a table's columns, in quotes. */
  private static List<String> names(Statement statement, String table) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table + " LIMIT 0")) {
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        names.add('"' + rows.getMetaData().getColumnName(i) + '"');
      }
    }
    return names;
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void requireNone(
      Statement statement, String what, String from, String without, String columns)
      throws SQLException {
    String difference =
        "SELECT "
            + columns
            + " FROM "
            + from
            + " EXCEPT ALL SELECT "
            + columns
            + " FROM "
            + without;
    try (ResultSet rows = statement.executeQuery(difference)) {
      List<String> examples = new ArrayList<>();
      int count = 0;
      while (rows.next()) {
        if (count++ < SHOWN) {
          List<String> values = new ArrayList<>();
          for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            values.add(rows.getString(i));
          }
          examples.add(values.toString());
        }
      }
      if (count > 0) {
        throw new AssertionError(
            task.query() + ": " + count + " rows " + what + ", such as " + examples);
      }
    }
  }
}
