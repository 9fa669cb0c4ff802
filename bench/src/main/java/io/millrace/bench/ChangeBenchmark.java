package io.millrace.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
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
 * What a change of 1,000 rows costs, by how much is kept already: the time of the INSERT statement,
 * after which the new versions of the table and of a view over it are readable.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx12g", "-XX:+UseParallelGC"})
public class ChangeBenchmark {
  private static final Map<String, String> VIEWS =
      Map.of(
          "group",
          "SELECT k, SUM(v) AS total, COUNT(*) AS n FROM facts GROUP BY k",
          "join",
          "SELECT f.k, f.v, g.v AS w FROM facts AS f JOIN others AS g ON f.k = g.k WHERE f.v < 0");

  /** How many rows, each of a key of its own, there are before. */
  @Param({"100000", "1000000", "10000000", "50000000"})
  public int rows;

  /** What the view does. */
  @Param({"group", "join"})
  public String view;

  private Connection connection;
  private Statement statement;

  /** Fills the table and waits for the view. */
  @Setup
  public void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:millrace::memory:");
    statement = connection.createStatement();
    numbers("numbers", rows);
    numbers("few", 1_000);
    statement.execute("CREATE TABLE facts (k BIGINT, v BIGINT)");
    statement.execute("CREATE TABLE others (k BIGINT, v BIGINT)");
    statement.execute("INSERT INTO facts SELECT i, i FROM numbers");
    statement.execute("INSERT INTO others SELECT i, i FROM few");
    statement.execute("CREATE MATERIALIZED VIEW kept AS " + VIEWS.get(view));
    statement.execute("FLUSH");
  }

  private void numbers(String name, int count) throws SQLException {
    statement.execute(
        String.format(
            Locale.ROOT,
            "CREATE STREAM %s (i BIGINT) WITH ('connector' = 'datagen', 'number-of-rows' = '%d',"
                + " 'fields.i.kind' = 'sequence', 'fields.i.start' = '0', 'fields.i.end' = '%d')",
            name,
            count,
            count - 1));
  }

  /** Closes the database. */
  @TearDown
  public void close() throws SQLException {
    connection.close();
  }

  /** Inserts 1,000 rows of 1,000 keys. */
  @Benchmark
  public int insert() throws SQLException {
    return statement.executeUpdate("INSERT INTO facts SELECT i * 97, -i FROM few");
  }
}
