package io.millrace.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * What it costs to keep many queries over one stream true: the time from the stream's first row to
 * the last change of the last query, 5 million rows of Parquet, which are read once for all.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx6g", "-XX:+UseParallelGC"})
public class ViewsBenchmark {
  /** How many queries. */
  @Param({"1", "10", "50"})
  public int views;

  private Connection connection;
  private Statement statement;

  /** Declares the queries while the stream is held. */
  @Setup(Level.Iteration)
  public void open() throws SQLException, IOException {
    connection = DriverManager.getConnection("jdbc:millrace::memory:");
    statement = connection.createStatement();
    statement.execute(
        "CREATE STREAM facts (k BIGINT, v BIGINT, s VARCHAR) WITH ('connector' = 'files', 'path' ="
            + " '"
            + BenchmarkData.folder().resolve("facts.parquet")
            + "', 'format' = 'parquet')");
    statement.execute("ALTER STREAM facts PAUSE");
    for (int i = 0; i < views; i++) {
      statement.execute(
          "CREATE SINK sums"
              + i
              + " WITH ('connector' = 'blackhole') AS SELECT v, COUNT(*) AS n, SUM(k) AS t FROM"
              + " facts WHERE k % 50 = "
              + i
              + " GROUP BY v");
    }
  }

  /** Closes the database. */
  @TearDown(Level.Iteration)
  public void close() throws SQLException {
    connection.close();
  }

  /** Reads the stream. */
  @Benchmark
  public boolean read() throws SQLException {
    statement.execute("ALTER STREAM facts RESUME");
    return statement.execute("FLUSH");
  }
}
