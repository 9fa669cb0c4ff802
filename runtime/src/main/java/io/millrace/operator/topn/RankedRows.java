package io.millrace.operator.topn;

import io.millrace.operator.order.RowKey;
import io.millrace.state.KeyBuffer;
import io.millrace.state.KeyLog;
import io.millrace.state.OrderedTable;
import java.util.Arrays;

/**
 * The rows of one partition that a top-N lets through, from a given key on: each row's key, how
 * many copies of it, and its number (of the first copy, where each copy has its own).
 */
final class RankedRows {
  private final RowKey rowKey;
  private final Ranking ranking;
  private final long first;
  private final long last;
  private final KeyLog rows = new KeyLog();
  private long[] ranks = new long[16];

  /** The rows with a number, each copy counted, and how many groups of equal order they make. */
  private long counted;

  private long groups;

  /** The key of the last of them, and what those equal to it in order start with. */
  private final KeyBuffer end = new KeyBuffer();

  private final KeyBuffer group = new KeyBuffer();

  /**
   * @param first the numbers above this are let through
   * @param last the numbers up to this are
   */
  RankedRows(RowKey rowKey, Ranking ranking, long first, long last) {
    this.rowKey = rowKey;
    this.ranking = ranking;
    this.first = first;
    this.last = last;
  }

  KeyLog rows() {
    return rows;
  }

  long rank(int index) {
    return ranks[index];
  }

  /**
   * Reads a partition.
   *
   * @param cursor left on the first row whose number is over the last, if there is one
   * @param changed rows below key {@code firstChange} of these are counted, not listed
   * @return whether there is such a row
   */
  boolean read(OrderedTable.Cursor cursor, KeyBuffer partition, KeyLog changed, int firstChange) {
    rows.clear();
    group.clear();
    end.clear();
    byte[] from = changed.data();
    int fromStart = changed.start(firstChange);
    int fromLength = changed.length(firstChange);
    boolean listing = false;
    long rank = 0;
    counted = 0;
    groups = 0;
    boolean there = cursor.seek(partition);
    while (there && cursor.startsWith(partition)) {
      long copies = cursor.weight();
      // A row present fewer than no times is not there (yet).
      if (copies > 0) {
        boolean startsGroup =
            ranking != Ranking.ROW_NUMBER && (group.length() == 0 || !cursor.startsWith(group));
        if (ranking == Ranking.ROW_NUMBER) {
          rank = counted + 1;
        } else if (startsGroup) {
          rank = ranking == Ranking.RANK ? counted + 1 : groups + 1;
        }
        if (rank > last) {
          return true;
        }
        listing = listing || cursor.compare(from, fromStart, fromLength) >= 0;
        if (listing) {
          list(cursor, rank, copies);
        }
        end.clear();
        cursor.copyKey(end);
        if (startsGroup) {
          groups++;
          group.clear();
          group.putBytes(end.data(), 0, rowKey.orderEnd(end.data(), partition.length()));
        }
        counted += copies;
      }
      there = cursor.next();
    }
    return false;
  }

  /** Returns whether a row of this key, were it there, could have no number up to the last. */
  boolean isBeyond(KeyLog keys, int index) {
    long used = ranking == Ranking.DENSE_RANK ? groups : counted;
    return used >= last
        && keys.compare(index, end.data(), 0, end.length()) > 0
        && (ranking == Ranking.ROW_NUMBER
            || group.length() == 0
            || !keys.startsWith(index, group.data(), 0, group.length()));
  }

  private void list(OrderedTable.Cursor cursor, long rank, long copies) {
    long from = rank;
    long count = copies;
    if (ranking == Ranking.ROW_NUMBER) {
      from = Math.max(rank, first + 1);
      count = Math.min(rank + copies - 1, last) - from + 1;
    } else if (rank <= first) {
      count = 0;
    }
    if (count > 0) {
      if (rows.size() == ranks.length) {
        ranks = Arrays.copyOf(ranks, 2 * ranks.length);
      }
      ranks[rows.size()] = from;
      rows.add(cursor.data(), cursor.start(), cursor.length(), count);
    }
  }
}
