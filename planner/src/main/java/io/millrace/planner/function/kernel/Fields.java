package io.millrace.planner.function.kernel;

import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongColumn;
import io.millrace.batch.WideColumn;

/** Reads single values out of columns. */
public final class Fields {
  private Fields() {}

  /** Gives a row of a column out. */
  public static void read(Column column, int row, Result out) {
    if (column.isNull(row)) {
      out.setNull();
    } else if (column instanceof LongColumn longs) {
      out.number = longs.values()[row];
    } else if (column instanceof DoubleColumn doubles) {
      out.real = doubles.values()[row];
    } else if (column instanceof BytesColumn bytes) {
      out.share(bytes.data(), bytes.starts()[row], bytes.lengths()[row]);
    } else if (column instanceof WideColumn wide) {
      out.big = Decimals.wide(wide, row);
    } else {
      out.column = column;
      out.row = row;
    }
  }
}
