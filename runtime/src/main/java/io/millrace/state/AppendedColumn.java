package io.millrace.state;

import io.millrace.batch.Column;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongColumn;
import io.millrace.batch.Nulls;
import io.millrace.batch.WideColumn;
import io.millrace.type.Type;
import java.util.Arrays;

/**
 * A column of rows that only come; see {@link AppendedRows} for blocks and numbers. A block's
 * values lie in an array that it has alone or shares with its neighbours, as they came in a batch.
 */
abstract sealed class AppendedColumn {
  /** How much longer than its rows an array may be, as a part of them, and be kept as it is. */
  private static final int SLACK = 4;

  private final AppendedRows.Blocks blocks;
  private long[][] nulls = {};
  private long[] lastNulls;
  private boolean anyNull;
  private long nullBytes;

  private AppendedColumn(AppendedRows.Blocks blocks) {
    this.blocks = blocks;
  }

  static AppendedColumn of(Type type, AppendedRows.Blocks blocks) {
    return switch (type.storage()) {
      case LONG -> new Longs(blocks);
      case DOUBLE -> new Doubles(blocks);
      case WIDE -> new Wides(blocks);
      case BYTES, ARRAY, MAP, ROW -> new Texts(new AppendedTexts(type, blocks), blocks);
    };
  }

  /** Takes a batch's column, as it is where that pays, as the next blocks. */
  final void adopt(Column column, int firstBlock, int count) {
    nulls = roomy(nulls, blocks.capacity());
    if (column.nulls() != null) {
      anyNull = true;
      nullBytes += column.nulls() == lastNulls ? 0 : column.nulls().length * 8L;
      lastNulls = column.nulls();
      Arrays.fill(nulls, firstBlock, firstBlock + count, column.nulls());
    }
    adoptValues(column, firstBlock, count);
  }

  /** Makes room in a block for a few rows at a time. */
  final void open(int block) {
    nulls = roomy(nulls, blocks.capacity());
    openValues(block);
  }

  /** Copies the rows {@code [from, from + count)} into the open block. */
  final void put(int block, int at, Column column, int from, int count) {
    putValues(block, at, column, from, count);
    if (column.nulls() != null) {
      for (int i = 0; i < count; i++) {
        if (column.isNull(from + i)) {
          setNull(block, at + i);
        }
      }
    }
  }

  private void setNull(int block, int at) {
    anyNull = true;
    if (nulls[block] == null) {
      nulls[block] = Nulls.allocate(AppendedRows.BLOCK);
      nullBytes += nulls[block].length * 8L;
    }
    Nulls.set(nulls[block], at);
  }

  /** Returns a column of the rows {@code list[from .. to)}. */
  abstract Column gather(int[] list, int from, int to);

  /** Returns roughly how many bytes of memory this takes. */
  final long bytes() {
    return nullBytes + nulls.length * 8L + valueBytes();
  }

  abstract void adoptValues(Column column, int firstBlock, int count);

  abstract void openValues(int block);

  abstract void putValues(int block, int at, Column column, int from, int count);

  abstract long valueBytes();

  final int capacity() {
    return blocks.capacity();
  }

  final int[] firsts() {
    return blocks.firsts();
  }

  final long[] gatherNulls(int[] list, int from, int size) {
    if (!anyNull) {
      return null;
    }
    int[] firsts = blocks.firsts();
    long[] gathered = null;
    for (int i = 0; i < size; i++) {
      int number = list[from + i];
      int block = number >>> AppendedRows.BLOCK_BITS;
      if (Nulls.isNull(nulls[block], number - firsts[block])) {
        gathered = gathered == null ? Nulls.allocate(size) : gathered;
        Nulls.set(gathered, i);
      }
    }
    return gathered;
  }

  static <T> T[] roomy(T[] array, int capacity) {
    return array.length >= capacity ? array : Arrays.copyOf(array, capacity);
  }

  /** Returns whether an array is not much longer than the rows in it, so that it may be kept. */
  static boolean fits(int length, int size) {
    return length - size <= size / SLACK;
  }

  private static final class Longs extends AppendedColumn {
    private final LongBlocks values;

    Longs(AppendedRows.Blocks blocks) {
      super(blocks);
      values = new LongBlocks(blocks);
    }

