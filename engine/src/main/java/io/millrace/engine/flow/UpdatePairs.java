package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.zset.RowEquality;
import io.millrace.zset.RowHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds what is an update in a delta: a row that goes and one that comes under the same key. */
public final class UpdatePairs {
  /** The partner of a row that has none. */
  public static final int NONE = -1;

  private final int[] key;

  /**
   * @param key the columns of a unique key, or null where there is none: then nothing is an update
   */
  public UpdatePairs(int[] key) {
    this.key = key == null ? null : key.clone();
  }

  /** Returns for each row of a consolidated delta the number of its partner, or {@link #NONE}. */
  public int[] of(Batch delta) {
    int[] partner = new int[delta.size()];
    Arrays.fill(partner, NONE);
    if (key == null) {
      return partner;
    }
    long[] hashes = new long[delta.size()];
    RowHash.hash(delta, key, hashes);
    Column[] columns = new Column[key.length];
    Arrays.setAll(columns, i -> delta.column(key[i]));
    Map<Long, List<Integer>> gone = new HashMap<>();
    for (int row = 0; row < delta.size(); row++) {
      if (delta.weight(row) == -1) {
        gone.computeIfAbsent(hashes[row], hash -> new ArrayList<>()).add(row);
      }
    }
    for (int row = 0; row < delta.size(); row++) {
      if (delta.weight(row) == 1) {
        for (int other : gone.getOrDefault(hashes[row], List.of())) {
          if (partner[other] < 0 && RowEquality.equal(columns, other, columns, row)) {
            partner[other] = row;
            partner[row] = other;
            break;
          }
        }
      }
    }
    return partner;
  }
}
