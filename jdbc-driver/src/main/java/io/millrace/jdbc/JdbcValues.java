package io.millrace.jdbc;

import io.millrace.batch.ArrayColumn;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongColumn;
import io.millrace.batch.MapColumn;
import io.millrace.batch.RowColumn;
import io.millrace.batch.ValueText;
import io.millrace.batch.WideColumn;
import io.millrace.type.Field;
import io.millrace.type.Type;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Values as Java objects: numbers and texts as such, dates and times as of {@code java.time},
 * arrays as lists, maps as maps, rows as {@link RowStruct}s; and their text.
 */
final class JdbcValues {
  private JdbcValues() {}

  static Object of(Type type, Column column, int row) {
    if (column.isNull(row)) {
      return null;
    } else if (column instanceof LongColumn longs) {
      return ofLong(type, longs.values()[row]);
    } else if (column instanceof DoubleColumn doubles) {
      double value = doubles.values()[row];
      return ((Type.FloatingType) type).single() ? (Object) (float) value : (Object) value;
    } else if (column instanceof WideColumn wide) {
      return new BigDecimal(wide.value(row), ((Type.DecimalType) type).scale());
    } else if (column instanceof BytesColumn bytes) {
      return ofBytes(type, bytes, row);
    }
    return nested(type, column, row);
  }

  private static Object ofLong(Type type, long value) {
    if (type instanceof Type.IntegerType integer) {
      return switch (integer.bits()) {
        case 8 -> (Object) (byte) value;
        case 16 -> (Object) (short) value;
        case 32 -> (Object) (int) value;
        default -> (Object) value;
      };
    } else if (type instanceof Type.BooleanType) {
      return value != 0;
    } else if (type instanceof Type.DecimalType decimal) {
      return BigDecimal.valueOf(value, decimal.scale());
    } else if (type instanceof Type.DateType) {
      return LocalDate.ofEpochDay(value);
    } else if (type instanceof Type.TimeType) {
      return LocalTime.ofNanoOfDay(value * 1000);
    } else if (type instanceof Type.TimestampType timestamp) {
      return timestamp.zoned()
          ? ValueText.dateTime(value).atOffset(ZoneOffset.UTC)
          : ValueText.dateTime(value);
    }
    return ValueText.of(type, LongColumn.of(value), 0);
  }

  private static Object ofBytes(Type type, BytesColumn bytes, int row) {
    int start = bytes.starts()[row];
    if (type instanceof Type.BinaryType) {
      return Arrays.copyOfRange(bytes.data(), start, start + bytes.lengths()[row]);
    } else if (type instanceof Type.UuidType) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes.data(), start, 16);
      return new UUID(buffer.getLong(), buffer.getLong());
    }
    return bytes.text(row);
  }

  private static Object nested(Type type, Column column, int row) {
    if (column instanceof ArrayColumn array) {
      List<Object> values = new ArrayList<>();
      int start = array.starts()[row];
      Type element = ((Type.ArrayType) type).element();
      for (int i = start; i < start + array.lengths()[row]; i++) {
        values.add(of(element, array.elements(), i));
      }
      return new RowArray(element, values);
    } else if (column instanceof MapColumn map) {
      Type.MapType mapType = (Type.MapType) type;
      Map<Object, Object> values = new LinkedHashMap<>();
      int start = map.starts()[row];
      for (int i = start; i < start + map.lengths()[row]; i++) {
        values.put(of(mapType.key(), map.keys(), i), of(mapType.value(), map.values(), i));
      }
      return values;
    }
    List<Field> fields = ((Type.StructType) type).fields();
    Object[] values = new Object[fields.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = of(fields.get(i).type(), ((RowColumn) column).fields().get(i), row);
    }
    return new RowStruct((Type.StructType) type, values);
  }
}
