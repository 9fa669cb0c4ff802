package io.millrace.aggregate;

import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.LongBuilder;

/** COUNT: how many rows. Linear; one slot. */
public final class CountAccumulator extends Accumulator {
  private int count;

  @Override
  public int slots() {
    return 1;
  }

  @Override
  void bound(int field, int slot) {
    count = slot;
  }

  /** Returns the slot with the count, in longs from a record's start. */
  public int slot() {
    return count;
  }

  @Override
  void add(Selection rows) {
    long[] only = records.onlyPage();
    for (int i = 0; i < rows.count; i++) {
      int row = rows.row(i);
      int group = rows.groups[row];
      long[] page = only != null ? only : records.page(group);
      page[records.base(group) + count] += rows.weight(row);
    }
  }

  @Override
  public void merge(int group, int other) {
    addSlot(group, other, count);
  }

  @Override
  public void append(int[] groups, int from, int to, ColumnBuilder out) {
    LongBuilder longs = (LongBuilder) out;
    for (int i = from; i < to; i++) {
      longs.appendLong(records.slot(groups[i], count));
    }
  }
}
