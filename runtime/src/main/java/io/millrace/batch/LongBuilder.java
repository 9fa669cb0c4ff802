package io.millrace.batch;

import java.util.Arrays;

/** Builds a {@link LongColumn}. */
public final class LongBuilder extends ColumnBuilder {
  private long[] values;

  public LongBuilder(int capacity) {
    values = new long[capacity];
  }

  public void appendLong(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, grown(size));
    }
    values[size++] = value;
  }

  @Override
  public void appendNull() {
    markNull();
    appendLong(0);
  }

  @Override
  public void append(Column column, int row) {
    LongColumn longs = (LongColumn) column;
    if (longs.isNull(row)) {
      appendNull();
    } else {
      appendLong(longs.values()[row]);
    }
  }

  @Override
  void truncateValues(int rows) {
    // Values behind the size do not count.
  }

  @Override
  public LongColumn build() {
    return new LongColumn(values, finishNulls(), size);
  }
}
