package io.millrace.engine;

import io.millrace.circuit.Workers;
import io.millrace.engine.catalog.Catalog;
import io.millrace.engine.flow.DatabaseOptions;
import io.millrace.engine.flow.DeadLetters;
import io.millrace.engine.flow.EpochListener;
import io.millrace.engine.flow.Flow;
import io.millrace.engine.flow.Incidents;
import io.millrace.engine.flow.Intake;
import io.millrace.engine.flow.StoredDataset;
import io.millrace.engine.flow.StoredTable;
import io.millrace.engine.statement.Connectors;
import io.millrace.engine.statement.Engine;
import io.millrace.engine.statement.Folders;
import io.millrace.engine.statement.Restoration;
import io.millrace.engine.statement.StatementExecutor;
import io.millrace.error.ErrorCode;
import io.millrace.error.FileProblem;
import io.millrace.error.MillraceException;
import io.millrace.lake.DeferredTable;
import io.millrace.lake.LakeTable;
import io.millrace.operator.UpsertOperator;
import io.millrace.operator.time.Watermark;
import io.millrace.state.store.MemoryStateStore;
import io.millrace.state.store.RocksStateStore;
import io.millrace.state.store.StateStore;
import io.millrace.thread.SpareThreads;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A streaming SQL database: open it, make sessions, close it.
 *
 * <p>One process at a time has a directory open. Everything that an epoch has made durable is there
 * again when it is opened next, after a crash too.
 */
public final class Database implements AutoCloseable {
  /** The folder of a database's state, by which a directory is known to be a database. */
  private static final String STATE = "state";

  private final Engine engine;
  private final boolean temporary;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Database(Engine engine, boolean temporary) {
    this.engine = engine;
    this.temporary = temporary;
  }

  /**
   * Opens a database, and makes it first if it is not there.
   *
   * @throws MillraceException DATABASE_LOCKED where another process has it open,
   *     INSUFFICIENT_PRIVILEGE where the directory cannot be written, DATA_CORRUPTED where its
   *     files are damaged
   */
  public static Database open(DatabaseOptions options) {
    return open(options, EpochListener.NONE);
  }

  /** Opens a database whose epochs somebody listens to. */
  static Database open(DatabaseOptions options, EpochListener listener) {
    boolean temporary = options.directory().isEmpty();
    Path directory = temporary ? temporaryDirectory() : options.directory().get();
    makeDirectory(directory);
    if (!temporary) {
      refuseStrangers(directory);
    }
    StateStore store =
        temporary
            ? MemoryStateStore.withoutState()
            : RocksStateStore.open(directory.resolve(STATE), directory);
    try {
      return open(options, directory, store, temporary, listener);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static Database open(
      DatabaseOptions options,
      Path directory,
      StateStore store,
      boolean temporary,
      EpochListener listener) {
    Incidents incidents = new Incidents(options.clock());
    Restoration restoration = new Restoration(store);
    SpareThreads spare = new SpareThreads(options.workers() - 1);
    Flow flow =
        new Flow(
            store,
            restoration.application(),
            options,
            incidents,
            deadLetters(directory, options, spare),
            listener);
    Engine engine =
        new Engine(
            options,
            directory,
            store,
            new Catalog(),
            flow,
            new Workers(options.workers()),
            spare,
            incidents,
            Connectors.load(),
            new AtomicLong());
    restoration.restore(engine);
    flow.start();
    return new Database(engine, temporary);
  }

  private static StoredTable deadLetters(
      Path directory, DatabaseOptions options, SpareThreads spare) {
    Path folder = directory.resolve("system").resolve("dead_letters");
    DeferredTable lake =
        LakeTable.exists(folder)
            ? DeferredTable.of(LakeTable.open(folder, options.clock(), options.durable()))
            : DeferredTable.toBeMade(
                DeadLetters.TYPE,
                () ->
                    LakeTable.create(
                        folder, DeadLetters.TYPE, List.of(), options.clock(), options.durable()));
    StoredDataset dataset =
        new StoredDataset("system.dead_letters", lake, () -> Watermark.NONE, spare);
    return new StoredTable(
        "dead_letters",
        dataset,
        Intake.NONE,
        Optional.empty(),
        Optional.empty(),
        UpsertOperator.Mode.ERROR,
        Optional.empty());
  }

  private static Path temporaryDirectory() {
    try {
      Path directory = Files.createTempDirectory("millrace-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteQuietly(directory)));
      return directory;
    } catch (IOException e) {
      throw new MillraceException(
          ErrorCode.IO_ERROR, "cannot make a temporary directory: " + FileProblem.reason(e), e);
    }
  }

  private static void deleteQuietly(Path directory) {
    try {
      Folders.delete(directory);
    } catch (RuntimeException e) {
      // A temporary directory that cannot be deleted is the operating system's to clean up.
      return;
    }
  }

  private static String whyNot(IOException e) {
    if (e instanceof FileAlreadyExistsException) {
      return "it is a file";
    }
    return e instanceof NoSuchFileException
        ? "the system allows none there"
        : FileProblem.reason(e);
  }

  /**
   * A directory that holds something else must not get a database's files among its own. Hidden
   * files do not count: systems and tools leave them anywhere.
   */
  private static void refuseStrangers(Path directory) {
    if (Files.isDirectory(directory.resolve(STATE))) {
      return;
    }
    try (Stream<Path> content = Files.list(directory)) {
      Optional<Path> stranger =
          content.filter(path -> !path.getFileName().toString().startsWith(".")).findFirst();
      if (stranger.isPresent()) {
        throw new MillraceException(
            ErrorCode.INVALID_PARAMETER_VALUE,
            "'"
                + directory
                + "' is no database, and not empty: it holds '"
                + stranger.get().getFileName()
                + "'; name a new or empty directory to make one");
      }
    } catch (IOException e) {
      throw new MillraceException(
          FileProblem.code(e),
          "cannot read directory '" + directory + "': " + FileProblem.reason(e),
          e);
    }
  }

  private static void makeDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new MillraceException(
          FileProblem.code(e), "cannot make directory '" + directory + "': " + whyNot(e), e);
    }
    if (!Files.isWritable(directory)) {
      throw new MillraceException(
          ErrorCode.INSUFFICIENT_PRIVILEGE,
          "cannot write to directory '" + directory + "': permission denied");
    }
  }

  /** Starts a conversation; any number may go on at the same time, a thread each. */
  public Session session() {
    return new Session(new StatementExecutor(engine));
  }

  /** Returns where the database's files lie. */
  public Path directory() {
    return engine.directory();
  }

  /** Makes everything durable and closes; sessions and cursors end. Does nothing twice. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        engine.flow().close();
      } finally {
        engine.workers().close();
        engine.spare().close();
        engine.store().close();
        if (temporary) {
          deleteQuietly(engine.directory());
        }
      }
    }
  }
}
