package io.millrace.bench.nexmark;

import java.nio.file.Path;
import java.util.List;

/**
 * A system that runs queries over the events. Found by {@link java.util.ServiceLoader}; each run is
 * a process of its own.
 */
public interface Contender {

  /** Returns its name on the command line and in reports. */
  String name();

  /** Returns what its process's JVM is started with, besides what all are. */
  List<String> jvmFlags();

  /** Returns whether what starts it for its users has its process start warm. */
  default boolean startsWarm() {
    return false;
  }

  /**
   * Runs a query over all events, its results into a blackhole.
   *
   * @throws Exception if it cannot: the message says why
   */
  Measurement run(Task task) throws Exception;

  /**
   * Runs a query over all events and writes its rows, so that they can be compared with another
   * system's: of rows that change, the last ones.
   *
   * @param folder takes Parquet files, in it or in folders of its own; is there and empty
   * @throws UnsupportedOperationException if the system is not made to
   * @throws Exception if it cannot: the message says why
   */
  default void writeRows(Task task, Path folder) throws Exception {
    throw new UnsupportedOperationException(name() + " does not write the rows of its queries");
  }
}
