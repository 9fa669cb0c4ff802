package io.millrace.bench.peers.spark;

import io.millrace.bench.nexmark.Contender;
import io.millrace.bench.nexmark.Measurement;
import io.millrace.bench.nexmark.Queries;
import io.millrace.bench.nexmark.Stopwatch;
import io.millrace.bench.nexmark.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

/**
 * Apache Spark Structured Streaming in this process: all files that are there in one micro-batch,
 * and where windows close one more for their rows. The time is the started query's own: starting
 * the session and planning the batches are not in it.
 */
public final class SparkContender implements Contender {
  /** In a query's text; without it rows are appended. */
  private static final Pattern OUTPUT_MODE = Pattern.compile("(?m)^-- Output mode: (\\w+)$");

  /** An event after all others, with which every window closes. */
  private static final String END = "{\"dateTime\": \"2100-01-01T00:00:00\"}\n";

  /** Made for {@link java.util.ServiceLoader}. */
  public SparkContender() {}

  @Override
  public String name() {
    return "spark";
  }

  /** What Spark's own scripts start a JVM with. */
  @Override
  public List<String> jvmFlags() {
    return List.of(JavaModuleOptions.defaultModuleOptionArray());
  }

  @Override
  public Measurement run(Task task) throws Exception {
    try (SparkSession session = session(task)) {
      DataStreamWriter<Row> writer = writer(session, task);
      if (task.query().equals("q10")) {
        writer
            .format("csv")
            .partitionBy("dt", "hm")
            .option("path", task.work().resolve("output").toString());
      } else {
        writer.format("noop");
      }
      Stopwatch stopwatch = new Stopwatch();
      StreamingQuery query = writer.start();
      // As with Flink's jobs: the time of the running query, without planning it.
      long running = System.nanoTime();
      query.awaitTermination();
      return stopwatch.stop(System.nanoTime() - running - planningNanos(query));
    }
  }

  @Override
  public void writeRows(Task task, Path folder) throws Exception {
    try (SparkSession session = session(task)) {
      VoidFunction2<Dataset<Row>, Long> append =
          (rows, batch) -> rows.write().parquet(folder.resolve("batch-" + batch).toString());
      writer(session, task).foreachBatch(append).start().awaitTermination();
    }
  }

  private static SparkSession session(Task task) {
    return SparkSession.builder()
        .master("local[" + task.workers() + "]")
        .appName("nexmark " + task.query())
        .config("spark.ui.enabled", "false")
        .config("spark.log.level", "WARN")
        .config("spark.driver.host", "localhost")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", task.workers())
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.warehouse.dir", task.work().resolve("warehouse").toString())
        .config(
            "spark.sql.streaming.checkpointLocation", task.work().resolve("checkpoint").toString())
        .getOrCreate();
  }

  /** Declares what the queries read, and returns what writes the query's rows. */
  private DataStreamWriter<Row> writer(SparkSession session, Task task) throws IOException {
    Path end = Files.createDirectories(task.work().resolve("end"));
    Files.writeString(end.resolve("end.json"), END);
    Map<String, String> values =
        Map.of(
            "events", task.data().events().toString(),
            "end", end.toString(),
            "side_input", task.data().sideInput().toString());
    for (String definition :
        Queries.definitions(name(), task.data().format().definitions(), values)) {
      session.sql(definition);
    }
    String query = Queries.query(task.query(), name());
    Matcher mode = OUTPUT_MODE.matcher(query);
    return session
        .sql(query)
        .writeStream()
        .outputMode(mode.find() ? mode.group(1) : "append")
        .trigger(Trigger.AvailableNow());
  }

  /** Returns what Spark says that it has planned its micro-batches for. */
  private static long planningNanos(StreamingQuery query) {
    return Arrays.stream(query.recentProgress())
        .mapToLong(batch -> batch.durationMs().getOrDefault("queryPlanning", 0L))
        .map(TimeUnit.MILLISECONDS::toNanos)
        .sum();
  }
}
