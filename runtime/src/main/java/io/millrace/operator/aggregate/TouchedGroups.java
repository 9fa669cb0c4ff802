package io.millrace.operator.aggregate;

import io.millrace.state.RecordStore;
import java.util.Arrays;

/** The groups that a step has touched so far, each once, with the hashes of their keys. */
final class TouchedGroups {
  private final RecordStore records;
  private int[] groups = new int[64];
  private long[] hashes = new long[64];
  private int[] fresh = new int[64];
  private int count;

  TouchedGroups(RecordStore records) {
    this.records = records;
  }

  /** Lists the groups of these rows that are not listed yet, and makes them dirty. */
  void addAll(int[] rowGroups, long[] rowHashes, int rows) {
    if (groups.length < count + rows) {
      int capacity = Math.max(count + rows, groups.length * 2);
      groups = Arrays.copyOf(groups, capacity);
      hashes = Arrays.copyOf(hashes, capacity);
    }
    if (fresh.length < rows) {
      fresh = new int[rows];
    }
    int added = records.mark(rowGroups, rows, fresh);
    for (int i = 0; i < added; i++) {
      int row = fresh[i];
      records.markDirty(rowGroups[row]);
      groups[count] = rowGroups[row];
      hashes[count++] = rowHashes[row];
    }
  }

  /** Takes the marks off the groups {@code from .. to)} of the list, which are done with. */
  void release(int from, int to) {
    for (int i = from; i < to; i++) {
      records.unmark(groups[i]);
    }
  }

  /** Starts again with none, once all have been released. */
  void clear() {
    count = 0;
    if (groups.length > 1 << 20) {
      groups = new int[64];
      hashes = new long[64];
    }
  }

  int size() {
    return count;
  }

  int group(int index) {
    return groups[index];
  }

  long hash(int index) {
    return hashes[index];
  }

  /** Returns the list itself, whose first {@link #size} elements are the groups. */
  int[] groups() {
    return groups;
  }
}
