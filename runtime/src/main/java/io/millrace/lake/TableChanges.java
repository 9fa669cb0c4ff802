package io.millrace.lake;

import io.millrace.batch.Batch;
import io.millrace.lake.delta.DataFile;
import io.millrace.lake.delta.DeltaLog;
import io.millrace.lake.delta.LogChange;
import io.millrace.lake.delta.LogCommit;
import io.millrace.lake.delta.TableView;
import io.millrace.lake.parquet.ReadResources;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;

/**
 * What changed in a table from one version to another, version by version: rows with weights, +1
 * for one that came and -1 for one that went. The changes of a version, added to the version
 * before, give the version.
 *
 * <p>Call {@link #nextVersion()}, then {@link #next()} until it returns null, and so on. Within a
 * version, rows that went come first. Not for several threads.
 */
public final class TableChanges implements AutoCloseable {
  private final DeltaLog log;
  private final FileCache cache;
  private final TableView view;
  private final int[] columns;
  private final long last;
  private long version;
  private Instant timestamp;
  private final Deque<Part> parts = new ArrayDeque<>();
  private FileScan scan;
  private long weight;

  TableChanges(DeltaLog log, FileCache cache, TableView view, long from, long to) {
    this.log = log;
    this.cache = cache;
    this.view = view;
    version = from;
    last = to;
    columns = IntStream.range(0, view.type().size()).toArray();
  }

  /** Goes to the next version; returns false if there is none. */
  public boolean nextVersion() {
    closeScan();
    parts.clear();
    if (version >= last) {
      return false;
    }
    version++;
    LogCommit commit = log.commit(version);
    if (commit == null) {
      throw LakeTable.undefinedVersion(log, version);
    }
    timestamp = Instant.ofEpochMilli(commit.timestamp());
    if (commit.dataChange()) {
      plan(commit.removes(), commit.adds());
    }
    return true;
  }

  /** Returns all rows of a change whose files are written, committed or not, with weights. */
  static List<Batch> rows(FileCache cache, TableView view, LogChange change) {
    try (TableChanges changes = new TableChanges(null, cache, view, 0, 0)) {
      changes.plan(change.removes(), change.adds());
      List<Batch> rows = new ArrayList<>();
      for (Batch batch = changes.next(); batch != null; batch = changes.next()) {
        rows.add(batch);
      }
      return rows;
    }
  }

  /** Returns the version that {@link #nextVersion} went to. */
  public long version() {
    return version;
  }

  /** Returns when that version was committed. */
  public Instant timestamp() {
    return timestamp;
  }

  private void plan(List<DataFile> removes, List<DataFile> adds) {
    Map<String, DataFile> removed = new HashMap<>();
    for (DataFile file : removes) {
      removed.put(file.path(), file);
    }
    Deque<Part> came = new ArrayDeque<>();
    for (DataFile after : adds.stream().sorted(FileOrdinal.ORDER).toList()) {
      DataFile before = removed.remove(after.path());
      if (before == null) {
        came.add(new Part(after, null, 1));
      } else {
        RoaringBitmap old = orEmpty(cache.deleted(before));
        RoaringBitmap now = orEmpty(cache.deleted(after));
        addPart(parts, after, RoaringBitmap.andNot(now, old), -1);
        addPart(came, after, RoaringBitmap.andNot(old, now), 1);
      }
    }
    removed.values().stream()
        .sorted(FileOrdinal.ORDER)
        .forEach(file -> parts.add(new Part(file, null, -1)));
    parts.addAll(came);
  }

  private static RoaringBitmap orEmpty(RoaringBitmap bitmap) {
    return bitmap == null ? new RoaringBitmap() : bitmap;
  }

  private static void addPart(
      Deque<Part> target, DataFile file, RoaringBitmap positions, long weight) {
    if (!positions.isEmpty()) {
      target.add(new Part(file, positions, weight));
    }
  }

  /** Returns the next rows of the version, with weights, or null at its end. */
  public Batch next() {
    while (true) {
      if (scan != null) {
        Batch batch = scan.next();
        if (batch != null) {
          return weight == 1 ? batch : batch.withWeights(weights(batch.size()));
        }
        closeScan();
      }
      Part part = parts.poll();
      if (part == null) {
        return null;
      }
      weight = part.weight;
      scan =
          part.positions == null
              ? FileScan.live(cache, view, part.file, columns, List.of(), ReadResources.alone())
              : FileScan.at(cache, view, part.file, columns, part.positions);
    }
  }

  private long[] weights(int size) {
    long[] weights = new long[size];
    Arrays.fill(weights, weight);
    return weights;
  }

  private void closeScan() {
    if (scan != null) {
      scan.close();
      scan = null;
    }
  }

  @Override
  public void close() {
    closeScan();
  }

  /**
   * @param positions the rows of the file, or null for all that are not deleted
   */
  private record Part(DataFile file, RoaringBitmap positions, long weight) {}
}
