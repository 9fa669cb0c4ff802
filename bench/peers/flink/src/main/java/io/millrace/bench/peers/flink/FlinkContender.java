package io.millrace.bench.peers.flink;

import io.millrace.bench.nexmark.Contender;
import io.millrace.bench.nexmark.Measurement;
import io.millrace.bench.nexmark.Queries;
import io.millrace.bench.nexmark.Stopwatch;
import io.millrace.bench.nexmark.Task;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.ResultKind;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;

/**
 * Apache Flink SQL in this process: a local cluster in streaming mode, state on the heap, objects
 * reused, no checkpoints. The time is the job's own: starting the cluster and planning are not in
 * it.
 */
public final class FlinkContender implements Contender {
  /** Made for {@link java.util.ServiceLoader}. */
  public FlinkContender() {}

  @Override
  public String name() {
    return "flink";
  }

  @Override
  public List<String> jvmFlags() {
    return List.of(
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--add-opens=java.base/java.net=ALL-UNNAMED",
        "--add-opens=java.base/java.time=ALL-UNNAMED",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--add-opens=java.base/sun.net.util=ALL-UNNAMED",
        "--add-exports=java.base/sun.net.util=ALL-UNNAMED");
  }

  @Override
  public Measurement run(Task task) throws Exception {
    TableEnvironment tables = TableEnvironment.create(settings(task));
    Map<String, String> values =
        Map.of(
            "events", task.data().events().toUri().toString(),
            "side_input", task.data().sideInput().toUri().toString(),
            "output", task.work().resolve("output").toUri().toString());
    for (String definition :
        Queries.definitions(name(), task.data().format().definitions(), values)) {
      tables.executeSql(quoted(definition));
    }
    String query = quoted(Queries.query(task.query(), name()));
    String sink = sink(tables, task, query);
    Stopwatch stopwatch = new Stopwatch();
    TableResult result = tables.executeSql("INSERT INTO " + sink + " " + query);
    if (result.getResultKind() != ResultKind.SUCCESS_WITH_CONTENT) {
      throw new IllegalStateException("the query was not started");
    }
    long millis =
        result
            .getJobClient()
            .orElseThrow()
            .getJobExecutionResult()
            .get()
            .getNetRuntime(TimeUnit.MILLISECONDS);
    return stopwatch.stop(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** As Flink quotes names; the column {@code dateTime} has that of a word of its SQL. */
  private static String quoted(String sql) {
    return sql.replaceAll("\"(\\w+)\"", "`$1`").replaceAll("\\bdateTime\\b", "`dateTime`");
  }

  private static EnvironmentSettings settings(Task task) {
    Configuration configuration = new Configuration();
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, task.workers());
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    return EnvironmentSettings.newInstance()
        .inStreamingMode()
        .withConfiguration(configuration)
        .build();
  }

  /** Declares where the rows go: nowhere, but for q10 into files. */
  private static String sink(TableEnvironment tables, Task task, String query) {
    if (task.query().equals("q10")) {
      return "q10_files";
    }
    tables.executeSql("CREATE TEMPORARY VIEW results AS " + query);
    StringBuilder columns = new StringBuilder();
    tables
        .from("results")
        .getResolvedSchema()
        .getColumns()
        .forEach(
            column -> {
              columns.append(columns.length() == 0 ? "" : ", ");
              columns.append('`').append(column.getName()).append("` ");
              columns.append(
                  column.getDataType().nullable().getLogicalType().asSerializableString());
            });
    tables.executeSql(
        "CREATE TEMPORARY TABLE blackhole (" + columns + ") WITH ('connector' = 'blackhole')");
    return "blackhole";
  }
}
