package io.millrace.batch;

import java.util.Arrays;

/**
 * Builds a {@link BytesColumn} whose values are ranges of an array that is there already, the
 * source, or of copies made here of those that do not stand there.
 */
public abstract sealed class BytesRangesBuilder extends ColumnBuilder
    permits BytesSliceBuilder, BytesViewBuilder {
  final byte[] source;

  /** Where values start in the source, or the complement of where they start in the copies. */
  int[] starts;

  int[] lengths;
  byte[] copies = {};
  int copied;

  /**
   * @param source must not be written any more where values lie
   */
  BytesRangesBuilder(byte[] source, int capacity) {
    this.source = source;
    starts = new int[capacity];
    lengths = new int[capacity];
  }

  /** Appends {@code source[offset .. offset + length)}, without copying it. */
  public final void appendView(int offset, int length) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, grown(size));
      lengths = Arrays.copyOf(lengths, starts.length);
    }
    starts[size] = offset;
    lengths[size++] = length;
  }

  /** Appends a copy of {@code bytes[offset .. offset + length)}. */
  public final void appendCopy(byte[] bytes, int offset, int length) {
    if (copies.length - copied < length) {
      long wanted = Math.max(Math.addExact(copied, length), Math.max(64, 2L * copied));
      copies = Arrays.copyOf(copies, (int) Math.min(Integer.MAX_VALUE - 8L, wanted));
    }
    System.arraycopy(bytes, offset, copies, copied, length);
    appendView(~copied, length);
    copied += length;
  }

  @Override
  public final void appendNull() {
    markNull();
    appendView(0, 0);
  }

  @Override
  final void truncateValues(int rows) {
    // Copies behind the size stay unused.
  }
}
