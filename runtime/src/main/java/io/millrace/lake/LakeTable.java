package io.millrace.lake;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.lake.delta.DataFile;
import io.millrace.lake.delta.DeletionVector;
import io.millrace.lake.delta.DeltaLog;
import io.millrace.lake.delta.LogChange;
import io.millrace.lake.delta.LogCommit;
import io.millrace.lake.delta.TableView;
import io.millrace.lake.delta.VectorFiles;
import io.millrace.type.RowType;
import io.millrace.zset.Consolidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;

/**
 * A versioned table: a multiset of rows in Parquet files, under a Delta log that other engines read
 * and write too.
 *
 * <p>A change is <em>prepared</em> (its files are written; no reader sees it) and then
 * <em>committed</em> (one more version, whole or not at all). Rows that are taken away are marked
 * in deletion vectors; nothing is rewritten. All methods may be called from several threads;
 * changes are made one after the other.
 */
public final class LakeTable implements AutoCloseable {
  private static final long SMALL_BYTES = 16L << 20;
  private static final int SMALL_FILES = 8;

  private final Path directory;
  private final Clock clock;
  private final boolean durable;
  private final DeltaLog log;
  private final VectorFiles vectors;
  private final FileCache cache;
  private volatile TableSnapshot latest;
  private TableLocations locations;
  private long lastOrdinal;

  private LakeTable(Path directory, Clock clock, boolean durable, DeltaLog log) {
    this.directory = directory.toAbsolutePath().normalize();
    this.clock = clock;
    this.durable = durable;
    this.log = log;
    vectors = new VectorFiles(this.directory, durable);
    cache = new FileCache(this.directory, vectors);
    show(log.view());
  }

  /** Makes a durable table: see {@link #create(Path, RowType, List, Clock, boolean)}. */
  public static LakeTable create(
      Path directory, RowType type, List<String> partitionColumns, Clock clock) {
    return create(directory, type, partitionColumns, clock, true);
  }

  /**
   * Makes a new table without rows: version 0, with column mapping by name, deletion vectors and
   * in-commit timestamps.
   *
   * @param partitionColumns the names of columns by whose values rows are kept apart
   * @param durable whether a commit is forced to the disk before it is acknowledged
   * @throws MillraceException DUPLICATE_TABLE if the directory holds a table already;
   *     INVALID_DEFINITION if a partition column does not do
   */
  public static LakeTable create(
      Path directory, RowType type, List<String> partitionColumns, Clock clock, boolean durable) {
    List<String> names = new ArrayList<>();
    for (String name : partitionColumns) {
      int index = type.indexOf(name);
      if (index < 0) {
        throw new MillraceException(
            ErrorCode.UNDEFINED_COLUMN, "partition column '" + name + "' is not a column");
      }
      if (!PartitionValues.supports(type.type(index))) {
        throw new MillraceException(
            ErrorCode.INVALID_DEFINITION,
            "a table cannot be partitioned by column '"
                + name
                + "' of type "
                + type.type(index).sql());
      }
      names.add(type.field(index).name());
    }
    if (!names.isEmpty() && names.size() == type.size()) {
      throw new MillraceException(
          ErrorCode.INVALID_DEFINITION, "a table cannot be partitioned by all of its columns");
    }
    return new LakeTable(
        directory, clock, durable, DeltaLog.create(directory, type, names, clock, durable));
  }

  /** Opens a durable table: see {@link #open(Path, Clock, boolean)}. */
  public static LakeTable open(Path directory, Clock clock) {
    return open(directory, clock, true);
  }

  /**
   * Opens a table, ours or another engine's.
   *
   * @throws MillraceException UNDEFINED_TABLE if there is none; FEATURE_NOT_SUPPORTED, naming it,
   *     if it has a feature that we do not know
   */
  public static LakeTable open(Path directory, Clock clock, boolean durable) {
    return new LakeTable(directory, clock, durable, DeltaLog.open(directory, clock, durable));
  }

  /** Returns whether a folder holds a table. */
  public static boolean exists(Path directory) {
    return DeltaLog.isTable(directory);
  }

  private void show(TableView view) {
    List<DataFile> files = new ArrayList<>(view.files());
    files.sort(FileOrdinal.ORDER);
    latest = new TableSnapshot(cache, view.next(view.version(), view.timestamp(), files));
  }

  public Path directory() {
    return directory;
  }

  /** Returns the columns of the latest version. */
  public RowType type() {
    return latest.type();
  }