    @Override
    void adoptValues(Column column, int firstBlock, int count) {
      values.adopt(((LongColumn) column).values(), column.size(), firstBlock, count);
    }

    @Override
    void openValues(int block) {
      values.open(block);
    }

    @Override
    void putValues(int block, int at, Column column, int from, int count) {
      values.put(block, at, ((LongColumn) column).values(), from, count);
    }

    @Override
    Column gather(int[] list, int from, int to) {
      long[] gathered = new long[to - from];
      values.gather(list, from, gathered.length, gathered);
      return new LongColumn(gathered, gatherNulls(list, from, gathered.length), gathered.length);
    }

    @Override
    long valueBytes() {
      return values.bytes();
    }
  }

  private static final class Doubles extends AppendedColumn {
    private double[][] values = {};
    private long bytes;

    Doubles(AppendedRows.Blocks blocks) {
      super(blocks);
    }

    @Override
    void adoptValues(Column column, int firstBlock, int count) {
      DoubleColumn doubles = (DoubleColumn) column;
      values = roomy(values, capacity());
      double[] kept =
          fits(doubles.values().length, doubles.size())
              ? doubles.values()
              : Arrays.copyOf(doubles.values(), doubles.size());
      bytes += kept.length * 8L;
      Arrays.fill(values, firstBlock, firstBlock + count, kept);
    }

    @Override
    void openValues(int block) {
      values = roomy(values, capacity());
      values[block] = new double[AppendedRows.BLOCK];
      bytes += AppendedRows.BLOCK * 8L;
    }

    @Override
    void putValues(int block, int at, Column column, int from, int count) {
      System.arraycopy(((DoubleColumn) column).values(), from, values[block], at, count);
    }

    @Override
    Column gather(int[] list, int from, int to) {
      int[] firsts = firsts();
      double[] gathered = new double[to - from];
      for (int i = 0; i < gathered.length; i++) {
        int number = list[from + i];
        int block = number >>> AppendedRows.BLOCK_BITS;
        gathered[i] = values[block][number - firsts[block]];
      }
      return new DoubleColumn(gathered, gatherNulls(list, from, to - from), to - from);
    }

    @Override
    long valueBytes() {
      return bytes + values.length * 8L;
    }
  }

  private static final class Wides extends AppendedColumn {
    private final LongBlocks high;
    private final LongBlocks low;

    Wides(AppendedRows.Blocks blocks) {
      super(blocks);
      high = new LongBlocks(blocks);
      low = new LongBlocks(blocks);
    }

    @Override
    void adoptValues(Column column, int firstBlock, int count) {
      WideColumn wide = (WideColumn) column;
      high.adopt(wide.high(), wide.size(), firstBlock, count);
      low.adopt(wide.low(), wide.size(), firstBlock, count);
    }

    @Override
    void openValues(int block) {
      high.open(block);
      low.open(block);
    }

    @Override
    void putValues(int block, int at, Column column, int from, int count) {
      WideColumn wide = (WideColumn) column;
      high.put(block, at, wide.high(), from, count);
      low.put(block, at, wide.low(), from, count);
    }

    @Override
    Column gather(int[] list, int from, int to) {
      int size = to - from;
      long[] gatheredHigh = new long[size];
      long[] gatheredLow = new long[size];
      high.gather(list, from, size, gatheredHigh);
      low.gather(list, from, size, gatheredLow);
      return new WideColumn(gatheredHigh, gatheredLow, gatherNulls(list, from, size), size);
    }

    @Override
    long valueBytes() {
      return high.bytes() + low.bytes();
    }
  }

  /** Texts and what is kept as bytes. */
  private static final class Texts extends AppendedColumn {
    private final AppendedTexts values;

    Texts(AppendedTexts values, AppendedRows.Blocks blocks) {
      super(blocks);
      this.values = values;
    }

    @Override
    void adoptValues(Column column, int firstBlock, int count) {
      values.adopt(column, firstBlock, count);
    }

    @Override
    void openValues(int block) {
      values.open(block);
    }

    @Override
    void putValues(int block, int at, Column column, int from, int count) {
      values.put(block, at, column, from, count);
    }

    @Override
    Column gather(int[] list, int from, int to) {
      return values.gather(list, from, to, gatherNulls(list, from, to - from));
    }

    @Override
    long valueBytes() {
      return values.bytes();
    }
  }
}
