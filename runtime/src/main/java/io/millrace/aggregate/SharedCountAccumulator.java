package io.millrace.aggregate;

import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.LongBuilder;
import java.util.function.IntSupplier;

/** COUNT where another already counts the same rows: reads the other's slot. */
public final class SharedCountAccumulator extends Accumulator {
  private final IntSupplier slot;

  /**
   * @param slot gives, once bound, the slot with the count in longs from a record's start
   */
  public SharedCountAccumulator(IntSupplier slot) {
    this.slot = slot;
  }

  @Override
  void bound(int field, int firstSlot) {}

  @Override
  void add(Selection rows) {}

  @Override
  public void merge(int group, int other) {}

  @Override
  public void append(int[] groups, int from, int to, ColumnBuilder out) {
    LongBuilder longs = (LongBuilder) out;
    int count = slot.getAsInt();
    for (int i = from; i < to; i++) {
      longs.appendLong(records.slot(groups[i], count));
    }
  }
}
