package io.millrace.operator.join;

import io.millrace.batch.Batch;

/** What joins do with the pairs of rows that a probe has found. */
final class RowPairs {
  private RowPairs() {}

  /** Returns whether the first numbers of a list are 0, 1, 2 and so on. */
  static boolean countsUp(int[] rows, int count) {
    int wrong = 0;
    for (int i = 0; i < count; i++) {
      wrong |= rows[i] ^ i;
    }
    return wrong == 0;
  }

  /**
   * Returns the batch without rows of weight 0: those of a row that has come and gone in a step.
   */
  static Batch withoutZeros(Batch batch) {
    long[] weights = batch.weights();
    if (weights == null) {
      return batch;
    }
    int[] rows = new int[batch.size()];
    int count = 0;
    for (int row = 0; row < rows.length; row++) {
      rows[count] = row;
      count += weights[row] == 0 ? 0 : 1;
    }
    return count == rows.length ? batch : batch.gather(rows, count);
  }
}
