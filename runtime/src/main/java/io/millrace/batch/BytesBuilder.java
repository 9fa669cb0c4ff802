package io.millrace.batch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds a {@link BytesColumn}; values are copied one after the other into one array. */
public final class BytesBuilder extends ColumnBuilder {
  private byte[] data;
  private int end;
  private int[] starts;
  private int[] lengths;

  public BytesBuilder(int capacity) {
    starts = new int[capacity];
    lengths = new int[capacity];
    data = new byte[Math.max(16, capacity * 8)];
  }

  /** Appends a copy of {@code source[offset .. offset + length)}. */
  public void appendBytes(byte[] source, int offset, int length) {
    int start = reserve(length);
    System.arraycopy(source, offset, data, start, length);
    commit(start, length);
  }

  /**
   * Appends a copy of {@code source[offset .. offset + length)}, or, where that is the same as the
   * value before, this one's range once more: for values that often come again, such as formatted
   * times.
   */
  public void appendRepeatable(byte[] source, int offset, int length) {
    int last = size - 1;
    if (last >= 0
        && length > 0
        && lengths[last] == length
        && isAt(starts[last], source, offset, length)) {
      add(starts[last], length);
    } else {
      appendBytes(source, offset, length);
    }
  }

  private boolean isAt(int start, byte[] source, int offset, int length) {
    return data[start + length - 1] == source[offset + length - 1]
        && Arrays.equals(data, start, start + length, source, offset, offset + length);
  }

  /** Appends a text's UTF-8. */
  public void appendText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    appendBytes(bytes, 0, bytes.length);
  }

  /**
   * Makes room for {@code length} bytes at the end of {@link #data()} and returns where they start;
   * the caller writes there and then calls {@link #commit} with the length really used.
   */
  public int reserve(int length) {
    if (data.length - end < length) {
      long wanted = Math.max((long) end + length, (long) data.length + (data.length >> 1));
      data = Arrays.copyOf(data, (int) Math.min(Integer.MAX_VALUE - 8L, wanted));
    }
    return end;
  }

  /** Returns the array that {@link #reserve} made room in; changes when it grows. */
  public byte[] data() {
    return data;
  }

  /** Ends the value that starts at {@code start} (as {@link #reserve} returned) as a new row. */
  public void commit(int start, int length) {
    add(start, length);
    end = start + length;
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
    commit(end, 0);
  }

  @Override
  public void append(Column column, int row) {
    BytesColumn bytes = (BytesColumn) column;
    if (bytes.isNull(row)) {
      appendNull();
    } else {
      appendBytes(bytes.data(), bytes.starts()[row], bytes.lengths()[row]);
    }
  }

  @Override
  void truncateValues(int rows) {
    if (rows == 0) {
      end = 0;
    } else if (rows < size) {
      // Every value lies behind the one before, or where that one lies.
      end = starts[rows - 1] + lengths[rows - 1];
    }
  }

  @Override
  public BytesColumn build() {
    if (end < data.length / 2) {
      data = Arrays.copyOf(data, end);
    }
    return new BytesColumn(data, starts, lengths, finishNulls(), size);
  }
}
