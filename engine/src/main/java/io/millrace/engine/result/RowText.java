package io.millrace.engine.result;

import io.millrace.batch.ArrayColumn;
import io.millrace.batch.Batch;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongColumn;
import io.millrace.batch.MapColumn;
import io.millrace.batch.RowColumn;
import io.millrace.batch.WideColumn;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Storage;
import io.millrace.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.UUID;

/** Rows as text, for messages and for people; not for hot paths. */
public final class RowText {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
          .toFormatter(Locale.ROOT);

  private RowText() {}

  /** Returns a row as {@code (1, 'a', NULL)}, by the storage of its values alone. */
  public static String of(Batch batch, int row) {
    StringJoiner values = new StringJoiner(", ", "(", ")");
    for (int i = 0; i < batch.columnCount(); i++) {
      values.add(untyped(batch.column(i), row));
    }
    return values.toString();
  }

  private static String untyped(Column column, int row) {
    if (column.isNull(row)) {
      return "NULL";
    } else if (column instanceof LongColumn longs) {
      return Long.toString(longs.values()[row]);
    } else if (column instanceof DoubleColumn doubles) {
      return Double.toString(doubles.values()[row]);
    } else if (column instanceof BytesColumn bytes) {
      return "'" + bytes.text(row) + "'";
    } else if (column instanceof WideColumn wide) {
      return wide(wide, row).toString();
    }
    return "…";
  }

  /** Returns a row as {@code (id 1, name 'a', day 2026-01-31)}. */
  public static String of(Batch batch, int row, RowType type) {
    StringJoiner values = new StringJoiner(", ", "(", ")");
    for (int i = 0; i < type.size(); i++) {
      Type column = type.type(i);
      boolean quoted = column.storage() == Storage.BYTES;
      String value = value(column, batch.column(i), row);
      values.add(
          type.field(i).quotedName()
              + " "
              + (value == null ? "NULL" : quoted ? "'" + value + "'" : value));
    }
    return values.toString();
  }

  /** Returns a value as PostgreSQL would print it; null for NULL. */
  public static String value(Type type, Column column, int row) {
    if (column.isNull(row)) {
      return null;
    }
    if (column instanceof LongColumn longs) {
      return longValue(type, longs.values()[row]);
    } else if (column instanceof DoubleColumn doubles) {
      return floating(type, doubles.values()[row]);
    } else if (column instanceof WideColumn wide) {
      int scale = type instanceof Type.DecimalType decimal ? decimal.scale() : 0;
      return new BigDecimal(wide(wide, row), scale).toPlainString();
    } else if (column instanceof BytesColumn bytes) {
      return bytesValue(type, bytes, row);
    }
    return nested(type, column, row);
  }

  /** Returns the 128-bit integer of a row. */
  public static BigInteger wide(WideColumn column, int row) {
    return new BigInteger(
        ByteBuffer.allocate(16).putLong(column.high()[row]).putLong(column.low()[row]).array());
  }

  private static String longValue(Type type, long value) {
    if (type instanceof Type.BooleanType) {
      return value != 0 ? "true" : "false";
    } else if (type instanceof Type.DecimalType decimal) {
      return BigDecimal.valueOf(value, decimal.scale()).toPlainString();
    } else if (type instanceof Type.DateType) {
      return LocalDate.ofEpochDay(value).toString();
    } else if (type instanceof Type.TimeType) {
      return TIME.format(LocalTime.ofNanoOfDay(value * 1000));
    } else if (type instanceof Type.TimestampType timestamp) {
      LocalDateTime time = timestamp(value);
      return time.toLocalDate() + " " + TIME.format(time) + (timestamp.zoned() ? "Z" : "");
    } else if (type instanceof Type.IntervalType interval) {
      return interval(interval, value);
    }
    return Long.toString(value);
  }

  /** Returns the date and time of so many microseconds since 1970. */
  public static LocalDateTime timestamp(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L),
        (int) Math.floorMod(micros, 1_000_000L) * 1000,
        ZoneOffset.UTC);
  }

  private static String interval(Type.IntervalType type, long value) {
    long size = Math.abs(value);
    String sign = value < 0 ? "-" : "";
    if (type.months()) {
      return sign + size / 12 + "-" + size % 12;
    }
    long days = size / 86_400_000_000L;
    return sign + days + " " + TIME.format(LocalTime.ofNanoOfDay(size % 86_400_000_000L * 1000));
  }

  private static String floating(Type type, double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    } else if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return new BigDecimal(value).toPlainString() + ".0";
    }
    return type instanceof Type.FloatingType floating && floating.single()
        ? Float.toString((float) value)
        : Double.toString(value);
  }

  private static String bytesValue(Type type, BytesColumn bytes, int row) {
    int start = bytes.starts()[row];
    if (type instanceof Type.BinaryType) {
      return "\\x" + HexFormat.of().formatHex(bytes.data(), start, start + bytes.lengths()[row]);
    } else if (type instanceof Type.UuidType) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes.data(), start, 16);
      return new UUID(buffer.getLong(), buffer.getLong()).toString();
    }
    return bytes.text(row);
  }

  private static String nested(Type type, Column column, int row) {
    if (column instanceof ArrayColumn array) {
      StringJoiner values = new StringJoiner(", ", "[", "]");
      int start = array.starts()[row];
      for (int i = start; i < start + array.lengths()[row]; i++) {
        values.add(String.valueOf(value(((Type.ArrayType) type).element(), array.elements(), i)));
      }
      return values.toString();
    } else if (column instanceof MapColumn map) {
      Type.MapType mapType = (Type.MapType) type;
      StringJoiner values = new StringJoiner(", ", "{", "}");
      int start = map.starts()[row];
      for (int i = start; i < start + map.lengths()[row]; i++) {
        values.add(
            value(mapType.key(), map.keys(), i) + "=" + value(mapType.value(), map.values(), i));
      }
      return values.toString();
    }
    List<Field> fields = ((Type.StructType) type).fields();
    StringJoiner values = new StringJoiner(", ", "(", ")");
    for (int i = 0; i < fields.size(); i++) {
      values.add(
          String.valueOf(value(fields.get(i).type(), ((RowColumn) column).fields().get(i), row)));
    }
    return values.toString();
  }
}
