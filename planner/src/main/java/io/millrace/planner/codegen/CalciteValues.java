package io.millrace.planner.codegen;

import io.millrace.batch.ArrayBuilder;
import io.millrace.batch.BytesBuilder;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.DoubleBuilder;
import io.millrace.batch.LongBuilder;
import io.millrace.batch.MapBuilder;
import io.millrace.batch.RowBuilder;
import io.millrace.batch.WideBuilder;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.planner.function.kernel.Build;
import io.millrace.planner.function.kernel.Fields;
import io.millrace.planner.function.kernel.JavaValues;
import io.millrace.planner.function.kernel.Result;
import io.millrace.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.calcite.avatica.util.ByteString;

/**
 * Values to the objects that Calcite's functions take, and back; for functions that have no code of
 * their own. Calcite knows milliseconds only. Called by generated code.
 */
public final class CalciteValues {
  private static final long MICROS_PER_MILLI = 1_000;

  private CalciteValues() {}

  /** Returns a boolean as Calcite's functions take it. */
  public static Object of(Type type, boolean isNull, boolean value) {
    return isNull ? null : value;
  }

  /** Returns what one long holds. */
  public static Object of(Type type, boolean isNull, long value) {
    return ofColumn(type, isNull, builder -> ((LongBuilder) builder).appendLong(value));
  }

  /** Returns a floating-point number. */
  public static Object of(Type type, boolean isNull, double value) {
    return isNull ? null : ((Type.FloatingType) type).single() ? (Object) (float) value : value;
  }

  /** Returns a wide decimal. */
  public static Object of(Type type, boolean isNull, BigInteger value) {
    return isNull ? null : new BigDecimal(value, ((Type.DecimalType) type).scale());
  }

  /** Returns text or bytes. */
  public static Object of(Type type, boolean isNull, byte[] data, int start, int length) {
    return ofColumn(
        type, isNull, builder -> ((BytesBuilder) builder).appendBytes(data, start, length));
  }

  /** Returns an array, map or row. */
  public static Object of(Type type, boolean isNull, Column column, int row) {
    return isNull ? null : toCalcite(type, JavaValues.of(type, column, row));
  }

  private static Object ofColumn(Type type, boolean isNull, Consumer<ColumnBuilder> append) {
    if (isNull) {
      return null;
    }
    ColumnBuilder builder = ColumnBuilder.of(type, 1);
    append.accept(builder);
    return toCalcite(type, JavaValues.of(type, builder.build(), 0));
  }

  private static Object toCalcite(Type type, Object value) {
    if (value == null) {
      return null;
    } else if (type instanceof Type.IntegerType integer) {
      long number = (long) value;
      return switch (integer.bits()) {
        case 8 -> (Object) (byte) number;
        case 16 -> (short) number;
        case 32 -> (int) number;
        default -> number;
      };
    } else if (value instanceof LocalDate date) {
      return (int) date.toEpochDay();
    } else if (value instanceof LocalTime time) {
      return (int) (time.toNanoOfDay() / 1_000_000);
    } else if (value instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC).toEpochMilli();
    } else if (value instanceof Instant instant) {
      return instant.toEpochMilli();
    } else if (value instanceof Period period) {
      return (int) period.toTotalMonths();
    } else if (value instanceof Duration duration) {
      return duration.toMillis();
    } else if (value instanceof byte[] bytes) {
      return new ByteString(bytes);
    } else if (type instanceof Type.ArrayType array) {
      List<Object> list = new ArrayList<>();
      for (Object element : (List<?>) value) {
        list.add(toCalcite(array.element(), element));
      }
      return list;
    } else if (type instanceof Type.MapType map) {
      Map<Object, Object> entries = new LinkedHashMap<>();
      ((Map<?, ?>) value)
          .forEach((k, v) -> entries.put(toCalcite(map.key(), k), toCalcite(map.value(), v)));
      return entries;
    } else if (type instanceof Type.StructType struct) {
      List<?> fields = (List<?>) value;
      Object[] row = new Object[fields.size()];
      for (int f = 0; f < row.length; f++) {
        row[f] = toCalcite(struct.fields().get(f).type(), fields.get(f));
      }
      return row;
    }
    return value;
  }

  /** Takes a result of a Calcite function. */
  public static void take(Object value, Type type, Result out) {
    if (value == null) {
      out.setNull();
      return;
    }
    ColumnBuilder builder = ColumnBuilder.of(type, 1);
    append(builder, type, value);
    Fields.read(builder.build(), 0, out);
  }

  private static void append(ColumnBuilder builder, Type type, Object value) {
    if (value == null) {
      builder.appendNull();
    } else if (builder instanceof DoubleBuilder doubles) {
      doubles.appendDouble(((Number) value).doubleValue());
    } else if (builder instanceof WideBuilder wide) {
      wide.appendBig(unscaled(type, value));
    } else if (builder instanceof LongBuilder longs) {
      longs.appendLong(longOf(type, value));
    } else if (builder instanceof BytesBuilder bytes) {
      if (value instanceof ByteString binary) {
        Build.append(bytes, false, binary.getBytes(), 0, binary.length());
      } else {
        bytes.appendText(value.toString());
      }
    } else if (builder instanceof ArrayBuilder array) {
      for (Object element : (List<?>) value) {
        append(array.elements(), ((Type.ArrayType) type).element(), element);
      }
      array.end();
    } else if (builder instanceof MapBuilder map) {
      Type.MapType mapType = (Type.MapType) type;
      ((Map<?, ?>) value)
          .forEach(
              (k, v) -> {
                append(map.keys(), mapType.key(), k);
                append(map.values(), mapType.value(), v);
              });
      map.end();
    } else {
      appendRow((RowBuilder) builder, (Type.StructType) type, value);
    }
  }

  private static void appendRow(RowBuilder row, Type.StructType type, Object value) {
    List<?> fields = value instanceof Object[] array ? Arrays.asList(array) : (List<?>) value;
    for (int f = 0; f < fields.size(); f++) {
      append(row.field(f), type.fields().get(f).type(), fields.get(f));
    }
    row.end();
  }

  private static BigInteger unscaled(Type type, Object value) {
    BigDecimal decimal =
        value instanceof BigDecimal exact ? exact : new BigDecimal(value.toString());
    return decimal
        .setScale(((Type.DecimalType) type).scale(), RoundingMode.HALF_UP)
        .unscaledValue();
  }

  private static long longOf(Type type, Object value) {
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    } else if (type instanceof Type.DecimalType) {
      return unscaled(type, value).longValueExact();
    }
    long number = ((Number) value).longValue();
    boolean millis =
        type instanceof Type.TimeType
            || type instanceof Type.TimestampType
            || type instanceof Type.IntervalType interval && !interval.months();
    return millis ? Math.multiplyExact(number, MICROS_PER_MILLI) : number;
  }

  /** Returns the error of a function that failed, with the values that it failed for. */
  public static RuntimeException failure(String function, RuntimeException cause, Object[] values) {
    if (cause instanceof MillraceException) {
      return cause;
    }
    String arguments = Arrays.deepToString(values);
    return new MillraceException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        function + " failed for (" + arguments.substring(1, arguments.length() - 1) + ")",
        cause);
  }
}
