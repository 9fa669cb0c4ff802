package io.millrace.batch;

import java.util.Arrays;

/**
 * Builds a {@link BytesColumn} whose values are ranges of an array that is there already, such as a
 * file's buffer; only values that do not stand there as they are get copied.
 */
public final class BytesViewBuilder extends ColumnBuilder {
  /** The part of the source that a column must use at least, to be let keep all of it alive. */
  private static final int WORTH_KEEPING = 4;

  private final byte[] source;
  private int[] starts;
  private int[] lengths;
  private byte[] copies = {};
  private int copied;

  /**
   * @param source must not be written any more where values lie
   */
  public BytesViewBuilder(byte[] source, int capacity) {
    this.source = source;
    starts = new int[capacity];
    lengths = new int[capacity];
  }

  /** Appends {@code source[offset .. offset + length)}, without copying it. */
  public void appendView(int offset, int length) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, grown(size));
      lengths = Arrays.copyOf(lengths, starts.length);
    }
    starts[size] = offset;
    lengths[size++] = length;
  }

  /** Appends a copy of {@code bytes[offset .. offset + length)}. */
  public void appendCopy(byte[] bytes, int offset, int length) {
    if (copies.length - copied < length) {
      copies = Arrays.copyOf(copies, Math.max(copied + length, Math.max(64, copied * 2)));
    }
    System.arraycopy(bytes, offset, copies, copied, length);
    // Complemented, to tell it from an offset in the source.
    appendView(~copied, length);
    copied += length;
  }

  @Override
  public void appendNull() {
    markNull();
    appendView(0, 0);
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
  void truncateValues(int rows) {
    // Copies behind the size stay unused.
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