  /** Returns the indexes of the partition columns. */
  public List<Integer> partitionColumns() {
    return latest.view().partitionColumns();
  }

  /** Returns the latest version's number. */
  public long version() {
    return snapshot().version();
  }

  /** Returns the latest version. */
  public TableSnapshot snapshot() {
    if (log.isBehind()) {
      refresh();
    }
    return latest;
  }

  /** Reads what other writers have committed since. */
  private synchronized void refresh() {
    if (log.isBehind()) {
      log.load();
      show(log.view());
      locations = null;
    }
  }

  /**
   * Returns a version.
   *
   * @throws MillraceException UNDEFINED_VERSION, with the range there is, if it is not there
   */
  public synchronized TableSnapshot snapshot(long version) {
    TableSnapshot now = snapshot();
    if (version == now.version()) {
      return now;
    }
    if (version < log.firstCommit() || version > now.version()) {
      throw undefinedVersion(log, version);
    }
    TableView view = log.view(version);
    List<DataFile> files = new ArrayList<>(view.files());
    files.sort(FileOrdinal.ORDER);
    return new TableSnapshot(cache, view.next(version, view.timestamp(), files));
  }

  /**
   * Returns the version that was the latest at a moment: the last one committed at or before it.
   *
   * @throws MillraceException UNDEFINED_VERSION if the moment is before the first commit
   */
  public synchronized TableSnapshot snapshotAsOf(Instant moment) {
    TableSnapshot now = snapshot();
    if (!now.timestamp().isAfter(moment)) {
      return now;
    }
    long low = log.firstCommit();
    long high = now.version();
    Instant first = Instant.ofEpochMilli(log.commit(low).timestamp());
    if (first.isAfter(moment)) {
      throw new MillraceException(
          ErrorCode.UNDEFINED_VERSION,
          "there was no version at "
              + moment
              + "; the table has versions from "
              + first
              + " to "
              + now.timestamp());
    }
    // The last version whose timestamp is not after the moment lies in [low, high).
    while (high - low > 1) {
      long middle = (low + high) >>> 1;
      if (Instant.ofEpochMilli(log.commit(middle).timestamp()).isAfter(moment)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return snapshot(low);
  }

  static MillraceException undefinedVersion(DeltaLog log, long version) {
    return new MillraceException(
        ErrorCode.UNDEFINED_VERSION,
        "version "
            + version
            + " does not exist; the table has versions "
            + log.firstCommit()
            + " to "
            + log.version());
  }

  /** Returns all versions that the log still tells of, the oldest first. */
  public synchronized List<TableVersion> history() {
    List<TableVersion> versions = new ArrayList<>();
    long last = version();
    for (long version = log.firstCommit(); version <= last; version++) {
      LogCommit commit = log.commit(version);
      if (commit != null) {
        versions.add(
            new TableVersion(
                version,
                Instant.ofEpochMilli(commit.timestamp()),
                commit.operation(),
                commit.parameters(),
                commit.metrics(),
                commit.applicationId(),
                commit.applicationId() == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(commit.transaction())));
      }
    }
    return versions;
  }

  /** Returns the last epoch that an application has committed here. */
  public synchronized OptionalLong committedEpoch(String applicationId) {
    refresh();
    return log.transaction(applicationId);
  }

  /**
   * Returns what changed after {@code fromVersion}, up to {@code toVersion} itself: added to the
   * former, it gives the latter.
   *
   * @throws MillraceException UNDEFINED_VERSION if there is no such version
   */
  public synchronized TableChanges changes(long fromVersion, long toVersion) {
    long last = version();
    if (toVersion > last || fromVersion < -1 || fromVersion > toVersion) {
      throw undefinedVersion(log, toVersion > last ? toVersion : fromVersion);
    }
    return new TableChanges(log, cache, snapshot(toVersion).view(), fromVersion, toVersion);
  }

  /** Prepares one delta: see {@link #prepare(List, String)}. */
  public PreparedCommit prepare(Batch delta, String operation) {
    return prepare(List.of(delta), operation);
  }

  /**
   * Writes the files of a change. Where the deltas take rows away they are consolidated together
   * first; a row of weight n comes n times, one of weight -n goes n times.
   *
   * @param deltas of this table's columns, in any number
   * @param operation the word that history shows, such as {@code INSERT} or {@code STREAMING
   *     UPDATE}
   * @throws IllegalStateException if a row is taken away that is not there
   */
  public synchronized PreparedCommit prepare(List<Batch> deltas, String operation) {
    refresh();
    TableView view = latest.view();
    boolean insertOnly = deltas.stream().allMatch(Batch::isInsertOnly);
    checkWritable(view, !insertOnly);
    List<Batch> changes =
        insertOnly
            ? deltas
            : List.of(Consolidator.consolidate(BatchBuilder.concat(view.type(), deltas)));
    List<DataFile> removes = new ArrayList<>();
    List<DataFile> adds = new ArrayList<>();
    LocationChange locationChange = null;
    long removed = 0;
    if (!insertOnly) {
      if (locations == null) {
        locations = TableLocations.of(cache, view);
      }
      locationChange = new LocationChange();
      removed = retract(changes.get(0), locationChange, view, removes, adds);
    } else if (locations != null) {
      locationChange = new LocationChange();
    }
    long added = 0;
    long bytes = 0;
    List<DataFile> files = insert(changes, locationChange, view);
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

  private void checkWritable(TableView view, boolean retracts) {
    if (retracts && !view.writable()) {
      throw new MillraceException(
          ErrorCode.FEATURE_NOT_SUPPORTED,
          "rows of table '"
              + directory
              + "' cannot be changed: it is without deletion vectors (set its property"
              + " delta.enableDeletionVectors)");
    }
  }

  /** Marks rows as deleted; returns how many. */
  private long retract(
      Batch change,
      LocationChange locationChange,
      TableView view,
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
    if (!touched.isEmpty()) {
      List<DeletionVector> written = vectors.write(bitmaps);
      for (int i = 0; i < touched.size(); i++) {
        DataFile file = touched.get(i);
        cache.keep(written.get(i), bitmaps.get(i));
        adds.add(
            file.withVector(
                written.get(i), FileStatistics.loose(file.statistics(), cache.rows(file))));
      }
    }
    return removed;
  }

  private List<DataFile> insert(
      List<Batch> changes, LocationChange locationChange, TableView view) {
    try (DataFileWriter writer =
        new DataFileWriter(directory, view, clock, durable, this::nextOrdinal)) {
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

  private long nextOrdinal() {
    if (lastOrdinal == 0) {
      List<DataFile> files = latest.view().files();
      lastOrdinal = files.isEmpty() ? 0 : FileOrdinal.of(files.get(files.size() - 1));
    }
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    lastOrdinal = Math.max(now, lastOrdinal + 1);
    return lastOrdinal;
  }

  /**
   * Commits without a transaction of an application: see {@link #commit(PreparedCommit, String,
   * long)}.
   */
  public long commit(PreparedCommit prepared) {
    return commit(prepared, null, -1);
  }

  /**
   * Makes a prepared change the next version. An epoch that the application has committed already,
   * or an empty change, does nothing.
   *
   * @param applicationId whose epochs are counted, or null for none
   * @return the version that is the latest then
   * @throws MillraceException TRANSACTION_STATE if the rows to be taken away were changed by
   *     another writer since; nothing is committed
   */
  public synchronized long commit(PreparedCommit prepared, String applicationId, long epoch) {
    refresh();
    if (prepared.isEmpty()) {
      return latest.version();
    }
    if (applicationId != null) {
      OptionalLong committed = log.transaction(applicationId);
      if (committed.isPresent() && committed.getAsLong() >= epoch) {
        return latest.version();
      }
    }
    checkRemoved(prepared.change().removes());
    long before = latest.version();
    long version = log.commit(prepared.change(), applicationId, epoch);
    if (version != before + 1) {
      locations = null;
      show(log.view());
      return latest.version();
    }
    latest =
        new TableSnapshot(
            cache, latest.view().next(version, log.timestamp(), filesAfter(prepared.change())));
    if (locations != null) {
      if (prepared.locations() == null) {
        locations = null;
      } else {
        prepared.locations().apply(locations);
      }
    }
    return version;
  }

  /** Checks that the files to be replaced are still as they were when the change was prepared. */
  private void checkRemoved(List<DataFile> removes) {
    if (removes.isEmpty()) {
      return;
    }
    Map<String, DataFile> live = new HashMap<>();
    for (DataFile file : latest.view().files()) {
      live.put(file.path(), file);
    }
    for (DataFile file : removes) {
      DataFile now = live.get(file.path());
      if (now == null || !java.util.Objects.equals(now.vector(), file.vector())) {
        throw new MillraceException(
            ErrorCode.TRANSACTION_STATE,
            "table '" + directory + "' was changed since this change was prepared; try again");
      }
    }
  }

  private List<DataFile> filesAfter(LogChange change) {
    List<DataFile> before = latest.view().files();
    Map<String, DataFile> added = new HashMap<>();
    for (DataFile file : change.adds()) {
      added.put(file.path(), file);
    }
    Set<String> removed = new HashSet<>();
    for (DataFile file : change.removes()) {
      removed.add(file.path());
    }
    List<DataFile> after = new ArrayList<>(before.size() + change.adds().size());
    for (DataFile file : before) {
      if (!removed.contains(file.path())) {
        after.add(file);
      } else if (added.containsKey(file.path())) {
        after.add(added.remove(file.path()));
      }
    }
    boolean inOrder = true;
    Comparator<DataFile> order = FileOrdinal.ORDER;
    for (DataFile file : change.adds()) {
      if (added.containsKey(file.path())) {
        inOrder &= after.isEmpty() || order.compare(after.get(after.size() - 1), file) < 0;
        after.add(file);
      }
    }
    if (!inOrder) {
      after.sort(order);
    }
    return after;
  }

  /** Removes the files of a change that will not be committed. */
  public synchronized void discard(PreparedCommit prepared) {
    Set<String> kept = new HashSet<>();
    for (DataFile file : prepared.change().removes()) {
      kept.add(file.path());
    }
    Set<Path> unused = new HashSet<>();
    for (DataFile file : prepared.change().adds()) {
      if (!kept.contains(file.path())) {
        unused.add(cache.path(file));
      } else if (file.vector() != null) {
        unused.add(vectors.fileOf(file.vector()));
      }
    }
    for (Path path : unused) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw new MillraceException(
            ErrorCode.IO_ERROR, "file '" + path + "' cannot be removed: " + e.getMessage(), e);
      }
    }
  }

  /**
   * Prepares a commit that makes fewer, larger files of neighbouring small ones: rows, their order
   * and what readers of older versions see stay the same. Empty where that is not worth it.
   */
  public synchronized Optional<PreparedCommit> prepareCompaction() {
    refresh();
    TableView view = latest.view();
    List<List<DataFile>> runs = smallRuns(view);
    if (runs.isEmpty()) {
      return Optional.empty();
    }
    List<DataFile> removes = new ArrayList<>();
    List<DataFile> adds = new ArrayList<>();
    LocationChange locationChange = locations == null ? null : new LocationChange();
    int[] all = java.util.stream.IntStream.range(0, view.type().size()).toArray();
    for (List<DataFile> run : runs) {
      // The new file takes the first one's place.
      long ordinal = FileOrdinal.of(run.get(0));
      try (DataFileWriter writer =
          new DataFileWriter(directory, view, clock, durable, () -> ordinal)) {
        List<Moving> moving = new ArrayList<>();
        int start = 0;
        for (DataFile file : run) {
          moving.add(new Moving(file, start));
          try (FileScan scan = FileScan.live(cache, view, file, all, List.of())) {
            for (Batch batch = scan.next(); batch != null; batch = scan.next()) {
              writer.write(batch, null);
              start += batch.size();
            }
          }
        }
        List<DataFile> written = writer.finish();
        removes.addAll(run);
        adds.addAll(written);
        if (locationChange != null && !written.isEmpty()) {
          for (Moving move : moving) {
            locationChange.move(
                move.file.path(), cache.deleted(move.file), written.get(0).path(), move.start);
          }
        }
      }
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

  private record Moving(DataFile file, int start) {}

  /** Returns runs of small files that follow each other and are of one partition. */
  private List<List<DataFile>> smallRuns(TableView view) {
    List<List<DataFile>> runs = new ArrayList<>();
    List<DataFile> run = new ArrayList<>();
    long bytes = 0;
    for (DataFile file : view.files()) {
      boolean fits =
          file.size() < SMALL_BYTES
              && bytes + file.size() <= 4 * SMALL_BYTES
              && (run.isEmpty() || run.get(0).partition().equals(file.partition()));
      if (!fits) {
        endRun(runs, run);
        run = new ArrayList<>();
        bytes = 0;
      }
      if (file.size() < SMALL_BYTES) {
        run.add(file);
        bytes += file.size();
      }
    }
    endRun(runs, run);
    return runs;
  }

  private void endRun(List<List<DataFile>> runs, List<DataFile> run) {
    if (run.size() >= SMALL_FILES) {
      runs.add(run);
    }
  }

  /** Lets go of what is kept in memory; the table must not be used again. */
  @Override
  public synchronized void close() {
    locations = null;
  }
}
