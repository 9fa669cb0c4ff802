package io.millrace.lake;

import io.millrace.batch.Batch;
import io.millrace.lake.delta.DataFile;
import io.millrace.lake.delta.LogChange;
import io.millrace.lake.delta.TableView;
import io.millrace.lake.parquet.ReadResources;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Makes one larger file of neighbouring small ones, without their deleted rows. The new file takes
 * the place of the first, so that the rows keep their order.
 */
final class Compaction {
  private static final long SMALL_BYTES = 16L << 20;
  private static final long RUN_BYTES = 4 * SMALL_BYTES;
  private static final long RUN_ROWS = 8L << 20;
  private static final int FEWEST_FILES = 8;

  private final Path directory;
  private final Clock clock;
  private final boolean durable;
  private final FileCache cache;

  Compaction(Path directory, Clock clock, boolean durable, FileCache cache) {
    this.directory = directory;
    this.clock = clock;
    this.durable = durable;
    this.cache = cache;
  }

  /**
   * Prepares a compaction of a version of the table; empty where it is not worth it.
   *
   * @param tracked whether the places of rows are known, and are to be told of the move
   */
  Optional<PreparedCommit> prepare(TableView view, boolean tracked) {
    List<List<DataFile>> runs = smallRuns(view);
    if (runs.isEmpty()) {
      return Optional.empty();
    }
    List<DataFile> removes = new ArrayList<>();
    List<DataFile> adds = new ArrayList<>();
    LocationChange locationChange = tracked ? new LocationChange() : null;
    for (List<DataFile> run : runs) {
      removes.addAll(run);
      adds.addAll(merge(view, run, locationChange));
    }
    Map<String, String> metrics = new TreeMap<>();
    metrics.put("numAddedFiles", Integer.toString(adds.size()));
    metrics.put("numRemovedFiles", Integer.toString(removes.size()));
    return Optional.of(
        new PreparedCommit(
            new LogChange("OPTIMIZE", Map.of(), metrics, removes, adds, false),
            view.version(),
            0,
            0,
            locationChange));
  }

  private List<DataFile> merge(TableView view, List<DataFile> run, LocationChange locationChange) {
    int[] all = IntStream.range(0, view.type().size()).toArray();
    int[] starts = new int[run.size()];
    int rows = 0;
    ReadResources resources = ReadResources.alone();
    List<DataFile> written;
    long ordinal = FileOrdinal.of(run.get(0));
    try (DataFileWriter writer =
        new DataFileWriter(directory, view, clock, durable, () -> ordinal, new SpareWriter())) {
      for (int i = 0; i < run.size(); i++) {
        starts[i] = rows;
        try (FileScan scan = FileScan.live(cache, view, run.get(i), all, List.of(), resources)) {
          for (Batch batch = scan.next(); batch != null; batch = scan.next()) {
            writer.write(batch, null);
            rows += batch.size();
          }
        }
      }
      written = writer.finish();
    }
    if (locationChange != null && !written.isEmpty()) {
      for (int i = 0; i < starts.length; i++) {
        DataFile file = run.get(i);
        locationChange.move(file.path(), cache.deleted(file), written.get(0).path(), starts[i]);
      }
    }
    return written;
  }

  /** Returns runs of small files that follow each other and are of one partition. */
  private List<List<DataFile>> smallRuns(TableView view) {
    List<List<DataFile>> runs = new ArrayList<>();
    List<DataFile> run = new ArrayList<>();
    long bytes = 0;
    long rows = 0;
    for (DataFile file : view.files()) {
      boolean small = file.size() < SMALL_BYTES && cache.rows(file) < RUN_ROWS;
      boolean fits =
          small
              && bytes + file.size() <= RUN_BYTES
              && rows + cache.rows(file) <= RUN_ROWS
              && (run.isEmpty() || run.get(0).partition().equals(file.partition()));
      if (!fits) {
        endRun(runs, run);
        run = new ArrayList<>();
        bytes = 0;
        rows = 0;
      }
      if (small) {
        run.add(file);
        bytes += file.size();
        rows += cache.rows(file);
      }
    }
    endRun(runs, run);
    return runs;
  }

  private static void endRun(List<List<DataFile>> runs, List<DataFile> run) {
    if (run.size() >= FEWEST_FILES) {
      runs.add(run);
    }
  }
}
