package io.millrace.planner.function.kernel;

import io.millrace.batch.ArrayColumn;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongColumn;
import io.millrace.batch.MapColumn;
import io.millrace.batch.RowColumn;
import io.millrace.batch.WideColumn;
import io.millrace.type.Type;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Values of columns as Java objects, for constants and borders: BOOLEAN a Boolean, integers a Long,
 * REAL and DOUBLE a Double, DECIMAL a BigDecimal, text and VARIANT a String, binary a byte[], DATE
 * a LocalDate, TIME a LocalTime, TIMESTAMP a LocalDateTime, TIMESTAMP WITH LOCAL TIME ZONE an
 * Instant, intervals a Period (months) or Duration, UUID a UUID, ARRAY and ROW a List, MAP a Map.
 */
public final class JavaValues {
  private JavaValues() {}

  /** Returns a row's value, or null. */
  public static Object of(Type type, Column column, int row) {
    if (column.isNull(row)) {
      return null;
    } else if (column instanceof LongColumn longs) {
      return ofLong(type, longs.values()[row]);
    } else if (column instanceof DoubleColumn doubles) {
      return doubles.values()[row];
    } else if (column instanceof WideColumn wide) {
      return new BigDecimal(Decimals.wide(wide, row), ((Type.DecimalType) type).scale());
    } else if (column instanceof BytesColumn bytes) {
      return ofBytes(type, bytes, row);
    } else if (column instanceof ArrayColumn arrays) {
      Type element = ((Type.ArrayType) type).element();
      List<Object> list = new ArrayList<>();
      int start = arrays.starts()[row];
      for (int i = start; i < start + arrays.lengths()[row]; i++) {
        list.add(of(element, arrays.elements(), i));
      }
      return list;
    } else if (column instanceof MapColumn maps) {
      Type.MapType map = (Type.MapType) type;
      Map<Object, Object> entries = new LinkedHashMap<>();
      int start = maps.starts()[row];
      for (int i = start; i < start + maps.lengths()[row]; i++) {
        entries.put(of(map.key(), maps.keys(), i), of(map.value(), maps.values(), i));
      }
      return entries;
    }
    List<Object> list = new ArrayList<>();
    List<Column> fields = ((RowColumn) column).fields();
    for (int f = 0; f < fields.size(); f++) {
      list.add(of(((Type.StructType) type).fields().get(f).type(), fields.get(f), row));
    }
    return list;
  }

  private static Object ofBytes(Type type, BytesColumn column, int row) {
    int start = column.starts()[row];
    if (type instanceof Type.BinaryType) {
      return Arrays.copyOfRange(column.data(), start, start + column.lengths()[row]);
    } else if (type instanceof Type.UuidType) {
      ByteBuffer bytes = ByteBuffer.wrap(column.data(), start, 16);
      return new UUID(bytes.getLong(), bytes.getLong());
    }
    return column.text(row);
  }

  private static Object ofLong(Type type, long value) {
    if (type instanceof Type.BooleanType) {
      return value != 0;
    } else if (type instanceof Type.DecimalType decimal) {
      return BigDecimal.valueOf(value, decimal.scale());
    } else if (type instanceof Type.DateType) {
      return LocalDate.ofEpochDay(value);
    } else if (type instanceof Type.TimeType) {
      return LocalTime.ofNanoOfDay(value * 1_000);
    } else if (type instanceof Type.TimestampType timestamp) {
      Instant instant = Instant.EPOCH.plus(value, ChronoUnit.MICROS);
      return timestamp.zoned() ? instant : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    } else if (type instanceof Type.IntervalType interval) {
      return interval.months()
          ? Period.ofMonths(Math.toIntExact(value))
          : Duration.of(value, ChronoUnit.MICROS);
    }
    return value;
  }
}
