package io.millrace.batch;

/**
 * Builds a {@link BytesColumn} whose values are mostly parts of another column's: those that lie in
 * its array are left there, others are copied.
 */
public final class BytesSliceBuilder extends BytesRangesBuilder {
  /**
   * The part of the array that values must make up at least, to be let keep all of it alive: beside
   * reading texts so much longer than what is taken from them, copying that is little.
   */
  private static final int WORTH_KEEPING = 32;

  /**
   * @param source the other column's array, which nobody writes into any more
   */
  public BytesSliceBuilder(byte[] source, int capacity) {
    super(source, capacity);
  }

  /** Appends {@code bytes[offset .. offset + length)}; only the source is not copied. */
  public void appendSlice(byte[] bytes, int offset, int length) {
    if (bytes == source) {
      appendView(offset, length);
    } else if (length == 0) {
      appendView(0, 0);
    } else {
      appendCopy(bytes, offset, length);
    }
  }

  @Override
  public void append(Column column, int row) {
    BytesColumn bytes = (BytesColumn) column;
    if (bytes.isNull(row)) {
      appendNull();
    } else {
      appendSlice(bytes.data(), bytes.starts()[row], bytes.lengths()[row]);
    }
  }

  @Override
  public BytesColumn build() {
    long total = 0;
    for (int row = 0; row < size; row++) {
      total += lengths[row];
    }
    byte[] data = source;
    if (copied > 0 || total * WORTH_KEEPING < source.length) {
      data = new byte[Math.toIntExact(total)];
      int end = 0;
      for (int row = 0; row < size; row++) {
        int start = starts[row];
        if (start < 0) {
          System.arraycopy(copies, ~start, data, end, lengths[row]);
        } else {
          System.arraycopy(source, start, data, end, lengths[row]);
        }
        starts[row] = end;
        end += lengths[row];
      }
    }
    return new BytesColumn(data, starts, lengths, finishNulls(), size);
  }
}
