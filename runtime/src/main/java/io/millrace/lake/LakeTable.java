package io.millrace.lake;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.lake.delta.DataFile;
import io.millrace.lake.delta.DeltaLog;
import io.millrace.lake.delta.LogCommit;
import io.millrace.lake.delta.TableView;
import io.millrace.lake.delta.VectorFiles;
import io.millrace.lake.parquet.FileErrors;
import io.millrace.type.RowType;
import io.millrace.zset.Consolidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

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
  private final Path directory;
  private final DeltaLog log;
  private final VectorFiles vectors;
  private final FileCache cache;
  private final Preparation preparation;
  private final Compaction compaction;
  private volatile TableSnapshot latest;
  private TableLocations locations;

  private LakeTable(Path directory, Clock clock, boolean durable, DeltaLog log) {
    this.directory = directory.toAbsolutePath().normalize();
    this.log = log;
    vectors = new VectorFiles(this.directory, durable);
    cache = new FileCache(this.directory, vectors);
    preparation = new Preparation(this.directory, clock, durable, vectors, cache);
    compaction = new Compaction(this.directory, clock, durable, cache);
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
    List<Batch> changes =
        areInsertOnly(deltas)
            ? deltas
            : List.of(Consolidator.consolidate(BatchBuilder.concat(view.type(), deltas)));
    boolean insertOnly = areInsertOnly(changes);
    if (!insertOnly) {
      checkRetractable(view);
      if (locations == null) {
        locations = TableLocations.of(cache, view);
      }
    }
    return preparation.prepare(view, locations, changes, insertOnly, operation);
  }

  /**
   * Prepares a change anew on top of what other writers have committed since, from the files that
   * it has written; they stay.
   *
   * @throws IllegalStateException if a row is to be taken away that another writer has taken away
   */
  public synchronized PreparedCommit prepareAgain(PreparedCommit prepared) {
    refresh();
    List<Batch> rows = TableChanges.rows(cache, latest.view(), prepared.change());
    return prepare(rows, prepared.change().operation());
  }

  private static boolean areInsertOnly(List<Batch> deltas) {
    return deltas.stream().allMatch(Batch::isInsertOnly);
  }

  private void checkRetractable(TableView view) {
    if (!view.writable()) {
      throw new MillraceException(
          ErrorCode.FEATURE_NOT_SUPPORTED,
          "rows of table '"
              + directory
              + "' cannot be changed: it is without deletion vectors (set its property"
              + " delta.enableDeletionVectors)");
    }
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
    if (!LiveFiles.hold(latest.view().files(), prepared.change().removes())) {
      throw new MillraceException(
          ErrorCode.TRANSACTION_STATE,
          "table '" + directory + "' was changed since this change was prepared; try again");
    }
    long before = latest.version();
    long version = log.commit(prepared.change(), applicationId, epoch);
    if (version != before + 1) {
      locations = null;
      show(log.view());
      return latest.version();
    }
    latest =
        new TableSnapshot(
            cache,
            latest
                .view()
                .next(
                    version,
                    log.timestamp(),
                    LiveFiles.after(latest.view().files(), prepared.change())));
    if (locations != null) {
      if (prepared.locations() == null) {
        locations = null;
      } else {
        prepared.locations().apply(locations);
      }
    }
    return version;
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
        throw FileErrors.notWritten(path, e);
      }
    }
  }

  /**
   * Prepares a commit that makes fewer, larger files of neighbouring small ones: rows, their order
   * and what readers of older versions see stay the same. Empty where that is not worth it.
   */
  public synchronized Optional<PreparedCommit> prepareCompaction() {
    refresh();
    return compaction.prepare(latest.view(), locations != null);
  }

  /** Lets go of what is kept in memory; the table must not be used again. */
  @Override
  public synchronized void close() {
    locations = null;
  }
}
