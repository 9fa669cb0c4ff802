package io.millrace.operator.time;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.LongColumn;
import io.millrace.operator.Operator;
import io.millrace.operator.Output;
import java.util.Arrays;

/**
 * Puts each row into its windows: the input's columns but the watermark's, then window_start and
 * window_end. A row that lies in several windows comes out as often, by ascending window.
 *
 * <p>Linear and without state. A row whose window ends at or before the watermark that the row
 * carries is late for that window: it does not come out with it and is counted; so is a row without
 * a timestamp.
 */
public final class WindowOperator implements Operator {
  private final Windowing windowing;
  private final int watermark;
  private final LateRows lateRows;

  /** Null where the time itself is read. */
  private final WindowSlices slices;

  private int[] rows = new int[0];
  private long[] starts = new long[0];
  private long[] ends = new long[0];
  private int count;

  /**
   * @param watermark the input's column with the watermark as of each row (not null), or -1 where
   *     the input has none and nothing is late
   * @param sliced whether nobody reads the time itself, which then comes out as the start of its
   *     slice (see {@link WindowSlices})
   * @param lateRows counts what does not come into a window
   */
  public WindowOperator(Windowing windowing, int watermark, boolean sliced, LateRows lateRows) {
    this.windowing = windowing;
    this.watermark = watermark;
    this.lateRows = lateRows;
    slices = sliced ? new WindowSlices(windowing, watermark) : null;
  }

  @Override
  public void process(int input, Batch delta, Output out) {
    if (slices == null) {
      assign(delta, out);
    } else {
      assignSlices(slices.timed(delta), out);
    }
  }

  private void assignSlices(Batch timed, Output out) {
    if (!slices.isWorthwhile()) {
      assign(timed, out);
      return;
    }
    int[] onTime = new int[timed.size()];
    int[] others = new int[timed.size()];
    int onTimeCount = 0;
    int otherCount = 0;
    LongColumn times = timed.longs(windowing.timestamp());
    long[] passed = watermark < 0 ? null : timed.longs(watermark).values();
    for (int row = 0; row < timed.size(); row++) {
      boolean isOnTime =
          !times.isNull(row)
              && (passed == null || windowing.firstEnd(times.values()[row]) > passed[row]);
      onTime[onTimeCount] = row;
      others[otherCount] = row;
      onTimeCount += isOnTime ? 1 : 0;
      otherCount += isOnTime ? 0 : 1;
    }
    if (otherCount > 0) {
      assign(timed.gather(others, otherCount), out);
    }
    if (onTimeCount > 0) {
      Batch rows = otherCount == 0 ? timed : timed.gather(onTime, onTimeCount);
      assign(slices.combine(rows), out);
    }
  }

  private void assign(Batch delta, Output out) {
    LongColumn timestamps = delta.longs(windowing.timestamp());
    long[] times = timestamps.values();
    long[] passed = watermark < 0 ? null : delta.longs(watermark).values();
    count = 0;
    reserve(delta.size());
    long late = 0;
    long untimed = 0;
    for (int row = 0; row < delta.size(); row++) {
      if (timestamps.isNull(row)) {
        untimed++;
      } else {
        long horizon = passed == null ? Watermark.NONE : passed[row];
        boolean all =
            switch (windowing.kind()) {
              case TUMBLE -> tumble(row, times[row], horizon);
              case HOP -> hop(row, times[row], horizon);
              case CUMULATE -> cumulate(row, times[row], horizon);
            };
        late += all ? 0 : 1;
      }
    }
    if (late > 0) {
      lateRows.addLate(late);
    }
    if (untimed > 0) {
      lateRows.addUntimed(untimed);
    }
    if (count > 0) {
      out.emit(output(delta));
    }
  }

  private boolean tumble(int row, long time, long horizon) {
    long size = windowing.size();
    long start = time - Math.floorMod(time - windowing.offset(), size);
    return add(row, start, start + size, horizon);
  }

  private boolean hop(int row, long time, long horizon) {
    long size = windowing.size();
    long step = windowing.step();
    long last = time - Math.floorMod(time - windowing.offset(), step);
    long windows = windowing.windows(time, last);
    boolean all = true;
    for (long start = last - (windows - 1) * step; start <= last; start += step) {
      all &= add(row, start, start + size, horizon);
    }
    return all;
  }

  private boolean cumulate(int row, long time, long horizon) {
    long step = windowing.step();
    long inWindow = Math.floorMod(time - windowing.offset(), windowing.size());
    long start = time - inWindow;
    boolean all = true;
    for (long end = inWindow / step * step + step; end <= windowing.size(); end += step) {
      all &= add(row, start, start + end, horizon);
    }
    return all;
  }

  private boolean add(int row, long start, long end, long horizon) {
    if (end <= horizon) {
      return false;
    }
    reserve(count + 1);
    rows[count] = row;
    starts[count] = start;
    ends[count++] = end;
    return true;
  }

  private void reserve(int size) {
    if (size > rows.length) {
      int capacity = Math.max(size, rows.length * 2);
      rows = Arrays.copyOf(rows, capacity);
      starts = Arrays.copyOf(starts, capacity);
      ends = Arrays.copyOf(ends, capacity);
    }
  }

  private Batch output(Batch delta) {
    boolean same = count == delta.size() && rowsAreInPlace();
    int kept = delta.columnCount() - (watermark < 0 ? 0 : 1);
    Column[] columns = new Column[kept + 2];
    for (int i = 0, next = 0; i < delta.columnCount(); i++) {
      if (i != watermark) {
        Column column = delta.column(i);
        columns[next++] = same ? column : column.gather(rows, count);
      }
    }
    columns[kept] = new LongColumn(Arrays.copyOf(starts, count), null, count);
    columns[kept + 1] = new LongColumn(Arrays.copyOf(ends, count), null, count);
    long[] weights = delta.weights();
    if (weights != null && !same) {
      weights = new long[count];
      for (int i = 0; i < count; i++) {
        weights[i] = delta.weights()[rows[i]];
      }
    }
    return new Batch(count, columns, weights);
  }

  private boolean rowsAreInPlace() {
    for (int i = 0; i < count; i++) {
      if (rows[i] != i) {
        return false;
      }
    }
    return true;
  }
}
