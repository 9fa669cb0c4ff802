package io.millrace.planner.codegen;

import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;

/** Writes literals: numbers into the text, everything else as constants. */
final class LiteralWriter {
  private static final int MICRO_DIGITS = 6;
  private static final long MICROS_PER_MILLI = 1_000;

  private LiteralWriter() {}

  static Value write(MethodSource method, RexLiteral literal) {
    Type type = TypeMapping.typeOf(literal.getType());
    if (literal.isNull()) {
      return Value.nullOf(type);
    }
    return switch (Kind.of(type)) {
      case BOOLEAN -> Value.of(type, Value.NEVER, literal.isAlwaysTrue() ? "true" : "false");
      case LONG -> number(type, longOf(type, literal));
      case DOUBLE -> floating(type, doubleOf(type, literal));
      case WIDE -> wide(method, type, unscaled(type, literal));
      case BYTES -> bytes(method, type, bytesOf(type, literal));
      case ARRAY, MAP, ROW ->
          throw new IllegalStateException("a literal of type " + type.sql() + ": " + literal);
    };
  }

  static Value number(Type type, long value) {
    return Value.of(type, Value.NEVER, longText(value));
  }

  static String longText(long value) {
    if (value == Long.MIN_VALUE) {
      return "Long.MIN_VALUE";
    }
    return value < 0 ? "(" + value + "L)" : value + "L";
  }

  static Value floating(Type type, double value) {
    String text = Double.isNaN(value) ? "Double.NaN" : Double.toString(value);
    return Value.of(
        type,
        Value.NEVER,
        Double.isInfinite(value) ? (value > 0 ? "(1.0 / 0.0)" : "(-1.0 / 0.0)") : "(" + text + ")");
  }

  static double doubleOf(Type type, RexLiteral literal) {
    double value = Objects.requireNonNull(literal.getValueAs(Double.class));
    return ((Type.FloatingType) type).single() ? (float) value : value;
  }

  static Value wide(MethodSource method, Type type, BigInteger value) {
    String name = method.owner().constant(BigInteger.class, value, value);
    String high = longText(value.shiftRight(Long.SIZE).longValue());
    return new Value(type, Value.NEVER, List.of(name), List.of(high, longText(value.longValue())));
  }

  static Value bytes(MethodSource method, Type type, byte[] bytes) {
    String name = method.owner().constant(byte[].class, ByteBuffer.wrap(bytes), bytes);
    return Value.of(type, Value.NEVER, name, "0", Integer.toString(bytes.length));
  }

  static Value text(MethodSource method, Type type, String text) {
    return bytes(method, type, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] bytesOf(Type type, RexLiteral literal) {
    if (type instanceof Type.BinaryType) {
      return Objects.requireNonNull(literal.getValueAs(byte[].class));
    } else if (type instanceof Type.UuidType) {
      UUID uuid = Objects.requireNonNull(literal.getValueAs(UUID.class));
      return ByteBuffer.allocate(16)
          .putLong(uuid.getMostSignificantBits())
          .putLong(uuid.getLeastSignificantBits())
          .array();
    }
    String text = Objects.requireNonNull(literal.getValueAs(String.class));
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static BigDecimal decimal(RexLiteral literal) {
    return Objects.requireNonNull(literal.getValueAs(BigDecimal.class));
  }

  static BigInteger unscaled(Type type, RexLiteral literal) {
    int scale = ((Type.DecimalType) type).scale();
    return decimal(literal).setScale(scale, RoundingMode.HALF_UP).unscaledValue();
  }

  /** Returns the value as a column of the type stores it. */
  static long longOf(Type type, RexLiteral literal) {
    if (type instanceof Type.DateType) {
      DateString date = Objects.requireNonNull(literal.getValueAs(DateString.class));
      return date.getDaysSinceEpoch();
    } else if (type instanceof Type.TimeType) {
      TimeString time = Objects.requireNonNull(literal.getValueAs(TimeString.class));
      return time.getMillisOfDay() / 1_000L * 1_000_000L + fraction(time.toString());
    } else if (type instanceof Type.TimestampType) {
      TimestampString timestamp = Objects.requireNonNull(literal.getValueAs(TimestampString.class));
      long seconds = Math.floorDiv(timestamp.getMillisSinceEpoch(), 1_000L);
      return seconds * 1_000_000L + fraction(timestamp.toString());
    } else if (type instanceof Type.IntervalType interval) {
      BigDecimal value = decimal(literal);
      return interval.months()
          ? value.longValueExact()
          : value
              .multiply(BigDecimal.valueOf(MICROS_PER_MILLI))
              .setScale(0, RoundingMode.HALF_UP)
              .longValueExact();
    } else if (type instanceof Type.DecimalType) {
      return unscaled(type, literal).longValueExact();
    } else if (type instanceof Type.BooleanType) {
      return literal.isAlwaysTrue() ? 1 : 0;
    }
    return decimal(literal).setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  /** Returns the microseconds that stand behind the point. */
  private static long fraction(String text) {
    int point = text.indexOf('.');
    if (point < 0) {
      return 0;
    }
    String digits = text.substring(point + 1);
    return Long.parseLong((digits + "000000").substring(0, MICRO_DIGITS));
  }
}
