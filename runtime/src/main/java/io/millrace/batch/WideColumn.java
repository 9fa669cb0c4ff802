package io.millrace.batch;

/** Values of {@link io.millrace.type.Storage#WIDE}: high word signed, low word unsigned. */
public record WideColumn(long[] high, long[] low, long[] nulls, int size) implements Column {

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
}
