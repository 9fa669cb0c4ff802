package io.millrace.zset;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import java.util.Arrays;

/**
 * Consolidates a delta: equal rows become one whose weight is the sum; rows whose weights cancel
 * go. This is the one place where rows are consolidated.
 */
public final class Consolidator {
  private Consolidator() {}

  /** Returns the batch consolidated; rows keep the order of their first appearance. */
  public static Batch consolidate(Batch batch) {
    int size = batch.size();
    if (size <= 1) {
      return batch;
    }
    int[] all = new int[batch.columnCount()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    long[] hashes = new long[size];
    RowHash.hash(batch, all, hashes);
    Column[] columns = new Column[all.length];
    for (int i = 0; i < all.length; i++) {
      columns[i] = batch.column(i);
    }

    int mask = Integer.highestOneBit(size * 2 - 1) * 2 - 1;
    int[] table = new int[mask + 1];
    Arrays.fill(table, -1);
    int[] kept = new int[size];
    long[] weights = new long[size];
    int count = 0;
    for (int row = 0; row < size; row++) {
      int slot = (int) hashes[row] & mask;
      while (true) {
        int entry = table[slot];
        if (entry < 0) {
          table[slot] = count;
          kept[count] = row;
          weights[count++] = batch.weight(row);
          break;
        }
        int other = kept[entry];
        if (hashes[other] == hashes[row] && RowEquality.equal(columns, other, columns, row)) {
          weights[entry] += batch.weight(row);
          break;
        }
        slot = (slot + 1) & mask;
      }
    }

    int live = 0;
    boolean unit = true;
    for (int i = 0; i < count; i++) {
      if (weights[i] != 0) {
        unit &= weights[i] == 1;
        weights[live] = weights[i];
        kept[live++] = kept[i];
      }
    }
    Batch gathered = live == size && batch.weights() == null ? batch : batch.gather(kept, live);
    return gathered.withWeights(unit ? null : Arrays.copyOf(weights, live));
  }
}
