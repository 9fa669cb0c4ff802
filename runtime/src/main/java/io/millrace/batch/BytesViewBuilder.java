package io.millrace.batch;

/**
 * Builds a {@link BytesColumn} whose values are ranges of an array that is there already, such as a
 * file's buffer; only values that do not stand there as they are get copied.
 */
public final class BytesViewBuilder extends BytesRangesBuilder {
  /** The part of the source that a column must use at least, to be let keep all of it alive. */
  private static final int WORTH_KEEPING = 4;

  /**
   * @param source must not be written any more where values lie
   */
  public BytesViewBuilder(byte[] source, int capacity) {
    super(source, capacity);
  }

  @Override
  public void append(Column column, int row) {
    BytesColumn bytes = (BytesColumn) column;
    if (bytes.isNull(row)) {
      appendNull();
    } else {
      appendCopy(bytes.data(), bytes.starts()[row], bytes.lengths()[row]);
    }
  }

  @Override
  public BytesColumn build() {
    int from = Integer.MAX_VALUE;
    int to = 0;
    for (int row = 0; row < size; row++) {
      if (starts[row] >= 0 && lengths[row] > 0) {
        from = Math.min(from, starts[row]);
        to = Math.max(to, starts[row] + lengths[row]);
      }
    }
    int used = Math.max(0, to - from);
    if (copied == 0 && (long) used * WORTH_KEEPING >= source.length) {
      return new BytesColumn(source, starts, lengths, finishNulls(), size);
    }
    byte[] data = new byte[used + copied];
    if (used > 0) {
      System.arraycopy(source, from, data, 0, used);
    }
    System.arraycopy(copies, 0, data, used, copied);
    for (int row = 0; row < size; row++) {
      if (starts[row] < 0) {
        starts[row] = used + ~starts[row];
      } else {
        starts[row] = lengths[row] > 0 ? starts[row] - from : 0;
      }
    }
    return new BytesColumn(data, starts, lengths, finishNulls(), size);
  }
}
