package io.millrace.batch;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Values of {@link io.millrace.type.Storage#WIDE}: high word signed, low word unsigned. */
public record WideColumn(long[] high, long[] low, long[] nulls, int size) implements Column {

  /** Returns a value; not for hot paths. */
  public BigInteger value(int row) {
    return new BigInteger(
        ByteBuffer.allocate(2 * Long.BYTES).putLong(high[row]).putLong(low[row]).array());
  }

  @Override
  public WideColumn gather(int[] rows, int count) {
    long[] gatheredHigh = new long[count];
    long[] gatheredLow = new long[count];
    for (int i = 0; i < count; i++) {
      gatheredHigh[i] = high[rows[i]];
      gatheredLow[i] = low[rows[i]];
    }
    return new WideColumn(gatheredHigh, gatheredLow, Nulls.gather(nulls, rows, count), count);
  }

  @Override
  public long bytes() {
    return 2L * Long.BYTES * size;
  }
}
