package io.millrace.batch;

import java.util.Arrays;

/**
 * Builds a {@link BytesColumn} whose values are mostly parts of another column's: those that lie in
 * its array are left there, others are copied.
 */
public final class BytesSliceBuilder extends ColumnBuilder {
  /**
   * The part of the array that values must make up at least, to be let keep all of it alive: beside
   * reading texts so much longer than what is taken from them, copying that is little.
   */
  private static final int WORTH_KEEPING = 32;

  private final byte[] source;
  private int[] starts;
  private int[] lengths;
  private byte[] copies = {};
  private int copied;

  /**
   * @param source the other column's array, which nobody writes into any more
   */
  public BytesSliceBuilder(byte[] source, int capacity) {
    this.source = source;
    starts = new int[capacity];
    lengths = new int[capacity];
  }

  /** Appends {@code bytes[offset .. offset + length)}; only the source is not copied. */
  public void appendSlice(byte[] bytes, int offset, int length) {
    if (bytes == source) {
      add(offset, length);
    } else if (length == 0) {
      add(0, 0);
    } else {
      appendCopy(bytes, offset, length);
    }
  }

  private void appendCopy(byte[] bytes, int offset, int length) {
    if (copies.length - copied < length) {
      long wanted = Math.max(Math.addExact(copied, length), 64 + 2L * copied);
      copies = Arrays.copyOf(copies, (int) Math.min(Integer.MAX_VALUE - 8L, wanted));
    }
    System.arraycopy(bytes, offset, copies, copied, length);
    // Complemented, to tell it from an offset in the source.
    add(~copied, length);
    copied += length;
  }

  private void add(int start, int length) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, grown(size));
      lengths = Arrays.copyOf(lengths, starts.length);
    }
    starts[size] = start;
    lengths[size++] = length;
  }

  @Override
  public void appendNull() {
    markNull();
    add(0, 0);
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
  void truncateValues(int rows) {
    // Copies behind the size stay unused.
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
