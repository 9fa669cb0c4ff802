package io.millrace.bench.nexmark;

import io.millrace.jdbc.MillraceDriver;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Millrace, through JDBC: the query as a sink that goes nowhere, until the files are read. */
public final class MillraceContender implements Contender {
  /** Made for {@link java.util.ServiceLoader}. */
  public MillraceContender() {}

  @Override
  public String name() {
    return "millrace";
  }

  /** As the script {@code millrace} has it. */
  @Override
  public List<String> jvmFlags() {
    List<String> flags = new ArrayList<>();
    flags.add("-XX:MaxNewSize=" + 48 * Runtime.getRuntime().availableProcessors() + "m");
    Queries.read("jvm.options").lines().filter(line -> line.startsWith("-")).forEach(flags::add);
    return flags;
  }

  @Override
  public boolean startsWarm() {
    return true;
  }

  @Override
  public Measurement run(Task task) throws SQLException {
    try (Connection connection = connect(task);
        Statement statement = connection.createStatement()) {
      define(statement, task);
      String query = Queries.query(task.query(), name());
      String target =
          task.query().equals("q10")
              ? "CREATE MATERIALIZED VIEW results AS "
              : "CREATE SINK results WITH ('connector' = 'blackhole') AS ";
      Stopwatch stopwatch = new Stopwatch();
      statement.execute(target + query);
      // As with Flink's jobs: the time of the running query, without planning it.
      long running = System.nanoTime();
      statement.execute("FLUSH");
      Measurement measurement = stopwatch.stop(System.nanoTime() - running);
      requireAllRead(statement, task.events());
      return measurement;
    }
  }

  /** Opens the task's database. */
  static Connection connect(Task task) throws SQLException {
    String place = task.durable() ? task.work().resolve("database").toString() : ":memory:";
    return connect("jdbc:millrace:" + place + "?workers=" + task.workers());
  }

  /**
   * Opens a database. The driver manager would make every driver that there is first, and DuckDB's
   * loads some hundred classes to tell the JVM's flight recorder of its memory.
   */
  static Connection connect(String url) throws SQLException {
    return new MillraceDriver().connect(url, new Properties());
  }

  /** Declares the events and what the queries read. */
  static void define(Statement statement, Task task) throws SQLException {
    define(statement, task, false);
  }

  /**
   * Declares the events and what the queries read.
   *
   * @param isWatched whether more events will come
   */
  static void define(Statement statement, Task task, boolean isWatched) throws SQLException {
    Map<String, String> values =
        Map.of(
            "events", task.data().events().toString(),
            "side_input", task.data().sideInput().toString(),
            "format", task.data().format().option(),
            "watch", Boolean.toString(isWatched));
    for (String definition :
        Queries.definitions("millrace", task.data().format().definitions(), values)) {
      statement.execute(definition);
    }
  }

  /** Fails unless the pipeline runs and has been given every event. */
  static void requireAllRead(Statement statement, long events) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT name, error FROM system.pipelines")) {
      while (rows.next()) {
        if (rows.getString(2) != null) {
          throw new IllegalStateException(rows.getString(1) + " stopped: " + rows.getString(2));
        }
      }
    }
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT rows_read, status, error FROM system.feeds WHERE name LIKE '%events'")) {
      if (!rows.next() || rows.getLong(1) != events) {
        throw new IllegalStateException(
            "read " + rows.getLong(1) + " of " + events + " events; " + rows.getString(3));
      }
    }
  }
}
