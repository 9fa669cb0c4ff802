package io.millrace.batch;

/**
 * Values of {@link io.millrace.type.Storage#MAP}: row {@code i} is the entries {@code starts[i] ..
 * starts[i] + lengths[i])}. Ranges may overlap, repeat and lie in any order.
 */
public record MapColumn(
    Column keys, Column values, int[] starts, int[] lengths, long[] nulls, int size)
    implements Column {

  @Override
  public MapColumn gather(int[] rows, int count) {
    int[] gatheredStarts = new int[count];
    int[] gatheredLengths = new int[count];
    for (int i = 0; i < count; i++) {
      gatheredStarts[i] = starts[rows[i]];
      gatheredLengths[i] = lengths[rows[i]];
    }
    return new MapColumn(
        keys, values, gatheredStarts, gatheredLengths, Nulls.gather(nulls, rows, count), count);
  }

  @Override
  public long bytes() {
    return 2L * Integer.BYTES * size + keys.bytes() + values.bytes();
  }
}
