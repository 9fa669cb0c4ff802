package io.millrace.operator.over;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.Column;
import io.millrace.operator.order.RowKey;
import io.millrace.operator.order.SortColumn;
import io.millrace.state.KeyBuffer;
import io.millrace.state.KeyLog;
import io.millrace.state.OrderedTable;
import io.millrace.state.SortKey;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import java.util.Arrays;
import java.util.List;

/**
 * Finds out which part of a partition changes have to be looked for in: bounds that are bytes, the
 * lower one inclusive, the upper exclusive, both somewhere between keys.
 *
 * <p>No key is the start of another, and none goes on with FF where it could: so the start of a key
 * comes before all keys that have it, and with FF behind it after all of them.
 */
final class OverRegions {
  private static final int BEHIND = 0xFF;

  private final RowKey rowKey;
  private final OverReach reach;
  private final OrderedTable.Cursor cursor;
  private final SortColumn order;
  private final SortKey boundKey;
  private final BatchBuilder decoder;
  private final KeyBuffer candidate = new KeyBuffer();

  /**
   * @param rowKey of its own: it is told where to read rows to
   * @param cursor of the table with the rows as they are now
   */
  OverRegions(RowType type, Over over, RowKey rowKey, OverReach reach, OrderedTable.Cursor cursor) {
    this.rowKey = rowKey;
    this.reach = reach;
    this.cursor = cursor;
    order = over.order().isEmpty() ? null : over.order().get(0);
    boundKey =
        order == null
            ? null
            : RowKey.sortKey(
                RowType.of(Field.of("bound", type.type(order.column()))),
                List.of(new SortColumn(0, order.descending(), order.nullsFirst())));
    decoder = new BatchBuilder(type, 1);
  }

  /** Finds the first row whose results a change of this key may change. */
  void changedFrom(KeyBuffer partition, KeyLog changes, int change, KeyBuffer out) {
    byte[] data = changes.data();
    int start = changes.start(change);
    int length = changes.length(change);
    set(out, data, start, length);
    back(reach.changesBack, true, partition, data, start, out);
    if (reach.changesBack.rows > 0 && !reach.changesBack.unbounded) {
      rowsBack(cursor.seekBefore(data, start, length), reach.changesBack.rows, partition, out);
    }
  }

  /**
   * Finds where the rows end whose results a change may change. Rows that change themselves are no
   * measure: the next one ends the search.
   *
   * @param to the changes of the partition end here
   */
  void changedTo(KeyBuffer partition, KeyLog changes, int change, int to, KeyBuffer out) {
    byte[] data = changes.data();
    int start = changes.start(change);
    int length = changes.length(change);
    set(out, data, start, length);
    out.putByte(BEHIND);
    forward(reach.changesForward, true, partition, data, start, out);
    long rest = reach.changesForward.rows;
    if (rest == 0 || reach.changesForward.unbounded) {
      return;
    }
    behind(data, start, length);
    boolean there = cursor.seek(candidate);
    while (rest > 0 && there && cursor.startsWith(partition)) {
      if (change + 1 < to
          && changes.compare(change + 1, cursor.data(), cursor.start(), cursor.length()) <= 0) {
        behind(data, changes.start(change + 1), changes.length(change + 1));
        largest(out);
        return;
      }
      rest -= Math.max(0, cursor.weight());
      behind(cursor.data(), cursor.start(), cursor.length());
      there = cursor.next();
    }
    if (rest > 0) {
      behind(partition.data(), 0, partition.length());
    }
    largest(out);
  }

  /**
   * Finds the first row that results depend on.
   *
   * @param lower where the rows with results begin
   * @param changes of which the one at {@code first} may have been the first of these rows
   * @param out may be the same as lower
   */
  void looksFrom(KeyBuffer partition, KeyBuffer lower, KeyLog changes, int first, KeyBuffer out) {
    OverReach.Extent looks = reach.looksBack;
    byte[] data = changes.data();
    int start = changes.start(first);
    int length = changes.length(first);
    if (cursor.seek(lower)
        && cursor.startsWith(partition)
        && cursor.compare(data, start, length) < 0) {
      data = cursor.data();
      start = cursor.start();
    }
    boolean walk = looks.rows > 0 && !looks.unbounded;
    back(looks, false, partition, data, start, out);
    if (walk) {
      rowsBack(cursor.seekBefore(lower), looks.rows, partition, out);
    }
  }

