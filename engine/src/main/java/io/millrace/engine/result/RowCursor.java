package io.millrace.engine.result;

import io.millrace.batch.Batch;
import java.util.Iterator;
import java.util.List;

/**
 * A query's rows, batch by batch. Every batch's weights are positive; a row of weight n stands for
 * n equal rows. One thread reads; any thread may {@link #cancel}.
 */
public interface RowCursor extends AutoCloseable {

  /**
   * Returns the next rows, waiting for them where the query goes on; null at the end.
   *
   * @throws io.millrace.error.MillraceException QUERY_CANCELED after {@link #cancel}
   */
  Batch next();

  /** Makes the reader's present or next {@link #next} end with an error. */
  void cancel();

  @Override
  void close();

  /** Returns a cursor over batches that are there already. */
  static RowCursor of(List<Batch> batches) {
    Iterator<Batch> iterator = batches.iterator();
    return new RowCursor() {
      @Override
      public Batch next() {
        return iterator.hasNext() ? iterator.next() : null;
      }

      @Override
      public void cancel() {
        // Nothing is being waited for.
      }

      @Override
      public void close() {
        // Nothing is held.
      }
    };
  }
}
