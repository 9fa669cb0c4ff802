package io.millrace.batch;

/** Values of {@link io.millrace.type.Storage#DOUBLE}. */
public record DoubleColumn(double[] values, long[] nulls, int size) implements Column {

  public static DoubleColumn of(double... values) {
    return new DoubleColumn(values, null, values.length);
  }

  @Override
  public DoubleColumn gather(int[] rows, int count) {
    double[] gathered = new double[count];
    for (int i = 0; i < count; i++) {
      gathered[i] = values[rows[i]];
    }
    return new DoubleColumn(gathered, Nulls.gather(nulls, rows, count), count);
  }

  @Override
  public long bytes() {
    return (long) Double.BYTES * size;
  }
}
