package io.millrace.operator;

import io.millrace.batch.Batch;

/** A condition over rows; generated. An instance has scratch space and serves one worker. */
@FunctionalInterface
public interface Predicate {

  /**
   * Finds the rows for which the condition is true (neither false nor unknown).
   *
   * @param selected takes their numbers in ascending order; as long as the batch at least
   * @return how many there are
   */
  int select(Batch input, int[] selected);
}
