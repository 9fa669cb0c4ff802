package io.millrace.bench.nexmark;

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

  /** Returns whether its process has this entry of the class path: where versions would clash. */
  default boolean hasOnClassPath(String entry) {
    return true;
  }

  /**
   * Runs a query over all events, its results into a blackhole.
   *
   * @throws Exception if it cannot: the message says why
   */
  Measurement run(Task task) throws Exception;
}
