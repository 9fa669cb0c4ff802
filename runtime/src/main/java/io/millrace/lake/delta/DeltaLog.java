package io.millrace.lake.delta;

import io.delta.kernel.Operation;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.Transaction;
import io.delta.kernel.TransactionCommitResult;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.exceptions.ConcurrentTransactionException;
import io.delta.kernel.exceptions.ConcurrentWriteException;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.exceptions.UnsupportedProtocolVersionException;
import io.delta.kernel.exceptions.UnsupportedTableFeatureException;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.hook.PostCommitHook;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.ScanImpl;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.util.FileNames;
import io.delta.kernel.transaction.DataLayoutSpec;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.kernel.utils.CloseableIterator;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.lake.parquet.FileErrors;
import io.millrace.lake.parquet.ParquetColumn;
import io.millrace.type.RowType;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table's log: what there is at a version, and how the next version comes to be.
 *
 * <p>Not for several threads at once, but for {@link #view(long)} and {@link #commit(long)}, which
 * read only.
 */
public final class DeltaLog {
  private static final Logger LOGGER = LoggerFactory.getLogger(DeltaLog.class);
  private static final String ENGINE = "Millrace";

  private final Path directory;
  private final String path;
  private final LocalEngine engine;
  private final CommitWriter committer;
  private volatile Snapshot latest;

  private DeltaLog(Path directory, Clock clock, boolean durable) {
    this.directory = directory.toAbsolutePath().normalize();
    path = this.directory.toString();
    engine = new LocalEngine(new LocalFileIO(durable), durable);
    committer = new CommitWriter(clock);
  }

  /**
   * Makes a new table, version 0, without rows.
   *
   * @throws MillraceException DUPLICATE_TABLE if the directory holds a table already
   */
  public static DeltaLog create(
      Path directory, RowType type, List<String> partitionColumns, Clock clock, boolean durable) {
    DeltaLog log = new DeltaLog(directory, clock, durable);
    if (isTable(directory)) {
      throw new MillraceException(
          ErrorCode.DUPLICATE_TABLE, "folder '" + directory + "' holds a table already");
    }
    log.createTable(type, partitionColumns);
    return log;
  }

  private void createTable(RowType type, List<String> partitionColumns) {
    Map<String, String> properties =
        Map.of(
            "delta.columnMapping.mode", "name",
            "delta.enableDeletionVectors", "true",
            "delta.enableInCommitTimestamps", "true",
            "delta.checkpointInterval", "20");
    committer.next("CREATE TABLE", Map.of(), Map.of(), false);
    try {
      Files.createDirectories(directory);
      Transaction transaction =
          TableManager.buildCreateTableTransaction(path, DeltaTypes.toKernel(type), ENGINE)
              .withTableProperties(properties)
              .withDataLayoutSpec(
                  partitionColumns.isEmpty()
                      ? DataLayoutSpec.noDataLayout()
                      : DataLayoutSpec.partitioned(
                          partitionColumns.stream().map(Column::new).toList()))
              .withCommitter(committer)
              .build(engine);
      finish(transaction.commit(engine, CloseableIterable.emptyIterable()));
    } catch (IOException | RuntimeException e) {
      throw failed(e);
    }
  }

  /**
   * Opens a table.
   *
   * @throws MillraceException UNDEFINED_TABLE if there is none, FEATURE_NOT_SUPPORTED if it has a
   *     feature that we do not know
   */
  public static DeltaLog open(Path directory, Clock clock, boolean durable) {
    if (!isTable(directory)) {
      throw new MillraceException(
          ErrorCode.UNDEFINED_TABLE, "folder '" + directory + "' holds no Delta table");
    }
    DeltaLog log = new DeltaLog(directory, clock, durable);
    log.load();
    return log;
  }

  /**
   * Returns whether a folder holds a Delta table: a log of at least one version. A log without one
   * is what is left where making a table was cut short.
   */
  public static boolean isTable(Path directory) {
    Path log = directory.resolve("_delta_log");
    if (!Files.isDirectory(log)) {
      return false;
    }
    try (DirectoryStream<Path> versions = Files.newDirectoryStream(log, "[0-9]*.*")) {
      return versions.iterator().hasNext();
    } catch (DirectoryIteratorException e) {
      throw FileErrors.notRead(log, e.getCause());
    } catch (IOException e) {
      throw FileErrors.notRead(log, e);
    }
  }

  /** Reads the latest version anew. */
  public void load() {
    try {
      latest = TableManager.loadSnapshot(path).withCommitter(committer).build(engine);
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  /** Returns the latest version that was read or committed here. */
  public long version() {
    return latest.getVersion();
  }

  /** Returns whether another writer has committed since. */
  public boolean isBehind() {
    return Files.exists(commitFile(version() + 1));
  }

  private Path commitFile(long version) {
    return Path.of(FileNames.deltaFile(path + "/_delta_log", version));
  }

  /** Returns the view of the latest version. */
  public TableView view() {
    return view(latest);
  }

  /** Returns the view of a version, which must be there. */
  public TableView view(long version) {
    if (version == version()) {
      return view();
    }
    try {
      return view(TableManager.loadSnapshot(path).atVersion(version).build(engine));
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  private TableView view(Snapshot snapshot) {
    List<DataFile> files = new ArrayList<>();
    try (CloseableIterator<FilteredColumnarBatch> batches =
        ((ScanImpl) snapshot.getScanBuilder().build()).getScanFiles(engine, true)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> rows = batches.next().getRows()) {
          while (rows.hasNext()) {
            Row add = rows.next().getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL);
            files.add(Actions.dataFile(new AddFile(add)));
          }
        }
      }
      StructType schema = snapshot.getSchema();
      List<ParquetColumn> columns = DeltaTypes.physical(schema);
      RowType type = DeltaTypes.rowType(schema);
      return new TableView(
          snapshot.getVersion(),
          snapshot.getTimestamp(engine),
          type,
          columns,
          snapshot.getPartitionColumnNames().stream().map(type::indexOf).toList(),
          files,
          "true".equals(snapshot.getTableProperties().get("delta.enableDeletionVectors")));
    } catch (IOException | RuntimeException e) {
      throw failed(e);
    }
  }

  /** Returns the number of the last transaction of an application. */
  public OptionalLong transaction(String applicationId) {
    try {
      return latest
          .getLatestTransactionVersion(engine, applicationId)
          .map(OptionalLong::of)
          .orElse(OptionalLong.empty());
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  /**
   * Commits a change as the next version.
   *
   * @param applicationId whose transaction it is, or null for none
   * @param transaction its number; must be larger than the last one's
   * @return the new version; there may be versions of other writers between it and the last one
   *     read
   * @throws MillraceException TRANSACTION_STATE if another writer has changed the same files;
   *     nothing is committed then
   */
  public long commit(LogChange change, String applicationId, long transaction) {
    committer.next(
        change.operation(), change.parameters(), change.metrics(), change.removes().isEmpty());
    committer.from(version(), timestamp());
    try {
      var builder = latest.buildUpdateTableTransaction(ENGINE, Operation.WRITE);
      if (applicationId != null) {
        builder = builder.withTransactionId(applicationId, transaction);
      }
      List<Row> actions = new ArrayList<>();
      for (DataFile file : change.removes()) {
        actions.add(Actions.remove(file, change.dataChange(), committer.now()));
      }
      for (DataFile file : change.adds()) {
        actions.add(Actions.add(file, change.dataChange()));
      }
      CloseableIterable<Row> iterable =
          CloseableIterable.inMemoryIterable(
              io.delta.kernel.internal.util.Utils.toCloseableIterator(actions.iterator()));
      return finish(builder.build(engine).commit(engine, iterable));
    } catch (ConcurrentTransactionException e) {
      throw new IllegalStateException("transaction " + transaction + " is committed already", e);
    } catch (ConcurrentWriteException e) {
      throw new MillraceException(
          ErrorCode.TRANSACTION_STATE,
          "table '" + directory + "' was changed by another writer at the same time; try again",
          e);
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  private long finish(TransactionCommitResult result) {
    // What follows a commit (checksum, checkpoint) makes reading faster; the commit stands without.
    boolean checkpoint = false;
    for (PostCommitHook hook : result.getPostCommitHooks()) {
      try {
        hook.threadSafeInvoke(engine);
        checkpoint |= hook.getType() == PostCommitHook.PostCommitHookType.CHECKPOINT;
      } catch (IOException | RuntimeException e) {
        LOGGER.warn("{} of table {} failed", hook.getType(), path, e);
      }
    }
    // The snapshot that a commit leaves knows all commits since the table was opened, one by one:
    // without starting over at a checkpoint each commit would take longer than the one before.
    if (result.getPostCommitSnapshot().isPresent() && !checkpoint) {
      latest = result.getPostCommitSnapshot().get();
    } else {
      load();
    }
    return result.getVersion();
  }

  /** Returns when the latest version was committed, milliseconds since 1970-01-01 UTC. */
  public long timestamp() {
    return latest.getTimestamp(engine);
  }

  /** Returns the first version whose commit is still in the log. */
  public long firstCommit() {
    try (CloseableIterator<io.delta.kernel.utils.FileStatus> files =
        engine.getFileSystemClient().listFrom(commitFile(0).toString())) {
      while (files.hasNext()) {
        String file = files.next().getPath();
        if (FileNames.isCommitFile(file)) {
          return FileNames.deltaVersion(file);
        }
      }
      return version();
    } catch (IOException | RuntimeException e) {
      throw failed(e);
    }
  }

  /** Returns a commit, or null if it is not in the log, or no longer. */
  public LogCommit commit(long version) {
    Path file = commitFile(version);
    if (!Files.exists(file)) {
      return null;
    }
    try {
      return Actions.readCommit(engine, file, version);
    } catch (IOException | RuntimeException e) {
      throw failed(e);
    }
  }

  private MillraceException failed(Exception e) {
    if (e instanceof MillraceException known) {
      return known;
    }
    String table = "table '" + directory + "'";
    if (e instanceof UnsupportedTableFeatureException unsupported) {
      return new MillraceException(
          ErrorCode.FEATURE_NOT_SUPPORTED,
          table
              + " has table features that are not supported: "
              + String.join(", ", unsupported.getUnsupportedFeatures()),
          e);
    }
    if (e instanceof UnsupportedProtocolVersionException unsupported) {
      return new MillraceException(
          ErrorCode.FEATURE_NOT_SUPPORTED,
          table
              + " needs version "
              + unsupported.getVersion()
              + " of the Delta protocol, which is not supported",
          e);
    }
    if (e instanceof TableNotFoundException) {
      return new MillraceException(
          ErrorCode.UNDEFINED_TABLE, "folder '" + directory + "' holds no Delta table", e);
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof FileSystemException io) {
        return FileErrors.notWritten(Path.of(io.getFile() == null ? path : io.getFile()), io);
      }
    }
    if (e instanceof KernelException) {
      return new MillraceException(
          ErrorCode.DATA_CORRUPTED, table + " cannot be used: " + e.getMessage(), e);
    }
    if (e instanceof IOException) {
      return new MillraceException(ErrorCode.IO_ERROR, table + ": " + e.getMessage(), e);
    }
    return new MillraceException(
        ErrorCode.DATA_CORRUPTED, "the log of " + table + " cannot be read: " + e.getMessage(), e);
  }
}
