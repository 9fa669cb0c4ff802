package io.millrace.operator.over;

import io.millrace.operator.order.RowKey;
import io.millrace.state.KeyBuffer;
import io.millrace.state.OrderedTable;
import java.util.Arrays;

/**
 * What there is before some rows of long partitions: how many rows and groups of peers, and the
 * aggregates from the partition's first row on. With it a change near a partition's end costs the
 * rows since the checkpoint before, not all.
 *
 * <p>Kept in memory alone; whatever is missing is computed from the rows. A change makes the
 * checkpoints behind it invalid.
 */
final class OverCheckpoints {
  /** How many rows lie between two checkpoints, at least. */
  static final int SPACING = 64;

  private static final int SLOTS = 4;
  private static final int ROWS = 0;
  private static final int GROUPS = 1;
  private static final int BEFORE_GROUP = 2;
  private static final int AGGREGATES = 3;

  private final RowKey rowKey;
  private final RunningAggregates running;

  /** The key of the last row before each checkpoint, with the checkpoint's number plus one. */
  private final OrderedTable places = OrderedTable.unsaved();

  private final OrderedTable.Cursor cursor = places.cursor();
  private final KeyBuffer key = new KeyBuffer();
  private final KeyBuffer partition = new KeyBuffer();
  private long[] slots = new long[16 * SLOTS];
  private int[] free = new int[16];
  private int freeCount;
  private int count;

  /**
   * @param running the aggregates that begin at a partition's first row, or null for none
   */
  OverCheckpoints(RowKey rowKey, RunningAggregates running) {
    this.rowKey = rowKey;
    this.running = running;
  }

  /** Forgets what a change of a partition from this key on makes invalid. */
  void invalidate(KeyBuffer partition, byte[] data, int start, int length) {
    while (cursor.seek(data, start, length) && cursor.startsWith(partition)) {
      key.clear();
      cursor.copyKey(key);
      long number = cursor.weight();
      places.add(key, -number);
      int checkpoint = (int) number - 1;
      if (running != null) {
        running.free((int) slots[checkpoint * SLOTS + AGGREGATES]);
      }
      if (freeCount == free.length) {
        free = Arrays.copyOf(free, 2 * freeCount);
      }
      free[freeCount++] = checkpoint;
    }
  }

  /**
   * Finds the last checkpoint before a place in a partition.
   *
   * @param place replaced by where the rows after the checkpoint begin
   * @return the checkpoint, or -1
   */
  int find(KeyBuffer partition, KeyBuffer place) {
    if (places.size() == 0 || !cursor.seekBefore(place) || !cursor.startsWith(partition)) {
      return -1;
    }
    key.clear();
    cursor.copyKey(key);
    place.clear();
    place.putBytes(key.data(), 0, key.length());
    place.putByte(0xFF);
    return (int) cursor.weight() - 1;
  }

  /** Tells a stretch what comes before it. */
  void apply(int checkpoint, OverRows.Stretch stretch) {
    int at = checkpoint * SLOTS;
    stretch.rowsBefore = slots[at + ROWS];
    stretch.groupsBefore = slots[at + GROUPS];
    stretch.rowsBeforeGroup = slots[at + BEFORE_GROUP];
    stretch.checkpoint = running == null ? -1 : (int) slots[at + AGGREGATES];
  }

  /** Returns whether a key is a peer of the last row before the checkpoint found last. */
  boolean continuesGroup(KeyBuffer partition, byte[] data, int start) {
    int end = rowKey.orderEnd(key.data(), partition.length());
    int otherEnd = rowKey.orderEnd(data, start + partition.length());
    return Arrays.equals(key.data(), 0, end, data, start, otherEnd);
  }

  /** Makes checkpoints in a stretch that begins where its partition or a checkpoint does. */
  void make(OverRows rows, OverRows.Stretch stretch) {
    if (stretch.end - stretch.first < SPACING) {
      return;
    }
    int first = rows.keyStart(stretch.first);
    partition.clear();
    partition.putBytes(rows.keyData(), first, rowKey.partitionEnd(rows.keyData(), first) - first);
    invalidate(partition, rows.keyData(), first, rows.keyLength(stretch.first));
    if (running != null) {
      running.open(stretch.first, stretch.end, stretch.checkpoint);
    }
    long before = stretch.rowsBefore - stretch.first;
    long groups = stretch.groupsBefore - (stretch.continuesGroup ? 1 : 0);
    int done = stretch.first;
    for (int row = stretch.first; row < stretch.end; row++) {
      groups += rows.groupStart(row) == row ? 1 : 0;
      if (row + 1 - done < SPACING || !rows.isLastCopy(stretch, row)) {
        continue;
      }
      int checkpoint = freeCount > 0 ? free[--freeCount] : count++;
      if (slots.length < count * SLOTS) {
        slots = Arrays.copyOf(slots, 2 * slots.length);
      }
      int at = checkpoint * SLOTS;
      slots[at + ROWS] = before + row + 1;
      slots[at + GROUPS] = groups;
      boolean continued = stretch.continuesGroup && rows.groupStart(row) == stretch.first;
      slots[at + BEFORE_GROUP] =
          continued ? stretch.rowsBeforeGroup : before + rows.groupStart(row);
      if (running != null) {
        running.add(rows.batch(), done, row + 1);
        slots[at + AGGREGATES] = running.checkpoint();
      }
      places.add(rows.keyData(), rows.keyStart(row), rows.keyLength(row), (long) checkpoint + 1);
      done = row + 1;
    }
    if (running != null) {
      running.close();
    }
  }

  long bytes() {
    return slots.length * 8L
        + free.length * 4L
        + places.stateBytes()
        + (running == null ? 0 : running.bytes());
  }
}
