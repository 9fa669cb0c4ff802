package io.millrace.state;

import java.util.Arrays;

/**
 * One long for each of the rows that only come; see {@link AppendedRows} for blocks and numbers.
 */
final class LongBlocks {
  private final AppendedRows.Blocks blocks;
  private long[][] values = {};

  /** The array of the last batch, and what is kept of it. */
  private long[] last;

  private long[] kept;
  private long bytes;

  LongBlocks(AppendedRows.Blocks blocks) {
    this.blocks = blocks;
  }

  /** Takes the first longs of an array as the next blocks. */
  void adopt(long[] array, int size, int firstBlock, int count) {
    values = AppendedColumn.roomy(values, blocks.capacity());
    // Columns that are null in every row share an array, however long.
    if (array != last) {
      last = array;
      kept = AppendedColumn.fits(array.length, size) ? array : Arrays.copyOf(array, size);
      bytes += kept.length * 8L;
    } else if (kept.length < size) {
      kept = last;
    }
    Arrays.fill(values, firstBlock, firstBlock + count, kept);
  }

  /** Makes room in a block for a few longs at a time. */
  void open(int block) {
    values = AppendedColumn.roomy(values, blocks.capacity());
    values[block] = new long[AppendedRows.BLOCK];
    bytes += AppendedRows.BLOCK * 8L;
  }

  /** Copies {@code array[from .. from + count)} into the open block. */
  void put(int block, int at, long[] array, int from, int count) {
    System.arraycopy(array, from, values[block], at, count);
  }

  /** Reads those of the rows {@code list[from .. from + size)}. */
  void gather(int[] list, int from, int size, long[] gathered) {
    int[] firsts = blocks.firsts();
    for (int i = 0; i < size; i++) {
      int number = list[from + i];
      int block = number >>> AppendedRows.BLOCK_BITS;
      gathered[i] = values[block][number - firsts[block]];
    }
  }

  /** Returns roughly how many bytes of memory this takes. */
  long bytes() {
    return bytes + values.length * 8L;
  }
}
