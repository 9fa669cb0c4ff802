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
  private static final String PERSON =
      "STRUCT(id BIGINT, name VARCHAR, emailAddress VARCHAR, creditCard VARCHAR, city VARCHAR, state"
          + " VARCHAR, dateTime TIMESTAMP, extra VARCHAR)";
  private static final String AUCTION =
      "STRUCT(id BIGINT, itemName VARCHAR, description VARCHAR, initialBid BIGINT, reserve BIGINT,"
          + " dateTime TIMESTAMP, expires TIMESTAMP, seller BIGINT, category BIGINT, extra VARCHAR)";
  private static final String BID =
      "STRUCT(auction BIGINT, bidder BIGINT, price BIGINT, channel VARCHAR, url VARCHAR, dateTime"
          + " TIMESTAMP, extra VARCHAR)";

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
      return stopwatch.stop();
    }
  }

  /** Declares the events and what the queries read. */
  static void define(Statement statement, EventFiles data) throws SQLException {
    Map<String, String> values =
        Map.of(
            "reader", reader(data),
            "side_input", data.sideInput().toString());
    for (String definition : Queries.definitions("duckdb", data.format().definitions(), values)) {
      statement.execute(definition);
    }
  }

  private static String reader(EventFiles data) {
    String files = data.events() + "/" + data.format().files();
    if (data.format() != EventFormat.JSON) {
      return "read_parquet('" + files + "')";
    }
    return "read_json('"
        + files
        + "', format = 'newline_delimited', columns = {event_type: 'INTEGER', person: '"
        + PERSON
        + "', auction: '"
        + AUCTION
        + "', bid: '"
        + BID
        + "', dateTime: 'TIMESTAMP'})";
  }
}
