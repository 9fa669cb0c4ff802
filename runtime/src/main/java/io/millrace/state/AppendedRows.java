package io.millrace.state;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.type.RowType;
import java.util.Arrays;

/**
 * Rows that only come and stay, in columns. The columns of a large batch are kept as they are:
 * nothing is copied, and texts stay where the file's reader has put them. Rows of small batches are
 * copied together.
 *
 * <p>A row is named by a number. Numbers fall into blocks of {@link #BLOCK}; a batch that is kept
 * as it is has the next blocks, the last of which it may not fill, and its first row the first
 * number of the first of them. So numbers count up, but some are of no row.
 */
final class AppendedRows {
  static final int BLOCK_BITS = 8;
  static final int BLOCK = 1 << BLOCK_BITS;

  /** Where the blocks' values lie: what all columns have in common. */
  static final class Blocks {
    private int count;

    /** The number of the row that comes first in the array in which a block's values lie. */
    private int[] firsts = new int[16];

    private int add(int blocks) {
      int first = count;
      if (first + blocks > Integer.MAX_VALUE >> BLOCK_BITS) {
        throw new IllegalStateException("a join keeps more than two billion rows");
      }
      while (first + blocks > firsts.length) {
        firsts = Arrays.copyOf(firsts, firsts.length * 2);
      }
      Arrays.fill(firsts, first, first + blocks, first << BLOCK_BITS);
      count += blocks;
      return first;
    }

    /** Returns for how many blocks there is room. */
    int capacity() {
      return firsts.length;
    }

    int[] firsts() {
      return firsts;
    }
  }

  private final Blocks blocks = new Blocks();
  private final AppendedColumn[] columns;

  /** The weights of each block's rows, or null where all are 1. */
  private long[][] weights = {};

  private long weightBytes;
  private boolean allOnes = true;
  private int open = -1;
  private int openRows = BLOCK;
  private int size;

  AppendedRows(RowType type) {
    columns = new AppendedColumn[type.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = AppendedColumn.of(type.type(i), blocks);
    }
  }

  int size() {
    return size;
  }

  /** Returns a number greater than those of all rows. */
  int limit() {
    return blocks.count << BLOCK_BITS;
  }

  /** Takes in a batch. */
  void append(Batch batch, int[] numbers) {
    if (batch.size() >= BLOCK) {
      adopt(batch, numbers);
    } else {
      copy(batch, numbers);
    }
    size += batch.size();
  }

  private void adopt(Batch batch, int[] numbers) {
    int count = batch.size() + BLOCK - 1 >>> BLOCK_BITS;
    int first = blocks.add(count);
    for (int i = 0; i < columns.length; i++) {
      columns[i].adopt(batch.column(i), first, count);
    }
    weights = AppendedColumn.roomy(weights, blocks.capacity());
    if (batch.weights() != null) {
      Arrays.fill(weights, first, first + count, batch.weights());
      weightBytes += batch.weights().length * 8L;
      allOnes = false;
    }
    for (int row = 0; row < batch.size(); row++) {
      numbers[row] = (first << BLOCK_BITS) + row;
    }
  }

  private void copy(Batch batch, int[] numbers) {
    int count;
    for (int from = 0; from < batch.size(); from += count) {
      if (openRows == BLOCK) {
        open();
      }
      count = Math.min(batch.size() - from, BLOCK - openRows);
      for (int i = 0; i < columns.length; i++) {
        columns[i].put(open, openRows, batch.column(i), from, count);
      }
      if (batch.weights() != null) {
        putWeights(batch.weights(), from, count);
      }
      for (int i = 0; i < count; i++) {
        numbers[from + i] = (open << BLOCK_BITS) + openRows + i;
      }
      openRows += count;
    }
  }

  private void open() {
    open = blocks.add(1);
    openRows = 0;
    weights = AppendedColumn.roomy(weights, blocks.capacity());
    for (AppendedColumn column : columns) {
      column.open(open);
    }
  }

  private void putWeights(long[] weightsOfBatch, int from, int count) {
    for (int i = 0; weights[open] == null && i < count; i++) {
      if (weightsOfBatch[from + i] != 1) {
        weights[open] = new long[BLOCK];
        Arrays.fill(weights[open], 1);
        weightBytes += BLOCK * 8L;
        allOnes = false;
      }
    }
    if (weights[open] != null) {
      System.arraycopy(weightsOfBatch, from, weights[open], openRows, count);
    }
  }

  boolean isAllOnes() {
    return allOnes;
  }

  long weight(int number) {
    int block = number >>> BLOCK_BITS;
    return weights[block] == null ? 1 : weights[block][number - blocks.firsts[block]];
  }

  /** Returns a column of the rows {@code list[from .. to)}. */
  Column gather(int column, int[] list, int from, int to) {
    return columns[column].gather(list, from, to);
  }

  long bytes() {
    long bytes = weightBytes + weights.length * 8L + blocks.firsts.length * 4L;
    for (AppendedColumn column : columns) {
      bytes += column.bytes();
    }
    return bytes;
  }
}
