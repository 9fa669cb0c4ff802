package io.millrace.operator.over;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.operator.order.RowKey;
import io.millrace.state.KeyLog;
import io.millrace.type.RowType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of some partitions, as they are at one moment: stretches of partitions in order, side by
 * side in one batch, each copy of a row a row of its own.
 *
 * <p>Protocol: {@link #begin} a stretch, {@link #add} its rows, {@link #end} it; any number of
 * them; then {@link #seal}, and look at the rows; {@link #clear} to start again.
 */
final class OverRows {
  private static final int MOST_ROWS = 1 << 30;

  /** Some rows of one partition that follow each other. */
  static final class Stretch {
    /** The rows are those from {@code first} (inclusive) to {@code end} (exclusive). */
    int first;

    int end;

    /** Those whose results are wanted; the others are there to be looked at. */
    int from;

    int to;

    /** The partition's first rows, where they are looked at but not part of the stretch. */
    int head;

    /** What comes before the first row: rows, groups of peers, and rows before the last group. */
    long rowsBefore;

    long groupsBefore;
    long rowsBeforeGroup;

    /** Whether the first row is a peer of the one before it. */
    boolean continuesGroup;

    /** The aggregates of the rows before, or -1. */
    int checkpoint;

    /** The results are those from this on. */
    int firstResult;

    private int partitionLength;
  }

  private final RowKey rowKey;
  private final RowType type;
  private final KeyLog keys = new KeyLog();
  private final List<Stretch> stretches = new ArrayList<>();
  private BatchBuilder builder;
  private Batch batch;
  private int[] orderEnds = new int[16];
  private int[] entries = new int[16];
  private int[] groupStarts = new int[16];
  private int[] groupEnds = new int[16];
  private int rows;
  private int results;
  private int count;
  private int groupStart;

  /**
   * @param rowKey of its own: it is told where to read rows to
   */
  OverRows(RowType type, RowKey rowKey) {
    this.type = type;
    this.rowKey = rowKey;
    builder = new BatchBuilder(type, 16);
  }

  /** Begins a stretch of a partition whose keys start with so many bytes. */
  Stretch begin(int partitionLength) {
    if (count == stretches.size()) {
      stretches.add(new Stretch());
    }
    Stretch stretch = stretches.get(count);
    stretch.head = rows;
    stretch.first = rows;
    stretch.from = rows;
    stretch.to = rows;
    stretch.rowsBefore = 0;
    stretch.groupsBefore = 0;
    stretch.rowsBeforeGroup = 0;
    stretch.continuesGroup = false;
    stretch.checkpoint = -1;
    stretch.partitionLength = partitionLength;
    groupStart = rows;
    return stretch;
  }

  /** Tells that the rows so far are the partition's first, and the stretch begins further on. */
  void endHead() {
    closeGroup();
    current().first = rows;
    current().from = rows;
    current().to = rows;
  }

  private Stretch current() {
    return stretches.get(count);
  }

  /** Adds copies of a row to the stretch that has begun. */
  void add(byte[] data, int start, int length, long copies) {
    if (copies > MOST_ROWS - rows) {
      throw new MillraceException(
          ErrorCode.OUT_OF_MEMORY,
          "a function with OVER looks at more than "
              + MOST_ROWS
              + " rows at a time; give it a PARTITION BY or a narrower frame");
    }
    int entry = keys.size();
    if (entry == orderEnds.length) {
      orderEnds = Arrays.copyOf(orderEnds, 2 * entry);
    }
    int end = rowKey.orderEnd(data, start + current().partitionLength) - start;
    orderEnds[entry] = end;
    keys.add(data, start, length, copies);
    if (rows > groupStart && !isPeer(entries[rows - 1], entry)) {
      closeGroup();
    }
    reserve(rows + (int) copies);
    rowKey.target(builder);
    byte[] own = keys.data();
    int ownStart = keys.start(entry);
    for (int copy = (int) copies; copy > 0; copy--) {
      rowKey.read(own, ownStart);
      builder.endRow(1);
      entries[rows] = entry;
      groupStarts[rows++] = groupStart;
    }
  }

  private boolean isPeer(int entry, int other) {
    int end = orderEnds[entry];
    return orderEnds[other] == end && keys.startsWith(other, keys.data(), keys.start(entry), end);
  }

  private void reserve(int wanted) {
    if (wanted > entries.length) {
      int capacity = Math.max(wanted, 2 * entries.length);
      entries = Arrays.copyOf(entries, capacity);
      groupStarts = Arrays.copyOf(groupStarts, capacity);
      groupEnds = Arrays.copyOf(groupEnds, capacity);
    }
  }

  private void closeGroup() {
    Arrays.fill(groupEnds, groupStart, rows, rows);
    groupStart = rows;
  }

  /** Ends the stretch, whose rows with results have been told. */
  void end() {
    closeGroup();
    Stretch stretch = current();
    stretch.end = rows;
    stretch.firstResult = results;
    results += stretch.to - stretch.from;
    count++;
  }

  /** Ends adding: {@link #batch} is there now. */
  void seal() {
    batch = builder.build();
  }

  void clear() {
    keys.clear();
    rows = 0;
    results = 0;
    count = 0;
    batch = null;
  }

  /** Returns how many rows there are. */
  int rows() {
    return rows;
  }

  /** Returns how many rows have results. */
  int results() {
    return results;
  }

  int stretches() {
    return count;
  }

  Stretch stretch(int index) {
    return stretches.get(index);
  }

  /** Returns the rows; one may stand in a stretch, or ahead of one. */
  Batch batch() {
    return batch;
  }

  RowType type() {
    return type;
  }

  /** Returns the first of a row's peers in its stretch. */
  int groupStart(int row) {
    return groupStarts[row];
  }

  /** Returns the row after the last of a row's peers in its stretch. */
  int groupEnd(int row) {
    return groupEnds[row];
  }

  /** Returns the array that {@link #keyStart} and {@link #orderEnd} point into. */
  byte[] keyData() {
    return keys.data();
  }

  int keyStart(int row) {
    return keys.start(entries[row]);
  }

  int keyLength(int row) {
    return keys.length(entries[row]);
  }

  /** Returns where the order's columns start in a row's key. */
  int orderStart(Stretch stretch, int row) {
    return keys.start(entries[row]) + stretch.partitionLength;
  }

  /** Returns where the order's columns end in a row's key. */
  int orderEnd(int row) {
    int entry = entries[row];
    return keys.start(entry) + orderEnds[entry];
  }

  /** Returns whether the row is the last copy of its like in the stretch. */
  boolean isLastCopy(Stretch stretch, int row) {
    return row + 1 == stretch.end || entries[row + 1] != entries[row];
  }

  /** Compares two rows by key. */
  int compare(int row, OverRows other, int otherRow) {
    int entry = other.entries[otherRow];
    return keys.compare(
        entries[row], other.keys.data(), other.keys.start(entry), other.keys.length(entry));
  }
}
