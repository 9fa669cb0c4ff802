package io.millrace.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
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
 * What a change of 1,000 rows costs while a grouped view of so many groups is kept true, versions
 * written: the time of the INSERT statement, after which the view's new version is readable.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx6g", "-XX:+UseParallelGC"})
public class ChangeBenchmark {
  /** How many groups the view has. */
  @Param({"100000", "1000000"})
  public int groups;

  private Connection connection;
  private Statement statement;

  /** Fills the table and waits for the view. */
  @Setup
  public void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:millrace::memory:");
    statement = connection.createStatement();
    statement.execute(
        "CREATE STREAM numbers (i BIGINT) WITH ('connector' = 'datagen', 'number-of-rows' = '"
            + groups
            + "', 'fields.i.kind' = 'sequence', 'fields.i.start' = '0', 'fields.i.end' = '"
            + (groups - 1)
            + "')");
    statement.execute("CREATE TABLE facts (k BIGINT, v BIGINT)");
    statement.execute("INSERT INTO facts SELECT i, i FROM numbers");
    statement.execute(
        "CREATE MATERIALIZED VIEW sums AS SELECT k, SUM(v) AS total, COUNT(*) AS n FROM facts GROUP"
            + " BY k");
    statement.execute("FLUSH");
  }

  /** Closes the database. */
  @TearDown
  public void close() throws SQLException {
    connection.close();
  }

  /** Inserts 1,000 rows of 1,000 groups. */
  @Benchmark
  public int insert() throws SQLException {
    return statement.executeUpdate("INSERT INTO facts SELECT i * 7, i FROM numbers WHERE i < 1000");
  }
}
