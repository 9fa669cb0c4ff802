package io.millrace.batch;

import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.math.BigDecimal;
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

/**
 * Values and rows as people read them: plain, as PostgreSQL prints them, or quoted, as messages
 * show them. Not for hot paths.
 */
public final class ValueText {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
          .toFormatter(Locale.ROOT);
  private static final long MICROS_A_SECOND = 1_000_000;
  private static final long MICROS_A_DAY = 86_400 * MICROS_A_SECOND;

  private ValueText() {}

  // ---- Rows ----

  /** Returns a row as {@code (1, 'a', NULL)}. */
  public static String row(RowType type, Batch batch, int row) {
    StringJoiner values = new StringJoiner(", ", "(", ")");
    for (int i = 0; i < type.size(); i++) {
      values.add(quoted(type.type(i), batch.column(i), row));
    }
    return values.toString();
  }

  /** Returns a row as {@code (id 1, name 'a', day NULL)}. */
  public static String named(RowType type, Batch batch, int row) {
    StringJoiner values = new StringJoiner(", ", "(", ")");
    for (int i = 0; i < type.size(); i++) {
      values.add(type.field(i).quotedName() + " " + quoted(type.type(i), batch.column(i), row));
    }
    return values.toString();
  }

  // ---- Values ----

  /** Returns a value, plain; null for NULL. */
  public static String of(Type type, Column column, int row) {
    if (column.isNull(row)) {
      return null;
    } else if (column instanceof LongColumn longs) {
      return ofLong(type, longs.values()[row]);
    } else if (column instanceof DoubleColumn doubles) {
      boolean single = type instanceof Type.FloatingType floating && floating.single();
      return floating(doubles.values()[row], single);
    } else if (column instanceof WideColumn wide) {
      int scale = type instanceof Type.DecimalType decimal ? decimal.scale() : 0;
      return new BigDecimal(wide.value(row), scale).toPlainString();
    } else if (column instanceof BytesColumn bytes) {
      return ofBytes(type, bytes, row);
    }
    return nested(type, column, row, false);
  }

  /** Returns a value as a message shows it: text and the like in quotes, NULL as that word. */
  public static String quoted(Type type, Column column, int row) {
    if (column.isNull(row)) {
      return "NULL";
    } else if (column instanceof BytesColumn && !(type instanceof Type.VariantType)) {
      return "'" + of(type, column, row).replace("'", "''") + "'";
    }
    return switch (type.storage()) {
      case ARRAY, MAP, ROW -> nested(type, column, row, true);
      default -> of(type, column, row);
    };
  }

  private static String ofLong(Type type, long value) {
    if (type instanceof Type.BooleanType) {
      return value != 0 ? "true" : "false";
    } else if (type instanceof Type.DecimalType decimal) {
      return BigDecimal.valueOf(value, decimal.scale()).toPlainString();
    } else if (type instanceof Type.DateType) {
      return LocalDate.ofEpochDay(value).toString();
    } else if (type instanceof Type.TimeType) {
      return time(LocalTime.ofNanoOfDay(value * 1000));
    } else if (type instanceof Type.TimestampType timestamp) {
      return timestamp(dateTime(value)) + (timestamp.zoned() ? "Z" : "");
    } else if (type instanceof Type.IntervalType interval) {
      return interval(interval, value);
    }
    return Long.toString(value);
  }

  /** Returns the date and time of so many microseconds since 1970. */
  public static LocalDateTime dateTime(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, MICROS_A_SECOND),
        (int) Math.floorMod(micros, MICROS_A_SECOND) * 1000,
        ZoneOffset.UTC);
  }

  /** Returns a time as {@code 07:08:09.123}. */
  public static String time(LocalTime time) {
    return TIME.format(time);
  }

  /** Returns a timestamp as {@code 2026-01-31 07:08:09.123}. */
  public static String timestamp(LocalDateTime timestamp) {
    return timestamp.toLocalDate() + " " + TIME.format(timestamp);
  }

  private static String interval(Type.IntervalType type, long value) {
    long size = Math.abs(value);
    String sign = value < 0 ? "-" : "";
    if (type.months()) {
      return sign + size / 12 + "-" + size % 12;
    }
    return sign
        + size / MICROS_A_DAY
        + " "
        + TIME.format(LocalTime.ofNanoOfDay(size % MICROS_A_DAY * 1000));
  }

  /**
   * Returns a floating-point number; whole ones without an exponent as far as they are exact.
   *
   * @param single whether it is a REAL
   */
  public static String floating(double value, boolean single) {
    if (value == Math.rint(value) && Math.abs(value) >= 1e7 && Math.abs(value) < 1e15) {
      return new BigDecimal(value).toPlainString() + ".0";
    }
    return single ? Float.toString((float) value) : Double.toString(value);
  }

  /** Returns bytes as {@code \xdeadbeef}. */
  public static String binary(byte[] data, int from, int to) {
    return "\\x" + HexFormat.of().formatHex(data, from, to);
  }

  private static String ofBytes(Type type, BytesColumn bytes, int row) {
    int start = bytes.starts()[row];
    if (type instanceof Type.BinaryType) {
      return binary(bytes.data(), start, start + bytes.lengths()[row]);
    } else if (type instanceof Type.UuidType) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes.data(), start, 16);
      return new UUID(buffer.getLong(), buffer.getLong()).toString();
    }
    return bytes.text(row);
  }

  private static String nested(Type type, Column column, int row, boolean quoted) {
    if (column instanceof ArrayColumn array) {
      StringJoiner values = new StringJoiner(", ", "[", "]");
      int start = array.starts()[row];
      for (int i = start; i < start + array.lengths()[row]; i++) {
        values.add(inner(((Type.ArrayType) type).element(), array.elements(), i, quoted));
      }
      return values.toString();
    } else if (column instanceof MapColumn map) {
      Type.MapType mapType = (Type.MapType) type;
      StringJoiner values = new StringJoiner(", ", "{", "}");
      int start = map.starts()[row];
      for (int i = start; i < start + map.lengths()[row]; i++) {
        values.add(
            inner(mapType.key(), map.keys(), i, quoted)
                + (quoted ? ": " : "=")
                + inner(mapType.value(), map.values(), i, quoted));
      }
      return values.toString();
    }
    List<Field> fields = ((Type.StructType) type).fields();
    StringJoiner values = new StringJoiner(", ", "(", ")");
    for (int i = 0; i < fields.size(); i++) {
      values.add(inner(fields.get(i).type(), ((RowColumn) column).fields().get(i), row, quoted));
    }
    return values.toString();
  }

  private static String inner(Type type, Column column, int row, boolean quoted) {
    if (column.isNull(row)) {
      return "NULL";
    }
    return quoted ? quoted(type, column, row) : of(type, column, row);
  }
}
