package io.millrace.operator.session;

import io.millrace.state.KeyBuffer;
import io.millrace.state.KeyLog;
import io.millrace.state.OrderedTable;
import java.util.Arrays;

/**
 * Sessions whose end the watermark had passed when a row came that would have joined them: they
 * take no more rows, but their rows may still be taken away. A row's key is followed by its
 * session's start and end, because sessions made after one was closed may overlap it.
 *
 * <p>Within a step the sessions that change lie in a table of their own, so that what they were and
 * what they are can be told apart.
 */
final class ClosedSessions {
  private static final int SUFFIX = 2 * Long.BYTES;

  private final long gap;
  private final OrderedTable settled;
  private final OrderedTable changing = new OrderedTable();
  private final KeyLog session = new KeyLog();
  private final KeyBuffer key = new KeyBuffer();

  ClosedSessions(OrderedTable settled, long gap) {
    this.settled = settled;
    this.gap = gap;
  }

  /** Takes the rows of a session that is closed now; keys end with its start and end. */
  void close(KeyLog rows) {
    for (int i = 0; i < rows.size(); i++) {
      changing.add(rows.data(), rows.start(i), rows.length(i), rows.value(i));
    }
  }

  /**
   * Takes one copy of a row out of the earliest closed session that has it.
   *
   * @param partitionLength how many bytes of the key are the partition
   * @param output takes, negative, the rows of a session that was settled before
   * @return whether there was such a session
   */
  boolean retract(KeyBuffer row, int partitionLength, KeyLog output) {
    OrderedTable.Cursor now = changing.cursor();
    OrderedTable.Cursor then = settled.cursor();
    boolean inChanging = now.seek(row) && now.startsWith(row);
    boolean inSettled = then.seek(row) && then.startsWith(row);
    if (!inChanging && !inSettled) {
      return false;
    }
    boolean useChanging =
        inChanging && (!inSettled || now.compare(then.data(), then.start(), then.length()) <= 0);
    OrderedTable.Cursor found = useChanging ? now : then;
    key.clear();
    found.copyKey(key);
    OrderedTable source = useChanging ? changing : settled;
    collect(source, partitionLength);
    for (int i = 0; i < session.size(); i++) {
      source.add(session.data(), session.start(i), session.length(i), -session.value(i));
      if (!useChanging) {
        output.add(session.data(), session.start(i), session.length(i), -session.value(i));
      }
    }
    session.add(key, -1);
    session.consolidate();
    split(partitionLength);
    return true;
  }

  /** Lists the rows of the session that the key is in. */
  private void collect(OrderedTable source, int partitionLength) {
    session.clear();
    int suffix = key.length() - SUFFIX;
    long end = SessionKey.time(key.data(), suffix + Long.BYTES);
    KeyBuffer seek = new KeyBuffer();
    seek.putBytes(key.data(), 0, partitionLength);
    seek.putBytes(key.data(), suffix, Long.BYTES);
    OrderedTable.Cursor cursor = source.cursor();
    boolean there = cursor.seek(seek);
    while (there
        && cursor.startsWith(key.data(), 0, partitionLength)
        && SessionKey.time(cursor.data(), cursor.start() + partitionLength) < end) {
      int from = cursor.start() + cursor.length() - SUFFIX;
      if (Arrays.equals(cursor.data(), from, from + SUFFIX, key.data(), suffix, suffix + SUFFIX)) {
        session.add(cursor.data(), cursor.start(), cursor.length(), cursor.weight());
      }
      there = cursor.next();
    }
  }

  /** Gives the rows that are left the starts and ends of the sessions that they make. */
  private void split(int partitionLength) {
    byte[] data = session.data();
    for (int from = 0; from < session.size(); ) {
      long first = SessionKey.time(data, session.start(from) + partitionLength);
      long last = first;
      int to = from + 1;
      while (to < session.size()) {
        long time = SessionKey.time(data, session.start(to) + partitionLength);
        if (time - last > gap) {
          break;
        }
        last = time;
        to++;
      }
      for (int i = from; i < to; i++) {
        key.clear();
        key.putBytes(data, session.start(i), session.length(i) - SUFFIX);
        SessionKey.putTime(first, key);
        SessionKey.putTime(last + gap, key);
        changing.add(key, session.value(i));
      }
      from = to;
    }
  }

  /**
   * Ends the work on a partition.
   *
   * @param output takes the rows of the sessions that were closed or changed
   * @param keep whether rows may still be taken away from them
   */
  void settle(KeyLog output, boolean keep) {
    OrderedTable.Cursor cursor = changing.cursor();
    while (cursor.first()) {
      output.add(cursor.data(), cursor.start(), cursor.length(), cursor.weight());
      if (keep) {
        settled.add(cursor.data(), cursor.start(), cursor.length(), cursor.weight());
      }
      changing.add(cursor.data(), cursor.start(), cursor.length(), -cursor.weight());
    }
  }
}
