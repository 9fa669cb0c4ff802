package io.millrace.batch;

import java.math.BigInteger;
import java.util.Arrays;

/** Builds a {@link WideColumn}. */
public final class WideBuilder extends ColumnBuilder {
  private long[] high;
  private long[] low;

  public WideBuilder(int capacity) {
    high = new long[capacity];
    low = new long[capacity];
  }

  /** Appends the 128-bit two's complement integer of these words. */
  public void appendWide(long highWord, long lowWord) {
    if (size == high.length) {
      high = Arrays.copyOf(high, grown(size));
      low = Arrays.copyOf(low, high.length);
    }
    high[size] = highWord;
    low[size++] = lowWord;
  }

  public void appendBig(BigInteger value) {
    long low = value.longValue();
    appendWide(value.bitLength() < Long.SIZE ? low >> 63 : value.shiftRight(64).longValue(), low);
  }

  @Override
  public void appendNull() {
    markNull();
    appendWide(0, 0);
  }

  @Override
  public void append(Column column, int row) {
    WideColumn wide = (WideColumn) column;
    if (wide.isNull(row)) {
      appendNull();
    } else {
      appendWide(wide.high()[row], wide.low()[row]);
    }
  }

  @Override
  void truncateValues(int rows) {
    // Values behind the size do not count.
  }

  @Override
  public WideColumn build() {
    return new WideColumn(high, low, finishNulls(), size);
  }
}
