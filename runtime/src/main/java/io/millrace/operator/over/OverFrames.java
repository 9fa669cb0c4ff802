package io.millrace.operator.over;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.operator.order.RowKey;
import io.millrace.operator.order.SortColumn;
import io.millrace.state.KeyBuffer;
import io.millrace.state.SortKey;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import java.util.Arrays;

/**
 * Where the frames of a stretch's rows start and end, one kind of frame at a time. Neither ever
 * goes back from one row to the next, and none ends before it starts.
 */
final class OverFrames {
  private final SortColumn order;
  private final SortKey boundKey;
  private final KeyBuffer bound = new KeyBuffer();
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private int from;

  OverFrames(RowType type, Over over) {
    order = over.order().isEmpty() ? null : over.order().get(0);
    boundKey =
        order == null
            ? null
            : RowKey.sortKey(
                RowType.of(Field.of("bound", type.type(order.column()))),
                java.util.List.of(new SortColumn(0, order.descending(), order.nullsFirst())));
  }

  /** Finds the frames of all rows with results. */
  void find(OverRows rows, OverRows.Stretch stretch, Frame frame) {
    from = stretch.from;
    int count = stretch.to - stretch.from;
    if (starts.length < count) {
      starts = new int[Math.max(count, 2 * starts.length)];
      ends = new int[starts.length];
    }
    find(rows, stretch, frame, frame.start(), true, starts);
    find(rows, stretch, frame, frame.end(), false, ends);
    for (int i = 0; i < count; i++) {
      ends[i] = Math.max(ends[i], starts[i]);
    }
  }

  /** Returns the first row of a row's frame. */
  int start(int row) {
    return starts[row - from];
  }

  /** Returns the row after the last of a row's frame. */
  int end(int row) {
    return ends[row - from];
  }

  private void find(
      OverRows rows,
      OverRows.Stretch stretch,
      Frame frame,
      Frame.Bound limit,
      boolean start,
      int[] found) {
    int count = stretch.to - stretch.from;
    switch (limit.kind()) {
      case UNBOUNDED_PRECEDING:
        Arrays.fill(found, 0, count, stretch.first);
        break;
      case UNBOUNDED_FOLLOWING:
        Arrays.fill(found, 0, count, stretch.end);
        break;
      case CURRENT_ROW:
        for (int i = 0; i < count; i++) {
          int row = stretch.from + i;
          if (frame.unit() == Frame.Unit.ROWS) {
            found[i] = start ? row : row + 1;
          } else {
            found[i] = start ? rows.groupStart(row) : rows.groupEnd(row);
          }
        }
        break;
      case PRECEDING:
      case FOLLOWING:
        boolean after = limit.kind() == Frame.Kind.FOLLOWING;
        if (frame.unit() == Frame.Unit.ROWS) {
          long shift = (after ? limit.rows() : -limit.rows()) + (start ? 0 : 1);
          for (int i = 0; i < count; i++) {
            long row = stretch.from + i + shift;
            found[i] = (int) Math.max(stretch.first, Math.min(stretch.end, row));
          }
        } else {
          byValue(rows, stretch, limit.distance().orElseThrow(), after, start, found);
        }
        break;
    }
  }

  private void byValue(
      OverRows rows,
      OverRows.Stretch stretch,
      RangeDistance distance,
      boolean after,
      boolean start,
      int[] found) {
    Column values = rows.batch().column(order.column());
    Column moved = distance.move(values, stretch.from, stretch.to, after != order.descending());
    Batch bounds = Batch.of(moved);
    int at = stretch.first;
    for (int i = 0; i < bounds.size(); i++) {
      int row = stretch.from + i;
      if (i == 0 || rows.groupStart(row) != rows.groupStart(row - 1)) {
        bound.clear();
        boundKey.append(bounds, i, bound);
        byte[] data = rows.keyData();
        while (at < stretch.end && isBefore(rows, stretch, data, at, start)) {
          // Peers are on one side together.
          at = rows.groupEnd(at);
        }
      }
      found[i] = at;
    }
  }

  private boolean isBefore(
      OverRows rows, OverRows.Stretch stretch, byte[] data, int row, boolean start) {
    int order =
        Arrays.compareUnsigned(
            data,
            rows.orderStart(stretch, row),
            rows.orderEnd(row),
            bound.data(),
            0,
            bound.length());
    return start ? order < 0 : order <= 0;
  }
}
