package io.millrace.aggregate;

import io.millrace.batch.ColumnBuilder;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.type.Type;
import java.util.List;
import java.util.function.IntSupplier;

/** SINGLE_VALUE: the value of the one row there is, error 21000 where there are more rows. */
public final class SingleValueAccumulator extends Accumulator {
  private final Accumulator value;
  private final IntSupplier rows;

  /**
   * @param value gives any of the values; in the same feed as this
   * @param rows gives the slot in which the rows are counted, nulls too
   */
  public SingleValueAccumulator(Accumulator value, IntSupplier rows) {
    this.value = value;
    this.rows = rows;
  }

  @Override
  public List<Type> fields() {
    return value.fields();
  }

  @Override
  public int slots() {
    return value.slots();
  }

  @Override
  void bound(int field, int slot) {
    value.records = records;
    value.bound(field, slot);
  }

  @Override
  void add(Selection selection) {
    value.add(selection);
  }

  @Override
  public void merge(int group, int other) {
    value.merge(group, other);
  }

  @Override
  public void append(int[] groups, int from, int to, ColumnBuilder out) {
    int count = rows.getAsInt();
    for (int i = from; i < to; i++) {
      if (records.slot(groups[i], count) > 1) {
        throw new MillraceException(
            ErrorCode.CARDINALITY_VIOLATION,
            "a subquery used as a value gives "
                + records.slot(groups[i], count)
                + " rows where at most one is allowed; aggregate it or add LIMIT 1");
      }
    }
    value.append(groups, from, to, out);
  }
}