  /** Finds where the rows end that results depend on; as {@link #looksFrom}. */
  void looksTo(KeyBuffer partition, KeyBuffer upper, KeyLog changes, int last, KeyBuffer out) {
    OverReach.Extent looks = reach.looksForward;
    byte[] data = changes.data();
    int start = changes.start(last);
    int length = changes.length(last);
    if (cursor.seekBefore(upper)
        && cursor.startsWith(partition)
        && cursor.compare(data, start, length) > 0) {
      data = cursor.data();
      start = cursor.start();
    }
    long rest = looks.unbounded ? 0 : looks.rows;
    forward(looks, false, partition, data, start, out);
    boolean there = rest > 0 && cursor.seek(upper);
    candidate.clear();
    while (rest > 0 && there && cursor.startsWith(partition)) {
      rest -= Math.max(0, cursor.weight());
      behind(cursor.data(), cursor.start(), cursor.length());
      there = cursor.next();
    }
    if (rest > 0) {
      behind(partition.data(), 0, partition.length());
    }
    largest(out);
  }

  /** Lowers a bound as far as an extent goes back from a key, rows aside. */
  private void back(
      OverReach.Extent extent,
      boolean generous,
      KeyBuffer partition,
      byte[] data,
      int start,
      KeyBuffer out) {
    if (extent.unbounded) {
      set(out, partition.data(), 0, partition.length());
      return;
    }
    if (extent.peers) {
      set(candidate, data, start, rowKey.orderEnd(data, start + partition.length()) - start);
      smallest(out);
    }
    for (RangeDistance distance : extent.distances) {
      bound(distance, generous, false, partition, data, start);
      smallest(out);
    }
  }

  /** Raises a bound as far as an extent goes forward from a key, rows aside. */
  private void forward(
      OverReach.Extent extent,
      boolean generous,
      KeyBuffer partition,
      byte[] data,
      int start,
      KeyBuffer out) {
    if (extent.unbounded) {
      set(out, partition.data(), 0, partition.length());
      out.putByte(BEHIND);
      return;
    }
    if (extent.peers) {
      behind(data, start, rowKey.orderEnd(data, start + partition.length()) - start);
      largest(out);
    }
    for (RangeDistance distance : extent.distances) {
      bound(distance, generous, true, partition, data, start);
      candidate.putByte(BEHIND);
      largest(out);
    }
  }

  /** Makes the candidate what rows start with whose value lies so far from a key's. */
  private void bound(
      RangeDistance distance,
      boolean generous,
      boolean after,
      KeyBuffer partition,
      byte[] data,
      int start) {
    rowKey.target(decoder);
    rowKey.read(data, start);
    decoder.endRow(1);
    Column value = decoder.build().column(order.column());
    boolean upward = after != order.descending();
    Column moved =
        generous ? distance.reach(value, 0, 1, upward) : distance.move(value, 0, 1, upward);
    set(candidate, partition.data(), 0, partition.length());
    boundKey.append(Batch.of(moved), 0, candidate);
  }

  /** Lowers a bound by so many rows; the cursor is on the first of them, if there is one. */
  private void rowsBack(boolean found, long rows, KeyBuffer partition, KeyBuffer out) {
    long rest = rows;
    boolean there = found;
    set(candidate, out.data(), 0, out.length());
    while (rest > 0 && there && cursor.startsWith(partition)) {
      rest -= Math.max(0, cursor.weight());
      set(candidate, cursor.data(), cursor.start(), cursor.length());
      there = cursor.previous();
    }
    if (rest > 0) {
      set(candidate, partition.data(), 0, partition.length());
    }
    smallest(out);
  }

  /** Makes the candidate what lies behind all that starts with these bytes. */
  private void behind(byte[] data, int start, int length) {
    set(candidate, data, start, length);
    candidate.putByte(BEHIND);
  }

  private void smallest(KeyBuffer out) {
    if (compare(candidate, out) < 0) {
      set(out, candidate.data(), 0, candidate.length());
    }
  }

  private void largest(KeyBuffer out) {
    if (compare(candidate, out) > 0) {
      set(out, candidate.data(), 0, candidate.length());
    }
  }

  static int compare(KeyBuffer left, KeyBuffer right) {
    return Arrays.compareUnsigned(left.data(), 0, left.length(), right.data(), 0, right.length());
  }

  static void set(KeyBuffer target, byte[] data, int start, int length) {
    target.clear();
    target.putBytes(data, start, length);
  }
}
