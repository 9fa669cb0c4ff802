package io.millrace.aggregate;

import io.millrace.batch.ColumnBuilder;
import java.util.function.Supplier;

/** MIN and MAX where values may be taken away: reads them off an ordered table of values. */
public final class ValueExtremumAccumulator extends Accumulator {
  private final boolean greatest;
  private final Supplier<ValueTable> values;

  /**
   * @param values gives, once bound, the table of this accumulator's {@link Feed}, an ordered one
   */
  public ValueExtremumAccumulator(boolean greatest, Supplier<ValueTable> values) {
    this.greatest = greatest;
    this.values = values;
  }

  @Override
  void bound(int field, int slot) {}

  @Override
  void add(Selection rows) {}

  @Override
  public void merge(int group, int other) {
    throw new IllegalStateException("values lie in a table");
  }

  @Override
  public void append(int[] groups, int from, int to, ColumnBuilder out) {
    ValueTable table = values.get();
    for (int i = from; i < to; i++) {
      table.append(greatest ? table.greatest(groups[i]) : table.least(groups[i]), out);
    }
  }
}
