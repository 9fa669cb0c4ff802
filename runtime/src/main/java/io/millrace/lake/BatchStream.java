package io.millrace.lake;

import io.millrace.batch.Batch;

/**
 * Batches one after the other. Not for several threads; close it when done, also before the end.
 */
public interface BatchStream extends AutoCloseable {
  /** Returns the next rows, never an empty batch, or null at the end. */
  Batch next();

  @Override
  void close();
}
