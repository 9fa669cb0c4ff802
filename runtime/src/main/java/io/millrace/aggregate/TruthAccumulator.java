package io.millrace.aggregate;

import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.LongBuilder;
import io.millrace.batch.LongColumn;

/** EVERY and SOME: counts what is true and what is false. Linear; two slots. */
public final class TruthAccumulator extends Accumulator {
  private final boolean every;
  private int falses;

  /**
   * @param every whether all must be true rather than any
   */
  public TruthAccumulator(boolean every) {
    this.every = every;
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  void bound(int field, int slot) {
    falses = slot;
  }

  @Override
  void add(Selection rows) {
    long[] values = ((LongColumn) rows.argument).values();
    for (int i = 0; i < rows.count; i++) {
      int row = rows.row(i);
      int group = rows.groups[row];
      int slot = values[row] == 0 ? falses : falses + 1;
      records.page(group)[records.base(group) + slot] += rows.weight(row);
    }
  }

  @Override
  public void merge(int group, int other) {
    addSlot(group, other, falses);
    addSlot(group, other, falses + 1);
  }

  @Override
  public void append(int[] groups, int from, int to, ColumnBuilder out) {
    LongBuilder truths = (LongBuilder) out;
    for (int i = from; i < to; i++) {
      boolean anyFalse = records.slot(groups[i], falses) > 0;
      boolean anyTrue = records.slot(groups[i], falses + 1) > 0;
      if (!anyFalse && !anyTrue) {
        truths.appendNull();
      } else {
        truths.appendLong((every ? !anyFalse : anyTrue) ? 1 : 0);
      }
    }
  }
}
