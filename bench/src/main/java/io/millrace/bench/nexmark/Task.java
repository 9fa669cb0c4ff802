package io.millrace.bench.nexmark;

import java.nio.file.Path;

/**
 * One query to be run once.
 *
 * @param data the folder that {@link EventFiles} have been written to
 * @param events how many events there are
 * @param workers threads that may work on it
 * @param durable whether results and state are kept on disk, where the system can
 * @param work a folder to use and leave behind
 */
public record Task(
    String query, EventFiles data, long events, int workers, boolean durable, Path work) {
  /** Returns the same task with another query. */
  Task of(String other) {
    return new Task(other, data, events, workers, durable, work);
  }
}
