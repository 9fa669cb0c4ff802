package io.millrace.operator.session;

import io.millrace.state.KeyBuffer;
import io.millrace.state.OrderedTable;

/**
 * When to look at which session again: an entry for a time at which it may be over, and for the
 * partition and the time of one of its rows. Entries may be too early, never too late.
 */
final class SessionDeadlines {
  private final OrderedTable table = new OrderedTable();
  private final OrderedTable.Cursor cursor = table.cursor();
  private final KeyBuffer key = new KeyBuffer();

  /** Adds an entry. */
  void add(long deadline, KeyBuffer partition, long time) {
    key.clear();
    SessionKey.putTime(deadline, key);
    key.putBytes(partition.data(), 0, partition.length());
    SessionKey.putTime(time, key);
    if (table.weight(key) == 0) {
      table.add(key, 1);
    }
  }

  /**
   * Takes the earliest entry out, if it is not after {@code now}.
   *
   * @param partition takes the entry's partition
   * @return whether there was one; its time is then {@link #time}
   */
  boolean poll(long now, KeyBuffer partition) {
    if (!cursor.first() || SessionKey.time(cursor.data(), cursor.start()) > now) {
      return false;
    }
    key.clear();
    cursor.copyKey(key);
    table.add(key, -1);
    partition.clear();
    partition.putBytes(key.data(), Long.BYTES, key.length() - 2 * Long.BYTES);
    return true;
  }

  /** Returns the time of the row of the entry that was taken out last. */
  long time() {
    return SessionKey.time(key.data(), key.length() - Long.BYTES);
  }

  long bytes() {
    return table.stateBytes();
  }
}
