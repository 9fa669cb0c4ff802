package io.millrace.operator.session;

import io.millrace.state.KeyBuffer;
import io.millrace.state.KeyLog;
import io.millrace.state.OrderedTable;

/**
 * The rows of one partition in order of time, and the sessions they make: runs of rows none of
 * which is further than the gap from the one before. Walks over the table of all partitions; rows
 * present no times or fewer are passed over.
 */
final class SessionRows {
  private final OrderedTable table;
  private final OrderedTable.Cursor cursor;
  private final long gap;
  private final KeyBuffer seek = new KeyBuffer();
  private KeyBuffer partition;

  SessionRows(OrderedTable table, long gap) {
    this.table = table;
    this.gap = gap;
    cursor = table.cursor();
  }

  /** Chooses the partition by what its keys start with. */
  void select(KeyBuffer chosen) {
    partition = chosen;
  }

  private void toTime(long time) {
    seek.clear();
    seek.putBytes(partition.data(), 0, partition.length());
    SessionKey.putTime(time, seek);
  }

  /** Goes to the first row at or after a time; the cursor is on it if there is one. */
  boolean seek(long time) {
    toTime(time);
    return settle(cursor.seek(seek), true);
  }

  /** Goes to the last row before a time. */
  boolean seekBefore(long time) {
    toTime(time);
    return settle(cursor.seekBefore(seek), false);
  }

  boolean next() {
    return settle(cursor.next(), true);
  }

  private boolean previous() {
    return settle(cursor.previous(), false);
  }

  private boolean settle(boolean found, boolean forward) {
    boolean there = found;
    while (there && cursor.startsWith(partition)) {
      if (cursor.weight() > 0) {
        return true;
      }
      there = forward ? cursor.next() : cursor.previous();
    }
    return false;
  }

  /** Returns the time of the row at the cursor. */
  long time() {
    return SessionKey.time(cursor.data(), cursor.start() + partition.length());
  }

  /** Returns the time of the first row of the session in which there is a row of this time. */
  long first(long time) {
    long first = time;
    boolean there = seekBefore(time);
    while (there && first - time() <= gap) {
      first = time();
      there = previous();
    }
    return first;
  }

  /** Returns the time of the last row of the session in which there is a row of this time. */
  long last(long time) {
    long last = time;
    boolean there = seek(time);
    while (there && time() - last <= gap) {
      last = time();
      there = next();
    }
    return last;
  }

  /**
   * Adds the rows of a session to a log, each key followed by the session's start and end.
   *
   * @param sign what each row's weight is multiplied by
   */
  void list(long first, long last, KeyLog target, int sign) {
    boolean there = seek(first);
    while (there && time() <= last) {
      seek.clear();
      cursor.copyKey(seek);
      SessionKey.putTime(first, seek);
      SessionKey.putTime(last + gap, seek);
      target.add(seek, sign * cursor.weight());
      there = next();
    }
  }

  /** Takes the rows of a session away. */
  void remove(long first, long last) {
    while (seek(first) && time() <= last) {
      table.add(cursor.data(), cursor.start(), cursor.length(), -cursor.weight());
    }
  }
}
