package io.millrace.state;

import io.millrace.batch.Batch;

/** The rows of each key of an arrangement, one after the other. */
interface Chains {

  /**
   * Finds the first row of each key.
   *
   * @param columns the batch's columns that are the key
   * @param hashes of these columns, one a row
   * @param rows takes the first row's number, or -1 where there is none
   */
  void find(Batch batch, int[] columns, long[] hashes, int[] rows);

  /** Returns whether every chain is of one row. */
  boolean areSingle();

  /** Returns the row after this one in its chain, or -1. */
  int next(int row);
}
