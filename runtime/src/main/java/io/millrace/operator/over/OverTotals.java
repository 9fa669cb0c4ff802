package io.millrace.operator.over;

import io.millrace.batch.Batch;
import io.millrace.batch.ColumnBuilder;

/**
 * The aggregates over one kind of frame. Frames move on from row to row: rows that come into the
 * frame are added, rows that fall out of it are taken away.
 */
final class OverTotals {
  private final Frame frame;
  private final RunningAggregates running;
  private final int[] calls;
  private final int[] results;
  private final boolean continued;

  /**
   * @param running computes the aggregates, perhaps with others
   * @param continued whether they begin with what a stretch's checkpoint says
   * @param calls which of its calls are meant
   * @param results where the result of each goes
   */
  OverTotals(
      Frame frame, RunningAggregates running, boolean continued, int[] calls, int[] results) {
    this.frame = frame;
    this.continued = continued;
    this.running = running;
    this.calls = calls;
    this.results = results;
  }

  Frame frame() {
    return frame;
  }

  /** Appends the results of a stretch, whose frames have been found. */
  void evaluate(
      OverRows rows, OverRows.Stretch stretch, OverFrames frames, ColumnBuilder[] builders) {
    Batch batch = rows.batch();
    running.open(stretch.first, stretch.end, continued ? stretch.checkpoint : -1);
    int low = stretch.first;
    int high = stretch.first;
    for (int row = stretch.from; row < stretch.to; ) {
      int start = frames.start(row);
      int end = frames.end(row);
      if (start > low) {
        running.remove(batch, low, Math.min(start, high));
        low = start;
        high = Math.max(high, start);
      }
      running.add(batch, high, end);
      high = Math.max(high, end);
      int next = row + 1;
      if (frame.exclusion() == Frame.Exclusion.NOTHING) {
        while (next < stretch.to && frames.start(next) == start && frames.end(next) == end) {
          next++;
        }
        append(row, next, builders);
      } else {
        appendWithout(rows, row, start, end, builders);
      }
      row = next;
    }
    running.close();
  }

  private void append(int from, int to, ColumnBuilder[] builders) {
    for (int i = 0; i < calls.length; i++) {
      running.append(calls[i], from, to, builders[results[i]]);
    }
  }

  private void appendWithout(OverRows rows, int row, int start, int end, ColumnBuilder[] builders) {
    Batch batch = rows.batch();
    boolean peers = frame.exclusion() != Frame.Exclusion.CURRENT_ROW;
    int from = Math.max(start, peers ? rows.groupStart(row) : row);
    int to = Math.min(end, peers ? rows.groupEnd(row) : row + 1);
    if (from >= to) {
      append(row, row + 1, builders);
      return;
    }
    boolean kept = frame.exclusion() == Frame.Exclusion.TIES && from <= row && row < to;
    running.remove(batch, from, to);
    if (kept) {
      running.add(batch, row, row + 1);
    }
    append(row, row + 1, builders);
    if (kept) {
      running.remove(batch, row, row + 1);
    }
    running.add(batch, from, to);
  }
}
