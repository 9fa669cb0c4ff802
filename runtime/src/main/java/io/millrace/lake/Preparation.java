package io.millrace.lake;

import io.millrace.batch.Batch;
import io.millrace.lake.delta.DataFile;
import io.millrace.lake.delta.DeletionVector;
import io.millrace.lake.delta.LogChange;
import io.millrace.lake.delta.TableView;
import io.millrace.lake.delta.VectorFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;

/** Writes the files of a change: rows that come to data files, rows that go to deletion vectors. */
final class Preparation {
  private final Path directory;
  private final Clock clock;
  private final boolean durable;
  private final VectorFiles vectors;
  private final FileCache cache;
  private final SpareWriter spare = new SpareWriter();
  private long lastOrdinal;

  Preparation(Path directory, Clock clock, boolean durable, VectorFiles vectors, FileCache cache) {
    this.directory = directory;
    this.clock = clock;
    this.durable = durable;
    this.vectors = vectors;
    this.cache = cache;
  }

  /**
   * Prepares a change to a version of the table.
   *
   * @param locations where its rows lie; may be null if the change only adds rows
   * @param changes one that is consolidated, or any number that only add rows
   */
  PreparedCommit prepare(
      TableView view,
      TableLocations locations,
      List<Batch> changes,
      boolean insertOnly,
      String operation) {
    List<DataFile> removes = new ArrayList<>();
    List<DataFile> adds = new ArrayList<>();
    LocationChange locationChange = locations == null ? null : new LocationChange();
    long removed = 0;
    if (!insertOnly) {
      removed = retract(changes.get(0), view, locations, locationChange, removes, adds);
    }
    long added = 0;
    long bytes = 0;
    List<DataFile> files = insert(changes, view, locationChange);
    for (DataFile file : files) {
      added += file.rows();
      bytes += file.size();
    }
    Map<String, String> metrics = new TreeMap<>();
    metrics.put("numOutputRows", Long.toString(added));
    metrics.put("numDeletedRows", Long.toString(removed));
    metrics.put("numAddedFiles", Long.toString(files.size()));
    metrics.put("numRemovedFiles", Long.toString(removes.size() - adds.size()));
    metrics.put("numDeletionVectors", Long.toString(adds.size()));
    metrics.put("numOutputBytes", Long.toString(bytes));
    adds.addAll(files);
    return new PreparedCommit(
        new LogChange(operation, Map.of(), metrics, removes, adds, true),
        view.version(),
        added,
        removed,
        locationChange);
  }

  /** Marks rows as deleted; returns how many. */
  private long retract(
      Batch change,
      TableView view,
      TableLocations locations,
      LocationChange locationChange,
      List<DataFile> removes,
      List<DataFile> adds) {
    RowDigest digest = RowDigest.of(change);
    Map<Integer, RoaringBitmap> deleted = new TreeMap<>();
    long removed = 0;
    for (int row = 0; row < change.size(); row++) {
      long copies = -change.weight(row);
      if (copies > 0) {
        long low = digest.low[row];
        long high = digest.high[row];
        int found =
            locations
                .rows()
                .locate(
                    low,
                    high,
                    copies,
                    (file, position) -> {
                      deleted.computeIfAbsent(file, key -> new RoaringBitmap()).add(position);
                      locationChange.remove(low, high, file, position);
                    });
        if (found < copies) {
          throw new IllegalStateException(
              copies + " copies of a row are taken away, but " + found + " are there");
        }
        removed += copies;
      }
    }
    mark(deleted, view, locations, removes, adds);
    return removed;
  }

  /**
   * Writes a vector for each file some rows of which go; a file all of whose rows go is removed.
   */
  private void mark(
      Map<Integer, RoaringBitmap> deleted,
      TableView view,
      TableLocations locations,
      List<DataFile> removes,
      List<DataFile> adds) {
    Map<String, DataFile> live = new HashMap<>();
    for (DataFile file : view.files()) {
      live.put(file.path(), file);
    }
    List<DataFile> touched = new ArrayList<>();
    List<RoaringBitmap> bitmaps = new ArrayList<>();
    deleted.forEach(
        (number, positions) -> {
          DataFile file = live.get(locations.path(number));
          removes.add(file);
          RoaringBitmap before = cache.deleted(file);
          if (before != null) {
            positions.or(before);
          }
          if (positions.getLongCardinality() < cache.rows(file)) {
            touched.add(file);
            bitmaps.add(positions);
          }
        });
    if (touched.isEmpty()) {
      return;
    }
    List<DeletionVector> written = vectors.write(bitmaps);
    for (int i = 0; i < touched.size(); i++) {
      DataFile file = touched.get(i);
      cache.keep(written.get(i), bitmaps.get(i));
      adds.add(
          file.withVector(
              written.get(i), FileStatistics.loose(file.statistics(), cache.rows(file))));
    }
  }

  private List<DataFile> insert(
      List<Batch> changes, TableView view, LocationChange locationChange) {
    try (DataFileWriter writer =
        new DataFileWriter(directory, view, clock, durable, () -> nextOrdinal(view), spare)) {
      for (Batch change : changes) {
        Batch rows = insertions(change);
        if (!rows.isEmpty()) {
          writer.write(rows, locationChange);
        }
      }
      return writer.finish();
    }
  }

  /** Returns the rows that come, each as often as its weight says. */
  private static Batch insertions(Batch change) {
    if (change.weights() == null) {
      return change;
    }
    long count = 0;
    for (int row = 0; row < change.size(); row++) {
      count += Math.max(0, change.weight(row));
    }
    int[] rows = new int[Math.toIntExact(count)];
    int at = 0;
    for (int row = 0; row < change.size(); row++) {
      for (long copy = change.weight(row); copy > 0; copy--) {
        rows[at++] = row;
      }
    }
    return change.gather(rows, rows.length);
  }

  /** Returns a number after those of all files, also of those that are only prepared. */
  private long nextOrdinal(TableView view) {
    List<DataFile> files = view.files();
    long before =
        files.isEmpty()
            ? lastOrdinal
            : Math.max(lastOrdinal, FileOrdinal.of(files.get(files.size() - 1)));
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    lastOrdinal = Math.max(now, before + 1);
    return lastOrdinal;
  }
}
