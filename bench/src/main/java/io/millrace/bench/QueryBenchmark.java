package io.millrace.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One query over files, once: Millrace's incremental operators with throw-away state on one worker,
 * DuckDB on one thread. The result is one row, so that what is measured is the query.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms6g", "-Xmx6g", "-XX:+AlwaysPreTouch", "-XX:+UseParallelGC"})
public class QueryBenchmark {
  private static final Map<String, String> QUERIES =
      Map.of(
          "scan",
          "SELECT COUNT(*), SUM(k), SUM(v), MIN(s) FROM facts",
          "filterLongs",
          "SELECT COUNT(*), MAX(x) FROM (SELECT k * 2 + v AS x FROM facts WHERE v > 500) AS q",
          "filterText",
          "SELECT COUNT(*), MAX(x) FROM (SELECT UPPER(s) AS x FROM facts WHERE s LIKE '%7%') AS q",
          "groupSum",
          "SELECT COUNT(*), MAX(t) FROM (SELECT k, SUM(v) AS t FROM facts GROUP BY k) AS q",
          "join",
          "SELECT COUNT(*), MAX(f.v + g.w) FROM facts AS f JOIN keys AS g ON f.k = g.k",
          "json",
          "SELECT COUNT(*), MAX(k), MAX(v), MIN(s) FROM lines");

  /** Which query. */
  @Param({"scan", "filterLongs", "filterText", "groupSum", "join", "json"})
  public String query;

  /** Who runs it. */
  @Param({"millrace", "duckdb"})
  public String system;

  private Connection connection;
  private String sql;

  /** Opens the system in memory and names the files. */
  @Setup
  public void open() throws SQLException, IOException {
    Path folder = BenchmarkData.folder();
    boolean ours = system.equals("millrace");
    connection = DriverManager.getConnection(ours ? "jdbc:millrace::memory:" : "jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      if (!ours) {
        statement.execute("SET threads = 1");
      }
      view(statement, "facts", "read_parquet('" + folder.resolve("facts.parquet") + "')");
      view(statement, "keys", "read_parquet('" + folder.resolve("keys.parquet") + "')");
      view(statement, "lines", "read_json('" + folder.resolve("facts.jsonl") + "')");
    }
    sql = QUERIES.get(query);
  }

  private static void view(Statement statement, String name, String source) throws SQLException {
    statement.execute("CREATE VIEW \"" + name + "\" AS SELECT * FROM " + source);
  }

  /** Closes the system. */
  @TearDown
  public void close() throws SQLException {
    connection.close();
  }

  /** Runs the query and returns the one row's text. */
  @Benchmark
  public String run() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      StringBuilder row = new StringBuilder();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        row.append(rows.getString(i)).append(' ');
      }
      return row.toString();
    }
  }
}
