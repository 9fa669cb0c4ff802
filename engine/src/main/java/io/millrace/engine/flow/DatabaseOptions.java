package io.millrace.engine.flow;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a database is opened.
 *
 * @param directory where it lives; empty for a database in memory, which goes with the process (its
 *     tables' files lie in a temporary directory until then)
 * @param baseDirectory what relative paths in statements are relative to
 * @param workers how many threads one step may use; answers do not depend on it
 * @param epochInterval how long streaming changes may wait before they are durable
 * @param stepRows the most rows that one step takes from a source
 * @param stepSeed cuts changes into steps at random places, from this seed (for tests: answers do
 *     not depend on it)
 * @param durable whether files and state are forced to disk at each epoch
 * @param clock what time it is
 */
public record DatabaseOptions(
    Optional<Path> directory,
    Path baseDirectory,
    int workers,
    Duration epochInterval,
    int stepRows,
    OptionalLong stepSeed,
    boolean durable,
    Clock clock) {
  /** The rows of a step where nothing else is said: large enough for throughput. */
  public static final int DEFAULT_STEP_ROWS = 32_768;

  /** A database in memory. */
  public static DatabaseOptions memory() {
    return new DatabaseOptions(
        Optional.empty(),
        Path.of("").toAbsolutePath(),
        1,
        Duration.ofSeconds(1),
        DEFAULT_STEP_ROWS,
        OptionalLong.empty(),
        false,
        Clock.systemUTC());
  }

  /** A database in a directory, which is made if it is not there. */
  public static DatabaseOptions at(Path directory) {
    DatabaseOptions memory = memory();
    return new DatabaseOptions(
        Optional.of(directory.toAbsolutePath().normalize()),
        memory.baseDirectory,
        memory.workers,
        memory.epochInterval,
        memory.stepRows,
        memory.stepSeed,
        true,
        memory.clock);
  }

  public DatabaseOptions withBaseDirectory(Path path) {
    return new DatabaseOptions(
        directory, path, workers, epochInterval, stepRows, stepSeed, durable, clock);
  }

  public DatabaseOptions withWorkers(int count) {
    return new DatabaseOptions(
        directory, baseDirectory, count, epochInterval, stepRows, stepSeed, durable, clock);
  }

  public DatabaseOptions withEpochInterval(Duration interval) {
    return new DatabaseOptions(
        directory, baseDirectory, workers, interval, stepRows, stepSeed, durable, clock);
  }

  public DatabaseOptions withStepRows(int rows) {
    return new DatabaseOptions(
        directory, baseDirectory, workers, epochInterval, rows, stepSeed, durable, clock);
  }

  public DatabaseOptions withStepSeed(long seed) {
    return new DatabaseOptions(
        directory,
        baseDirectory,
        workers,
        epochInterval,
        stepRows,
        OptionalLong.of(seed),
        durable,
        clock);
  }

  public DatabaseOptions withDurable(boolean forced) {
    return new DatabaseOptions(
        directory, baseDirectory, workers, epochInterval, stepRows, stepSeed, forced, clock);
  }

  public DatabaseOptions withClock(Clock other) {
    return new DatabaseOptions(
        directory, baseDirectory, workers, epochInterval, stepRows, stepSeed, durable, other);
  }
}
