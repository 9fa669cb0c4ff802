package io.millrace.aggregate;

import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.DoubleBuilder;
import io.millrace.batch.LongBuilder;
import io.millrace.batch.WideBuilder;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.error.Position;
import io.millrace.type.Storage;
import io.millrace.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Writes a quotient of exact integers as a value of an aggregate's result type: decimals are
 * rounded half up, integers truncated; what does not fit is error 22003.
 */
final class NumberWriter {
  private static final MathContext QUOTIENT = new MathContext(40);
  private static final long[] POWERS = new long[19];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private final String function;
  private final Position place;
  private final Type type;
  private final int argumentScale;
  private final int scale;
  private final RoundingMode rounding;
  private final BigInteger smallest;
  private final BigInteger largest;
  private final long smallestLong;
  private final long largestLong;

  /**
   * @param function what to call the value in an error
   * @param argument the type of the values that are summed
   * @param result the type to write
   * @param place of the function in the user's text
   */
  NumberWriter(String function, Type argument, Type result, Position place) {
    this.function = function;
    this.place = place;
    this.type = result;
    argumentScale = scale(argument);
    scale = scale(result);
    rounding = result instanceof Type.DecimalType ? RoundingMode.HALF_UP : RoundingMode.DOWN;
    if (result instanceof Type.DecimalType decimal) {
      largest = BigInteger.TEN.pow(decimal.precision()).subtract(BigInteger.ONE);
      smallest = largest.negate();
    } else {
      Type.IntegerType integer =
          (Type.IntegerType) (result instanceof Type.IntegerType ? result : Type.BIGINT);
      largest = BigInteger.valueOf(integer.max());
      smallest = BigInteger.valueOf(integer.min());
    }
    boolean wide = type.storage() == Storage.WIDE;
    largestLong = wide ? Long.MAX_VALUE : largest.longValue();
    smallestLong = wide ? Long.MIN_VALUE : smallest.longValue();
  }

  private static int scale(Type type) {
    return type instanceof Type.DecimalType decimal ? decimal.scale() : 0;
  }

  /** Appends a 128-bit sum of unscaled arguments over a divisor greater than 0. */
  void append(long high, long low, long divisor, ColumnBuilder out) {
    int shift = scale - argumentScale;
    if (high != low >> 63
        || type.storage() == Storage.DOUBLE
        || shift < 0
        || shift >= POWERS.length
        || Math.multiplyHigh(low, POWERS[shift]) != (low * POWERS[shift]) >> 63) {
      append(Limbs.toBigInteger(high, low), divisor, out);
      return;
    }
    long value = low * POWERS[shift];
    if (divisor != 1) {
      long rest = value % divisor;
      value /= divisor;
      if (rounding == RoundingMode.HALF_UP && Math.abs(rest) >= divisor - Math.abs(rest)) {
        value += rest < 0 ? -1 : 1;
      }
    }
    if (value < smallestLong || value > largestLong) {
      throw outOfRange(BigDecimal.valueOf(value, scale));
    }
    if (out instanceof LongBuilder longs) {
      longs.appendLong(value);
    } else {
      ((WideBuilder) out).appendWide(value >> 63, value);
    }
  }

  /** Appends a sum of unscaled arguments over a divisor greater than 0. */
  void append(BigInteger sum, long divisor, ColumnBuilder out) {
    if (type.storage() == Storage.DOUBLE) {
      appendDouble(sum, divisor, (DoubleBuilder) out);
      return;
    }
    BigDecimal quotient =
        new BigDecimal(sum, argumentScale).divide(BigDecimal.valueOf(divisor), scale, rounding);
    append(quotient, out);
  }

  /** Appends a number, rounded to the result's scale. */
  void append(BigDecimal value, ColumnBuilder out) {
    if (out instanceof DoubleBuilder doubles) {
      doubles.appendDouble(rounded(value.doubleValue()));
      return;
    }
    BigInteger unscaled = value.setScale(scale, rounding).unscaledValue();
    if (unscaled.compareTo(smallest) < 0 || unscaled.compareTo(largest) > 0) {
      throw outOfRange(new BigDecimal(unscaled, scale));
    }
    if (out instanceof LongBuilder longs) {
      longs.appendLong(unscaled.longValue());
    } else {
      ((WideBuilder) out).appendBig(unscaled);
    }
  }

  private void appendDouble(BigInteger sum, long divisor, DoubleBuilder out) {
    if (argumentScale < POWERS.length && sum.bitLength() < 54) {
      double denominator = (double) POWERS[argumentScale] * divisor;
      out.appendDouble(rounded(sum.longValue() / denominator));
    } else {
      BigDecimal exact = new BigDecimal(sum, argumentScale);
      BigDecimal quotient = exact.divide(BigDecimal.valueOf(divisor), QUOTIENT);
      out.appendDouble(rounded(quotient.doubleValue()));
    }
  }

  /** Appends a double, where the result is an exact type rounded to it. */
  void append(double value, ColumnBuilder out) {
    if (out instanceof DoubleBuilder doubles) {
      doubles.appendDouble(rounded(value));
    } else if (Double.isFinite(value)) {
      append(new BigDecimal(value), out);
    } else {
      throw outOfRange(value);
    }
  }

  private double rounded(double value) {
    return type.equals(Type.REAL) ? (float) value : value;
  }

  private MillraceException outOfRange(Object value) {
    String text = value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    return new MillraceException(
        ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE,
        function
            + " gives "
            + text
            + ", which is out of range for "
            + type.sql()
            + "; cast the argument to a wider type",
        place);
  }
}
