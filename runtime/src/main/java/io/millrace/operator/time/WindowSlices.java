package io.millrace.operator.time;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.LongColumn;
import io.millrace.zset.Consolidator;
import java.util.Arrays;

/**
 * Puts rows together before they go into windows that overlap. Time is cut into slices, the
 * stretches within which all moments lie in the same windows; where nobody reads the time itself,
 * rows of one slice that are equal otherwise become one row with their weights added up. A row then
 * goes into all its windows once a slice instead of once a row.
 *
 * <p>After "No pane, no gain" (Li et al., 2005), where slices are called panes; here a pane's rows
 * are a Z-set, and so it serves whatever reads the windows.
 */
final class WindowSlices {
  /** From this share of rows left on, in 1/16, putting them together costs more than it saves. */
  private static final int WORTH = 12;

  /** So many batches are let through before it is tried again. */
  private static final int PAUSE = 63;

  private final Windowing windowing;
  private final int watermark;
  private final long length;
  private int pause;

  /**
   * @param watermark the input's column with the watermark as of each row, or -1
   */
  WindowSlices(Windowing windowing, int watermark) {
    this.windowing = windowing;
    this.watermark = watermark;
    length = windowing.slice();
  }

  /** Returns the rows with the start of its slice for each one's time. */
  Batch timed(Batch delta) {
    LongColumn times = delta.longs(windowing.timestamp());
    long[] starts = new long[delta.size()];
    for (int row = 0; row < starts.length; row++) {
      starts[row] =
          times.values()[row] - Math.floorMod(times.values()[row] - windowing.offset(), length);
    }
    return with(delta, windowing.timestamp(), new LongColumn(starts, times.nulls(), starts.length));
  }

  /** Returns whether it is time to put rows together. */
  boolean isWorthwhile() {
    return pause == 0 || --pause == 0;
  }

  /** Returns the rows, all of them on time for all their windows, put together. */
  Batch combine(Batch timed) {
    Batch alike = timed;
    if (watermark >= 0) {
      long[] none = new long[timed.size()];
      Arrays.fill(none, Watermark.NONE);
      alike = with(timed, watermark, LongColumn.of(none));
    }
    Batch combined = Consolidator.consolidate(alike);
    if (combined.size() > timed.size() * (long) WORTH / 16) {
      pause = PAUSE;
    }
    return combined;
  }

  private static Batch with(Batch batch, int index, Column column) {
    Column[] columns = new Column[batch.columnCount()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = i == index ? column : batch.column(i);
    }
    return new Batch(batch.size(), columns, batch.weights());
  }
}
