package io.millrace.batch;

/**
 * Arrays into which one batch after another is copied, so that rows which are kept for a while
 * leave nothing behind. A copy shares nothing with what it was copied from, but nested columns,
 * null bitmaps and weights; it must not be used any more when the next one is made.
 *
 * <p>Not for several threads.
 */
public final class BatchPage {
  private Slot[] slots = {};

  /**
   * Returns a copy of a batch in this page's arrays, which grow where they do not do. A text that
   * is the one of the row before lies there once.
   *
   * @param rows of texts that take less than 2 GiB in all
   */
  public Batch copy(Batch rows) {
    if (slots.length != rows.columnCount()) {
      slots = new Slot[rows.columnCount()];
    }
    Column[] columns = new Column[slots.length];
    for (int i = 0; i < columns.length; i++) {
      if (slots[i] == null) {
        slots[i] = new Slot();
      }
      columns[i] = slots[i].copy(rows.column(i));
    }
    return new Batch(rows.size(), columns, rows.weights());
  }

  /** The arrays of one column; those that its storage does not use are empty. */
  private static final class Slot {
    private long[] longs = {};
    private long[] lows = {};
    private double[] doubles = {};
    private int[] starts = {};
    private int[] lengths = {};
    private byte[] data = {};

    Column copy(Column column) {
      int size = column.size();
      if (column instanceof LongColumn values) {
        longs = ensure(longs, size);
        System.arraycopy(values.values(), 0, longs, 0, size);
        return new LongColumn(longs, values.nulls(), size);
      } else if (column instanceof WideColumn values) {
        longs = ensure(longs, size);
        lows = ensure(lows, size);
        System.arraycopy(values.high(), 0, longs, 0, size);
        System.arraycopy(values.low(), 0, lows, 0, size);
        return new WideColumn(longs, lows, values.nulls(), size);
      } else if (column instanceof DoubleColumn values) {
        doubles = doubles.length < size ? new double[capacity(size)] : doubles;
        System.arraycopy(values.values(), 0, doubles, 0, size);
        return new DoubleColumn(doubles, values.nulls(), size);
      } else if (column instanceof BytesColumn values) {
        return copyBytes(values);
      }
      return column;
    }

    private BytesColumn copyBytes(BytesColumn from) {
      int size = from.size();
      int[] fromStarts = from.starts();
      int[] fromLengths = from.lengths();
      byte[] fromData = from.data();
      if (starts.length < size) {
        starts = new int[capacity(size)];
        lengths = new int[starts.length];
      }
      int total = 0;
      for (int row = 0; row < size; row++) {
        if (!repeats(fromStarts, fromLengths, row)) {
          total = Math.addExact(total, fromLengths[row]);
        }
      }
      if (data.length < total) {
        data = new byte[capacity(total)];
      }
      System.arraycopy(fromLengths, 0, lengths, 0, size);
      int at = 0;
      for (int row = 0; row < size; row++) {
        if (repeats(fromStarts, fromLengths, row)) {
          starts[row] = starts[row - 1];
        } else {
          System.arraycopy(fromData, fromStarts[row], data, at, fromLengths[row]);
          starts[row] = at;
          at += fromLengths[row];
        }
      }
      return new BytesColumn(data, starts, lengths, from.nulls(), size);
    }

    private static boolean repeats(int[] starts, int[] lengths, int row) {
      return row > 0 && starts[row] == starts[row - 1] && lengths[row] == lengths[row - 1];
    }

    private static long[] ensure(long[] array, int size) {
      return array.length < size ? new long[capacity(size)] : array;
    }

    /** Returns a little more than is needed: the next batch is about as large. */
    private static int capacity(int size) {
      int step = Math.max(64, Integer.highestOneBit(size) >>> 3);
      return (int) Math.min(Integer.MAX_VALUE - 8L, ((long) size + step - 1) / step * step);
    }
  }
}
