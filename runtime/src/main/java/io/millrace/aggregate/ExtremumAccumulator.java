package io.millrace.aggregate;

import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.LongColumn;
import io.millrace.type.Type;
import java.util.List;

/**
 * MIN and MAX where nothing is ever taken away: keeps the one value. Not linear; accepts positive
 * weights only. Text compares by code point, NaN is the largest.
 */
public final class ExtremumAccumulator extends Accumulator {
  private final boolean greatest;
  private final Type type;
  private int value;

  public ExtremumAccumulator(boolean greatest, Type type) {
    this.greatest = greatest;
    this.type = type;
  }

  @Override
  public List<Type> fields() {
    return List.of(type);
  }

  @Override
  void bound(int field, int slot) {
    value = field;
  }

  @Override
  void add(Selection rows) {
    if (rows.weights != null) {
      for (int i = 0; i < rows.count; i++) {
        if (rows.weights[rows.row(i)] < 0) {
          throw new IllegalStateException("a retraction where only insertions were promised");
        }
      }
    }
    if (rows.argument instanceof LongColumn longs) {
      addLongs(rows, longs);
    } else {
      addOthers(rows);
    }
  }

  private void addLongs(Selection rows, LongColumn column) {
    long[] values = column.values();
    int slot = records.layout().slot(value);
    for (int i = 0; i < rows.count; i++) {
      int row = rows.row(i);
      int group = rows.groups[row];
      if (records.isNull(group, value)) {
        records.write(group, value, column, row);
      } else {
        long[] page = records.page(group);
        int at = records.base(group) + slot;
        page[at] = greatest ? Math.max(page[at], values[row]) : Math.min(page[at], values[row]);
      }
    }
  }

  private void addOthers(Selection rows) {
    Column column = rows.argument;
    for (int i = 0; i < rows.count; i++) {
      int row = rows.row(i);
      int group = rows.groups[row];
      boolean replace = records.isNull(group, value);
      if (!replace) {
        int order = records.compare(group, value, column, row);
        replace = greatest ? order < 0 : order > 0;
      }
      if (replace) {
        records.write(group, value, column, row);
      }
    }
  }

  @Override
  public void merge(int group, int other) {
    if (records.isNull(other, value)) {
      return;
    }
    if (!records.isNull(group, value)) {
      int order = records.compare(group, other, value);
      if (greatest ? order >= 0 : order <= 0) {
        return;
      }
    }
    records.copy(other, group, value);
  }

  @Override
  public void append(int[] groups, int from, int to, ColumnBuilder out) {
    records.append(value, groups, from, to, out);
  }
}
