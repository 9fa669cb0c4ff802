package io.millrace.lake.parquet;

import io.millrace.thread.SpareThreads;

/**
 * What readers of files are lent, one after the other.
 *
 * @param threads that may help the calling one
 * @param memory in which pages are read
 */
public record ReadResources(SpareThreads threads, PageMemory memory) {
  /** Returns those of a thread that nobody helps. */
  public static ReadResources alone() {
    return of(SpareThreads.NONE);
  }

  /** Returns those of a thread with others that may help, and no memory yet. */
  public static ReadResources of(SpareThreads threads) {
    return new ReadResources(threads, new PageMemory());
  }
}
