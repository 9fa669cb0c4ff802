package io.millrace.aggregate;

import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.DoubleColumn;
import io.millrace.error.Position;
import io.millrace.type.Type;
import java.util.List;

/**
 * SUM, SUM0 and AVG of REAL and DOUBLE. Linear and exact: the result is the nearest value to the
 * true sum (AVG: that over the count), whatever was added and taken away and in whatever order. NaN
 * and infinities count only while they are there; a sum out of range is infinite.
 */
public final class DoubleSumAccumulator extends Accumulator {
  private final SumAccumulator.Result result;
  private final NumberWriter writer;
  private ExactSum sum;
  private int count;

  /**
   * @param place of the call in the user's text, for an average that does not fit its type
   */
  public DoubleSumAccumulator(
      SumAccumulator.Result result, Type argument, Type resultType, Position place) {
    this.result = result;
    writer = new NumberWriter(result.name(), argument, resultType, place);
  }

  @Override
  public List<Type> fields() {
    return List.of(ExactSum.FIELD);
  }

  @Override
  public int slots() {
    return 1 + ExactSum.SLOTS;
  }

  @Override
  void bound(int field, int slot) {
    count = slot;
    sum = new ExactSum(records, field, slot + 1);
  }

  @Override
  void add(Selection rows) {
    double[] values = ((DoubleColumn) rows.argument).values();
    for (int i = 0; i < rows.count; i++) {
      int row = rows.row(i);
      int group = rows.groups[row];
      long weight = rows.weight(row);
      records.page(group)[records.base(group) + count] += weight;
      sum.add(group, values[row], weight);
    }
  }

  @Override
  public void merge(int group, int other) {
    addSlot(group, other, count);
    sum.merge(group, other);
  }

  @Override
  public void append(int[] groups, int from, int to, ColumnBuilder out) {
    for (int i = from; i < to; i++) {
      long rows = records.slot(groups[i], count);
      if (rows > 0) {
        double value = sum.value(groups[i]);
        writer.append(result == SumAccumulator.Result.AVG ? value / rows : value, out);
      } else if (result == SumAccumulator.Result.SUM0) {
        writer.append(0.0, out);
      } else {
        out.appendNull();
      }
    }
  }
}
