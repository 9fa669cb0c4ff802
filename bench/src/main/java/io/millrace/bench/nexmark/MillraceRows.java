package io.millrace.bench.nexmark;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** A query's rows as this process's Millrace has them in a stored view. */
final class MillraceRows implements Rows {
  private final Task task;

  MillraceRows(Task task) {
    this.task = task;
  }

  @Override
  public void createTable(String table, DuckDBConnection duckdb) throws SQLException {
    try (Connection millrace = MillraceContender.connect(task);
        Statement statement = millrace.createStatement()) {
      MillraceContender.define(statement, task);
      String query = Queries.query(task.query(), "millrace");
      statement.execute("CREATE MATERIALIZED VIEW results AS " + query);
      statement.execute("FLUSH");
      MillraceContender.requireAllRead(statement, task.events());
      try (ResultSet rows = statement.executeQuery("SELECT * FROM results")) {
        copy(rows, table, duckdb);
      }
    }
  }

  /** Puts rows into DuckDB, as text first, then in their types. */
  private static void copy(ResultSet rows, String table, DuckDBConnection duckdb)
      throws SQLException {
    ResultSetMetaData metadata = rows.getMetaData();
    List<String> texts = new ArrayList<>();
    List<String> casts = new ArrayList<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      String name = '"' + metadata.getColumnName(i) + '"';
      texts.add(name + " VARCHAR");
      casts.add("CAST(" + name + " AS " + type(metadata, i) + ") AS " + name);
    }
    try (Statement statement = duckdb.createStatement()) {
      statement.execute(
          texts.stream().collect(Collectors.joining(", ", "CREATE TABLE texts(", ")")));
      try (DuckDBAppender appender =
          duckdb.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "texts")) {
        while (rows.next()) {
          appender.beginRow();
          for (int i = 1; i <= texts.size(); i++) {
            appender.append(rows.getString(i));
          }
          appender.endRow();
        }
      }
      statement.execute(
          "CREATE TABLE " + table + " AS SELECT " + String.join(", ", casts) + " FROM texts");
      statement.execute("DROP TABLE texts");
    }
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
}
