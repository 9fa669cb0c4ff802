package io.millrace.planner.function.kernel;

import io.millrace.batch.BytesBuilder;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.DoubleBuilder;
import io.millrace.batch.LongBuilder;
import io.millrace.batch.WideBuilder;
import java.math.BigInteger;

/** Appends values, as generated code holds them, to columns being built. */
public final class Build {
  private Build() {}

  public static void append(ColumnBuilder builder, boolean isNull, boolean value) {
    append(builder, isNull, value ? 1 : 0);
  }

  public static void append(ColumnBuilder builder, boolean isNull, long value) {
    if (isNull) {
      builder.appendNull();
    } else {
      ((LongBuilder) builder).appendLong(value);
    }
  }

  public static void append(ColumnBuilder builder, boolean isNull, double value) {
    if (isNull) {
      builder.appendNull();
    } else {
      ((DoubleBuilder) builder).appendDouble(value);
    }
  }

  public static void append(ColumnBuilder builder, boolean isNull, BigInteger value) {
    if (isNull) {
      builder.appendNull();
    } else {
      ((WideBuilder) builder).appendBig(value);
    }
  }

  public static void append(
      ColumnBuilder builder, boolean isNull, byte[] data, int start, int length) {
    if (isNull) {
      builder.appendNull();
    } else {
      ((BytesBuilder) builder).appendBytes(data, start, length);
    }
  }

  public static void append(ColumnBuilder builder, boolean isNull, Column column, int row) {
    if (isNull) {
      builder.appendNull();
    } else {
      builder.append(column, row);
    }
  }
}
