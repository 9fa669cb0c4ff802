package io.millrace.batch;

/** Values of {@link io.millrace.type.Storage#LONG}. */
public record LongColumn(long[] values, long[] nulls, int size) implements Column {

  public static LongColumn of(long... values) {
    return new LongColumn(values, null, values.length);
  }

  @Override
  public LongColumn gather(int[] rows, int count) {
    long[] gathered = new long[count];
    for (int i = 0; i < count; i++) {
      gathered[i] = values[rows[i]];
    }
    return new LongColumn(gathered, Nulls.gather(nulls, rows, count), count);
  }

  @Override
  public long bytes() {
    return (long) Long.BYTES * size;
  }
}
