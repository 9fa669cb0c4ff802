package io.millrace.zset;

import io.millrace.batch.ArrayColumn;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongColumn;
import io.millrace.batch.MapColumn;
import io.millrace.batch.RowColumn;
import io.millrace.batch.WideColumn;
import java.util.Arrays;

/** When two rows are the same row: null equals null, 0.0 equals -0.0, NaN equals NaN. */
public final class RowEquality {
  private RowEquality() {}

  /** Compares a row of some columns with a row of others of the same storages. */
  public static boolean equal(Column[] left, int leftRow, Column[] right, int rightRow) {
    for (int i = 0; i < left.length; i++) {
      if (!equal(left[i], leftRow, right[i], rightRow)) {
        return false;
      }
    }
    return true;
  }

  /** Compares two values of columns of the same storage. */
  public static boolean equal(Column left, int leftRow, Column right, int rightRow) {
    boolean leftNull = left.isNull(leftRow);
    if (leftNull || right.isNull(rightRow)) {
      return leftNull && right.isNull(rightRow);
    }
    if (left instanceof LongColumn longs) {
      return longs.values()[leftRow] == ((LongColumn) right).values()[rightRow];
    } else if (left instanceof DoubleColumn doubles) {
      return RowHash.canonicalBits(doubles.values()[leftRow])
          == RowHash.canonicalBits(((DoubleColumn) right).values()[rightRow]);
    } else if (left instanceof WideColumn wide) {
      WideColumn other = (WideColumn) right;
      return wide.high()[leftRow] == other.high()[rightRow]
          && wide.low()[leftRow] == other.low()[rightRow];
    } else if (left instanceof BytesColumn bytes) {
      BytesColumn other = (BytesColumn) right;
      int start = bytes.starts()[leftRow];
      int otherStart = other.starts()[rightRow];
      return Arrays.equals(
          bytes.data(),
          start,
          start + bytes.lengths()[leftRow],
          other.data(),
          otherStart,
          otherStart + other.lengths()[rightRow]);
    } else if (left instanceof ArrayColumn array) {
      ArrayColumn other = (ArrayColumn) right;
      return array.lengths()[leftRow] == other.lengths()[rightRow]
          && equalRange(
              array.elements(),
              array.starts()[leftRow],
              other.elements(),
              other.starts()[rightRow],
              array.lengths()[leftRow]);
    } else if (left instanceof MapColumn map) {
      MapColumn other = (MapColumn) right;
      int length = map.lengths()[leftRow];
      int start = map.starts()[leftRow];
      int otherStart = other.starts()[rightRow];
      return length == other.lengths()[rightRow]
          && equalRange(map.keys(), start, other.keys(), otherStart, length)
          && equalRange(map.values(), start, other.values(), otherStart, length);
    }
    RowColumn rows = (RowColumn) left;
    RowColumn other = (RowColumn) right;
    for (int i = 0; i < rows.fields().size(); i++) {
      if (!equal(rows.fields().get(i), leftRow, other.fields().get(i), rightRow)) {
        return false;
      }
    }
    return true;
  }

  private static boolean equalRange(Column left, int from, Column right, int otherFrom, int count) {
    for (int i = 0; i < count; i++) {
      if (!equal(left, from + i, right, otherFrom + i)) {
        return false;
      }
    }
    return true;
  }
}
