package io.millrace.operator.join;

import io.millrace.batch.Batch;

/** The key columns of one input of a join; says which rows can match at all. */
record JoinKeys(int[] columns, boolean[] nullSafe) {

  /** Returns the rows whose key can match, or those whose key cannot: one that is null. */
  Batch select(Batch delta, boolean canMatch) {
    boolean anyNull = false;
    for (int i = 0; i < columns.length; i++) {
      anyNull |= !nullSafe[i] && delta.column(columns[i]).nulls() != null;
    }
    if (!anyNull) {
      return canMatch ? delta : delta.gather(new int[0], 0);
    }
    int[] rows = new int[delta.size()];
    int count = 0;
    for (int row = 0; row < rows.length; row++) {
      if (canMatch(delta, row) == canMatch) {
        rows[count++] = row;
      }
    }
    return count == rows.length ? delta : delta.gather(rows, count);
  }

  private boolean canMatch(Batch delta, int row) {
    for (int i = 0; i < columns.length; i++) {
      if (!nullSafe[i] && delta.column(columns[i]).isNull(row)) {
        return false;
      }
    }
    return true;
  }
}
