package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.type.Projection;
import java.util.function.Consumer;

/** The rows of a dataset at one moment. Immutable, for any thread. */
public interface ReadPoint {

  /**
   * Keeps the rows there; what comes from {@link Moment} has to be held before it is scanned.
   *
   * @return false if they are gone
   */
  default boolean hold() {
    return true;
  }

  /**
   * Hands out the rows, in the order in which they came where nothing was taken away since.
   *
   * @param columns which columns of the dataset, in which order
   * @param take takes batches whose weights sum up to the rows: a later batch may take away rows of
   *     an earlier one
   */
  void scan(int[] columns, Consumer<Batch> take);

  /**
   * Hands out the rows, where not everything is needed: what is not may be NULL.
   *
   * @param needed of the dataset's columns
   */
  default void scan(int[] columns, Projection needed, Consumer<Batch> take) {
    scan(columns, take);
  }

  /**
   * Returns roughly how many bytes there are to read: enough to tell the smaller of two. Where
   * nobody knows, more than any.
   */
  default long size() {
    return Long.MAX_VALUE;
  }

  /** Returns whether a batch takes rows away that an earlier one has brought. */
  default boolean takesAway() {
    return false;
  }
}
