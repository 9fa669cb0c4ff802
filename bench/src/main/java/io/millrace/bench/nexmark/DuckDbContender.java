package io.millrace.bench.nexmark;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/**
 * DuckDB, which runs a query once over the files as they are. {@code EXPLAIN ANALYZE} computes
 * every row and column, and keeps none.
 */
public final class DuckDbContender implements Contender {
  /** Made for {@link java.util.ServiceLoader}. */
  public DuckDbContender() {}

  @Override
  public String name() {
    return "duckdb";
  }

  @Override
  public List<String> jvmFlags() {
    return List.of();
  }

  @Override
  public Measurement run(Task task) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = " + task.workers());
      define(statement, task.data());
      String query = Queries.query(task.query(), name());
      Stopwatch stopwatch = new Stopwatch();
      try (ResultSet plan = statement.executeQuery("EXPLAIN ANALYZE " + query)) {
        if (!plan.next()) {
          throw new IllegalStateException("the query was not run");
        }
      }
      return stopwatch.stop(-1);
    }
  }

  /** Declares the events and what the queries read. */
  static void define(Statement statement, EventFiles data) throws SQLException {
    Map<String, String> values =
        Map.of(
            "events", data.events() + "/*." + (data.format().equals("json") ? "jsonl" : "parquet"),
            "format", data.format(),
            "side_input", data.sideInput().toString());
    for (String definition : Queries.definitions("duckdb", values)) {
      statement.execute(definition);
    }
  }
}
