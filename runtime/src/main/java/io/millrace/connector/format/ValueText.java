package io.millrace.connector.format;

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

/** Values as people read them: texts in quotes, times as ISO 8601. Not for hot paths. */
public final class ValueText {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
          .toFormatter(Locale.ROOT);

  private ValueText() {}

  /** Returns a row as {@code (1, 'a', NULL)}. */
  public static String row(RowType type, Batch batch, int row) {
    StringJoiner values = new StringJoiner(", ", "(", ")");
    for (int i = 0; i < type.size(); i++) {
      values.add(value(type.type(i), batch.column(i), row));
    }
    return values.toString();
  }

  private static String value(Type type, Column column, int row) {
    if (column.isNull(row)) {
      return "NULL";
    } else if (column instanceof LongColumn longs) {
      return longValue(type, longs.values()[row]);
    } else if (column instanceof DoubleColumn doubles) {
      return type instanceof Type.FloatingType floating && floating.single()
          ? Float.toString((float) doubles.values()[row])
          : Double.toString(doubles.values()[row]);
    } else if (column instanceof WideColumn wide) {
      BigInteger unscaled =
          new BigInteger(
              ByteBuffer.allocate(16).putLong(wide.high()[row]).putLong(wide.low()[row]).array());
      int scale = type instanceof Type.DecimalType decimal ? decimal.scale() : 0;
      return new BigDecimal(unscaled, scale).toPlainString();
    } else if (column instanceof BytesColumn bytes) {
      return bytesValue(type, bytes, row);
    } else if (column instanceof ArrayColumn array) {
      StringJoiner values = new StringJoiner(", ", "[", "]");
      Type element = ((Type.ArrayType) type).element();
      int start = array.starts()[row];
      for (int i = start; i < start + array.lengths()[row]; i++) {
        values.add(value(element, array.elements(), i));
      }
      return values.toString();
    } else if (column instanceof MapColumn map) {
      return mapValue((Type.MapType) type, map, row);
    }
    List<Field> fields = ((Type.StructType) type).fields();
    StringJoiner values = new StringJoiner(", ", "(", ")");
    for (int i = 0; i < fields.size(); i++) {
      values.add(value(fields.get(i).type(), ((RowColumn) column).fields().get(i), row));
    }
    return values.toString();
  }

  private static String mapValue(Type.MapType type, MapColumn map, int row) {
    StringJoiner values = new StringJoiner(", ", "{", "}");
    int start = map.starts()[row];
    for (int i = start; i < start + map.lengths()[row]; i++) {
      values.add(value(type.key(), map.keys(), i) + ": " + value(type.value(), map.values(), i));
    }
    return values.toString();
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
      LocalDateTime time =
          LocalDateTime.ofEpochSecond(
              Math.floorDiv(value, 1_000_000L),
              (int) Math.floorMod(value, 1_000_000L) * 1000,
              ZoneOffset.UTC);
      return time.toLocalDate() + " " + TIME.format(time) + (timestamp.zoned() ? "Z" : "");
    }
    return Long.toString(value);
  }

  private static String bytesValue(Type type, BytesColumn bytes, int row) {
    int start = bytes.starts()[row];
    if (type instanceof Type.BinaryType) {
      return "'\\x"
          + HexFormat.of().formatHex(bytes.data(), start, start + bytes.lengths()[row])
          + "'";
    } else if (type instanceof Type.UuidType) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes.data(), start, 16);
      return "'" + new UUID(buffer.getLong(), buffer.getLong()) + "'";
    } else if (type instanceof Type.VariantType) {
      return bytes.text(row);
    }
    return "'" + bytes.text(row).replace("'", "''") + "'";
  }
}
