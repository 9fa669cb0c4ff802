package io.millrace.bench.nexmark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.bench.nexmark.event.EventModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every query's rows, value by value, beside DuckDB's over the same events. */
class NexmarkResultsTest {
  private static final long EVENTS = 20_000;

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> queriesGiveWhatDuckDbGives() {
    // So slow that windows close, and shuffled within two seconds.
    EventModel model = new EventModel(7, 500, EventModel.BASE_MILLIS, 1000);
    return Arrays.stream(EventFormat.values())
        .flatMap(
            format ->
                Queries.ALL.stream()
                    .map(
                        query ->
                            DynamicTest.dynamicTest(
                                query + " " + format.text(), () -> check(query, model, format))));
  }

  private static void check(String query, EventModel model, EventFormat format) throws Exception {
    EventFiles files = EventFiles.prepare(folder, model, EVENTS, format);
    // Columns of Parquet files are decoded side by side then.
    int workers = format == EventFormat.PARQUET ? 2 : 1;
    Task task = new Task(query, files, EVENTS, workers, false, folder.resolve("work"));
    assertTrue(new ResultCheck(task, new MillraceRows(task)).run() > 0, "no rows");
  }
}
