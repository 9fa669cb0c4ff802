package io.millrace.planner.codegen;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;

/**
 * Where the columns of a transform's output come from: each is passed through from the input, the
 * same in all rows, or computed. Called by generated code; immutable.
 */
public final class OutputLayout {
  private final int[] passed;
  private final Column[] constants;

  /**
   * @param passed the number of the input's column that an output is, or -1
   * @param constants a column of the one row that an output repeats, or null
   */
  OutputLayout(int[] passed, Column[] constants) {
    this.passed = passed;
    this.constants = constants;
  }

  /** Returns room for the columns to be computed. */
  public Column[] columns() {
    return new Column[passed.length];
  }

  /** Returns scratch space for so many row numbers: the one there is, if it is large enough. */
  public static int[] rows(int[] scratch, int count) {
    return scratch.length >= count ? scratch : new int[count];
  }

  /**
   * Returns the batch of some rows of an input, with their weights.
   *
   * @param columns {@link #columns()}, those computed filled in
   * @param selected the input's rows that are wanted, or null for all
   * @param count how many they are
   */
  public Batch finish(Batch input, Column[] columns, int[] selected, int count) {
    boolean all = selected == null || count == input.size();
    for (int c = 0; c < columns.length; c++) {
      if (passed[c] >= 0) {
        Column column = input.column(passed[c]);
        columns[c] = all ? column : column.gather(selected, count);
      } else if (constants[c] != null) {
        columns[c] = constants[c].gather(new int[count], count);
      }
    }
    long[] weights = input.weights();
    if (weights != null && !all) {
      long[] gathered = new long[count];
      for (int i = 0; i < count; i++) {
        gathered[i] = weights[selected[i]];
      }
      weights = gathered;
    }
    return new Batch(count, columns, weights);
  }
}
