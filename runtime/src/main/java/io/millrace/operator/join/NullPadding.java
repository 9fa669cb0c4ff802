package io.millrace.operator.join;

import io.millrace.batch.ArrayColumn;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongColumn;
import io.millrace.batch.MapColumn;
import io.millrace.batch.NullColumns;
import io.millrace.batch.Nulls;
import io.millrace.batch.RowColumn;
import io.millrace.batch.WideColumn;
import io.millrace.type.Type;

/** Columns with nulls where there is no row to take a value from. */
final class NullPadding {
  private NullPadding() {}

  /** Gathers rows of a column; a negative row number gives null. */
  static Column gather(Column column, Type type, int[] rows, int count) {
    if (column.size() == 0) {
      return NullColumns.of(type, count);
    }
    int[] present = new int[count];
    long[] absent = null;
    for (int i = 0; i < count; i++) {
      if (rows[i] < 0) {
        if (absent == null) {
          absent = Nulls.allocate(count);
        }
        Nulls.set(absent, i);
      } else {
        present[i] = rows[i];
      }
    }
    return mask(column.gather(present, count), absent);
  }

  /** Returns the column with nulls also where this bitmap has them. */
  static Column mask(Column column, long[] more) {
    if (more == null) {
      return column;
    }
    long[] nulls = either(column.nulls(), more);
    int size = column.size();
    if (column instanceof LongColumn longs) {
      return new LongColumn(longs.values(), nulls, size);
    } else if (column instanceof DoubleColumn doubles) {
      return new DoubleColumn(doubles.values(), nulls, size);
    } else if (column instanceof WideColumn wide) {
      return new WideColumn(wide.high(), wide.low(), nulls, size);
    } else if (column instanceof BytesColumn bytes) {
      return new BytesColumn(bytes.data(), bytes.starts(), bytes.lengths(), nulls, size);
    } else if (column instanceof ArrayColumn array) {
      return new ArrayColumn(array.elements(), array.starts(), array.lengths(), nulls, size);
    } else if (column instanceof MapColumn map) {
      return new MapColumn(map.keys(), map.values(), map.starts(), map.lengths(), nulls, size);
    }
    return new RowColumn(((RowColumn) column).fields(), nulls, size);
  }

  private static long[] either(long[] a, long[] b) {
    if (a == null) {
      return b;
    }
    long[] result = new long[Math.min(a.length, b.length)];
    for (int i = 0; i < result.length; i++) {
      result[i] = a[i] | b[i];
    }
    return result;
  }
}
