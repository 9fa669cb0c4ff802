package io.millrace.batch;

import java.util.Arrays;

/** Builds a {@link DoubleColumn}. */
public final class DoubleBuilder extends ColumnBuilder {
  private double[] values;

  public DoubleBuilder(int capacity) {
    values = new double[capacity];
  }

  public void appendDouble(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, grown(size));
    }
    values[size++] = value;
  }

  @Override
  public void appendNull() {
    markNull();
    appendDouble(0);
  }

  @Override
  public void append(Column column, int row) {
    DoubleColumn doubles = (DoubleColumn) column;
    if (doubles.isNull(row)) {
      appendNull();
    } else {
      appendDouble(doubles.values()[row]);
    }
  }

  @Override
  void truncateValues(int rows) {
    // Values behind the size do not count.
  }

  @Override
  public DoubleColumn build() {
    return new DoubleColumn(values, finishNulls(), size);
  }
}
