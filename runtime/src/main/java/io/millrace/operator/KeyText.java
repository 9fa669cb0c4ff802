package io.millrace.operator;

import io.millrace.batch.Batch;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongColumn;
import io.millrace.batch.WideColumn;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.StringJoiner;

/** A key as an error message shows it: {@code (order_id) = (5)}. */
final class KeyText {
  private static final long MICROS = 1_000_000;

  private KeyText() {}

  static String of(RowType type, int[] key, Batch batch, int row) {
    StringJoiner names = new StringJoiner(", ", "(", ")");
    StringJoiner values = new StringJoiner(", ", "(", ")");
    for (int column : key) {
      names.add(type.field(column).quotedName());
      values.add(value(type.type(column), batch.column(column), row));
    }
    return names + " = " + values;
  }

  private static String value(Type type, Column column, int row) {
    if (column.isNull(row)) {
      return "NULL";
    } else if (column instanceof LongColumn longs) {
      return number(type, longs.values()[row]);
    } else if (column instanceof DoubleColumn doubles) {
      return Double.toString(doubles.values()[row]);
    } else if (column instanceof WideColumn wide && type instanceof Type.DecimalType decimal) {
      BigInteger low = new BigInteger(Long.toUnsignedString(wide.low()[row]));
      BigInteger unscaled = BigInteger.valueOf(wide.high()[row]).shiftLeft(64).add(low);
      return new BigDecimal(unscaled, decimal.scale()).toPlainString();
    } else if (column instanceof BytesColumn bytes) {
      int start = bytes.starts()[row];
      int end = start + bytes.lengths()[row];
      return type instanceof Type.TextType || type instanceof Type.VariantType
          ? "'" + bytes.text(row) + "'"
          : "X'" + HexFormat.of().formatHex(bytes.data(), start, end) + "'";
    }
    return "a " + type.sql();
  }

  private static String number(Type type, long value) {
    if (type instanceof Type.BooleanType) {
      return value == 0 ? "FALSE" : "TRUE";
    } else if (type instanceof Type.DecimalType decimal) {
      return BigDecimal.valueOf(value, decimal.scale()).toPlainString();
    } else if (type instanceof Type.DateType) {
      return LocalDate.ofEpochDay(value).toString();
    } else if (type instanceof Type.TimeType) {
      return LocalTime.ofNanoOfDay(value * 1000).toString();
    } else if (type instanceof Type.TimestampType) {
      return LocalDateTime.ofEpochSecond(
              Math.floorDiv(value, MICROS),
              (int) Math.floorMod(value, MICROS) * 1000,
              ZoneOffset.UTC)
          .toString()
          .replace('T', ' ');
    }
    return Long.toString(value);
  }
}
