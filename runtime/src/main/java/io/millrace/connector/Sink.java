package io.millrace.connector;

import io.millrace.batch.Batch;

/** Takes the changes of a query. For one thread. */
public interface Sink extends AutoCloseable {

  /** Takes a delta; possibly before its epoch is durable. */
  void write(Batch delta);

  /** Ends an epoch: everything written before belongs to it and is delivered when it returns. */
  void commit(long epoch);

  @Override
  void close();
}
