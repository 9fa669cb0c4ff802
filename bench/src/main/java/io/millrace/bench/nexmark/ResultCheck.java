package io.millrace.bench.nexmark;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Compares a query's rows value by value with those that DuckDB has of the same files: as many
 * rows, and each as often. Where a query leaves open which of equal rows it takes, a comment {@code
 * -- Compared:} in it names the columns that are determined.
 */
public final class ResultCheck {
  private static final Pattern COMPARED = Pattern.compile("(?m)^-- Compared: (.*)$");
  private static final int SHOWN = 3;

  private final Task task;

  public ResultCheck(Task task) {
    this.task = task;
  }

  /**
   * Runs the query in both systems.
   *
   * @return how many rows it has
   * @throws AssertionError if the rows differ, with some of those that do
   */
  public long run() throws SQLException {
    try (Connection millrace = DriverManager.getConnection(MillraceContender.url(task));
        Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement ours = millrace.createStatement();
        Statement theirs = duckdb.createStatement()) {
      MillraceContender.define(ours, task);
      String query = Queries.query(task.query(), "millrace");
      ours.execute("CREATE MATERIALIZED VIEW results AS " + query);
      ours.execute("FLUSH");
      MillraceContender.requireAllRead(ours, task.events());
      List<String> names;
      try (ResultSet rows = ours.executeQuery("SELECT * FROM results")) {
        names = names(rows.getMetaData());
        stage(rows, names, duckdb.unwrap(DuckDBConnection.class), theirs);
      }
      DuckDbContender.define(theirs, task.data());
      theirs.execute(
          "CREATE TABLE expected("
              + String.join(", ", names)
              + ") AS "
              + Queries.query(task.query(), "duckdb"));
      long expected = number(theirs, "SELECT COUNT(*) FROM expected");
      long found = number(theirs, "SELECT COUNT(*) FROM found");
      if (expected != found) {
        throw new AssertionError(task.query() + ": " + found + " rows, expected " + expected);
      }
      String columns = compared(query).orElse(String.join(", ", names));
      requireNone(theirs, "not expected", "found", "expected", columns);
      requireNone(theirs, "missing", "expected", "found", columns);
      return found;
    }
  }

  private static Optional<String> compared(String query) {
    Matcher matcher = COMPARED.matcher(query);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static List<String> names(ResultSetMetaData metadata) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      names.add('"' + metadata.getColumnName(i) + '"');
    }
    return names;
  }

  /** Puts rows into DuckDB, as text first, then in their types. */
  private static void stage(
      ResultSet rows, List<String> names, DuckDBConnection duckdb, Statement statement)
      throws SQLException {
    ResultSetMetaData metadata = rows.getMetaData();
    statement.execute(
        names.stream()
            .map(name -> name + " VARCHAR")
            .collect(Collectors.joining(", ", "CREATE TABLE texts(", ")")));
    try (DuckDBAppender appender =
        duckdb.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "texts")) {
      while (rows.next()) {
        appender.beginRow();
        for (int i = 1; i <= names.size(); i++) {
          appender.append(rows.getString(i));
        }
        appender.endRow();
      }
    }
    List<String> casts = new ArrayList<>();
    for (int i = 1; i <= names.size(); i++) {
      String name = names.get(i - 1);
      casts.add("CAST(" + name + " AS " + type(metadata, i) + ") AS " + name);
    }
    statement.execute("CREATE TABLE found AS SELECT " + String.join(", ", casts) + " FROM texts");
    statement.execute("DROP TABLE texts");
  }

  private static String type(ResultSetMetaData metadata, int column) throws SQLException {
    return switch (metadata.getColumnType(column)) {
      case Types.BIGINT -> "BIGINT";
      case Types.INTEGER -> "INTEGER";
      case Types.DOUBLE -> "DOUBLE";
      case Types.TIMESTAMP -> "TIMESTAMP";
      case Types.VARCHAR, Types.CHAR -> "VARCHAR";
      case Types.DECIMAL ->
          "DECIMAL(" + metadata.getPrecision(column) + ", " + metadata.getScale(column) + ")";
      default -> throw new IllegalStateException("no " + metadata.getColumnTypeName(column));
    };
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
