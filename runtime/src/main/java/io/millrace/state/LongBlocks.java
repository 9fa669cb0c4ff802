package io.millrace.state;

import java.util.Arrays;

/**
 * One long for each of the rows that only come; see {@link AppendedRows} for blocks and numbers.
 *
 * <p>The longs of a batch that lie close together, as numbers that were counted up, times and
 * prices do, are kept as their distances from the least, in half the memory.
 */
final class LongBlocks {
  private static final long WIDEST = 0xFFFFFFFFL;

  private final AppendedRows.Blocks blocks;

  /** For each block its longs; or null, and then the least of them and the distances from it. */
  private long[][] values = {};

  private int[][] distances = {};
  private long[] leasts = {};

  /** The array of the last batch, how many longs of it are kept, and how. */
  private long[] last;

  private int keptSize;
  private long[] kept;
  private int[] keptDistances;
  private long least;
  private long bytes;

  LongBlocks(AppendedRows.Blocks blocks) {
    this.blocks = blocks;
  }

  /** Takes the first longs of an array as the next blocks. */
  void adopt(long[] array, int size, int firstBlock, int count) {
    makeRoom();
    // Columns that are null in every row share an array, however long.
    if (array != last || keptSize < size) {
      keep(array, size);
    }
    Arrays.fill(values, firstBlock, firstBlock + count, kept);
    Arrays.fill(distances, firstBlock, firstBlock + count, keptDistances);
    Arrays.fill(leasts, firstBlock, firstBlock + count, least);
  }

  private void makeRoom() {
    if (values.length < blocks.capacity()) {
      values = Arrays.copyOf(values, blocks.capacity());
      distances = Arrays.copyOf(distances, blocks.capacity());
      leasts = Arrays.copyOf(leasts, blocks.capacity());
    }
  }

  private void keep(long[] array, int size) {
    last = array;
    keptSize = size;
    least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      least = Math.min(least, array[i]);
      greatest = Math.max(greatest, array[i]);
    }
    // A difference that does not fit a long is negative.
    if (greatest - least >= 0 && greatest - least <= WIDEST) {
      kept = null;
      keptDistances = new int[size];
      for (int i = 0; i < size; i++) {
        keptDistances[i] = (int) (array[i] - least);
      }
      bytes += size * 4L;
      return;
    }
    keptDistances = null;
    kept = AppendedColumn.fits(array.length, size) ? array : Arrays.copyOf(array, size);
    bytes += kept.length * 8L;
  }

  /** Makes room in a block for a few longs at a time. */
  void open(int block) {
    makeRoom();
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
      int at = number - firsts[block];
      int[] near = distances[block];
      gathered[i] = near == null ? values[block][at] : leasts[block] + (near[at] & WIDEST);
    }
  }

  /** Returns roughly how many bytes of memory this takes. */
  long bytes() {
    return bytes + values.length * 24L;
  }
}
