package io.millrace.operator.over;

import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;

/** Values of other rows: which row it is, then its value. */
final class OverValues {
  private static final int NONE = -1;

  private final OverFrames frames;

  /** Of the rows from the stretch's first: those with a value, and how many come before each. */
  private int[] present = new int[16];

  private int[] counts = new int[16];
  private int base;

  /** The parts of a frame that are left when something is excluded. */
  private final int[] partStarts = new int[3];

  private final int[] partEnds = new int[3];

  /**
   * @param frames tells where frames are, once it has found them
   */
  OverValues(OverFrames frames) {
    this.frames = frames;
  }

  /** Appends the values that LAG and LEAD give. */
  void shift(OverCall.Shift call, OverRows rows, OverRows.Stretch stretch, ColumnBuilder out) {
    Column values = rows.batch().column(call.argument());
    Column others = call.otherwise() < 0 ? null : rows.batch().column(call.otherwise());
    long distance = call.distance();
    if (call.ignoreNulls()) {
      list(values, stretch);
    }
    for (int row = stretch.from; row < stretch.to; row++) {
      int found;
      if (!call.ignoreNulls()) {
        found = within(row - distance, stretch.first, stretch.end);
      } else if (distance == 0) {
        found = row;
      } else {
        long place = distance > 0 ? count(row) - distance : count(row + 1) - distance - 1;
        found = place < 0 || place >= count(stretch.end) ? NONE : present[(int) place];
      }
      if (found != NONE) {
        out.append(values, found);
      } else if (others != null) {
        out.append(others, row);
      } else {
        out.appendNull();
      }
    }
  }

  private static int within(long row, int from, int to) {
    return row < from || row >= to ? NONE : (int) row;
  }

  /** Appends the values that FIRST_VALUE and the like give; the frames have been found. */
  void pick(OverCall.Pick call, OverRows rows, OverRows.Stretch stretch, ColumnBuilder out) {
    Column values = rows.batch().column(call.argument());
    if (call.ignoreNulls()) {
      list(values, stretch);
    }
    boolean prefix = call.frame().isPrefix();
    for (int row = stretch.from; row < stretch.to; row++) {
      int found;
      if (prefix && !call.ignoreNulls() && call.place() != OverCall.Pick.LAST) {
        found = ofPrefix(call.place() - 1, stretch, frames.end(row));
      } else if (call.place() == OverCall.Pick.LAST) {
        found = last(call, rows, row);
      } else {
        found = nth(call, rows, row);
      }
      if (found == NONE) {
        out.appendNull();
      } else {
        out.append(values, found);
      }
    }
  }

  /** The row may lie before the stretch: then it is among the head. */
  private static int ofPrefix(long place, OverRows.Stretch stretch, int end) {
    if (place < stretch.rowsBefore) {
      return (int) (stretch.head + place);
    }
    return within(stretch.first + place - stretch.rowsBefore, stretch.first, end);
  }

  private int nth(OverCall.Pick call, OverRows rows, int row) {
    int parts = parts(call.frame().exclusion(), rows, row);
    long place = call.place() - 1;
    for (int i = 0; i < parts; i++) {
      if (call.ignoreNulls()) {
        int size = count(partEnds[i]) - count(partStarts[i]);
        if (place < size) {
          return present[(int) (count(partStarts[i]) + place)];
        }
        place -= size;
      } else {
        int size = partEnds[i] - partStarts[i];
        if (place < size) {
          return (int) (partStarts[i] + place);
        }
        place -= size;
      }
    }
    return NONE;
  }

  private int last(OverCall.Pick call, OverRows rows, int row) {
    for (int i = parts(call.frame().exclusion(), rows, row) - 1; i >= 0; i--) {
      if (!call.ignoreNulls() && partStarts[i] < partEnds[i]) {
        return partEnds[i] - 1;
      } else if (call.ignoreNulls() && count(partStarts[i]) < count(partEnds[i])) {
        return present[count(partEnds[i]) - 1];
      }
    }
    return NONE;
  }

  /** Finds the parts of a row's frame and returns how many. */
  private int parts(Frame.Exclusion exclusion, OverRows rows, int row) {
    int start = frames.start(row);
    int end = frames.end(row);
    if (exclusion == Frame.Exclusion.NOTHING) {
      return part(0, start, end);
    }
    boolean peers = exclusion != Frame.Exclusion.CURRENT_ROW;
    int from = peers ? rows.groupStart(row) : row;
    int to = peers ? rows.groupEnd(row) : row + 1;
    int parts = part(0, start, Math.min(end, from));
    if (exclusion == Frame.Exclusion.TIES) {
      parts = part(parts, Math.max(start, row), Math.min(end, row + 1));
    }
    return part(parts, Math.max(start, to), end);
  }

  private int part(int parts, int start, int end) {
    if (start >= end) {
      return parts;
    }
    partStarts[parts] = start;
    partEnds[parts] = end;
    return parts + 1;
  }

  /** Lists the rows with a value. */
  private void list(Column values, OverRows.Stretch stretch) {
    base = stretch.first;
    int size = stretch.end - stretch.first;
    if (counts.length <= size) {
      counts = new int[Math.max(size + 1, 2 * counts.length)];
      present = new int[counts.length];
    }
    int found = 0;
    for (int i = 0; i < size; i++) {
      counts[i] = found;
      if (!values.isNull(base + i)) {
        present[found++] = base + i;
      }
    }
    counts[size] = found;
  }

  /** Returns how many rows with a value come before a row. */
  private int count(int row) {
    return counts[row - base];
  }
}
