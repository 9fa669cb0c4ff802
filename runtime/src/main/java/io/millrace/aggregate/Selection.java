package io.millrace.aggregate;

import io.millrace.batch.Column;

/** The rows of a batch that an aggregate takes, with their groups and weights. */
final class Selection {
  /** The aggregate's argument, or null for COUNT(*). */
  Column argument;

  /** The rows' numbers, {@code rows[0 .. count)}; null means the rows from 0 to count. */
  int[] rows;

  /** How many rows are selected. */
  int count;

  /** Each row's group, by the row's number. */
  int[] groups;

  /** The hash of each row's group, by the row's number. */
  long[] hashes;

  /** Each row's weight, by the row's number; null where every weight is 1. */
  long[] weights;

  /** Returns the number of the row at a place in the selection. */
  int row(int index) {
    return rows == null ? index : rows[index];
  }

  /** Returns the weight of a row, by its number. */
  long weight(int row) {
    return weights == null ? 1 : weights[row];
  }
}
