package io.millrace.planner.function.kernel;

import io.millrace.batch.WideColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Exact decimals as unscaled integers: up to 18 digits in a {@code long}, up to 38 in a {@link
 * BigInteger}. Where digits are dropped the last is rounded half away from zero, as in PostgreSQL.
 */
public final class Decimals {
  private static final long[] POWERS = new long[19];
  private static final BigInteger[] BIG_POWERS = new BigInteger[80];
  private static final int EXACT_DOUBLE_POWERS = 22;
  private static final double[] DOUBLE_POWERS = new double[EXACT_DOUBLE_POWERS + 1];
  private static final long EXACT_DOUBLE_INTEGERS = 1L << 53;

  static {
    long power = 1;
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = power;
      power *= 10;
    }
    BIG_POWERS[0] = BigInteger.ONE;
    for (int i = 1; i < BIG_POWERS.length; i++) {
      BIG_POWERS[i] = BIG_POWERS[i - 1].multiply(BigInteger.TEN);
    }
    DOUBLE_POWERS[0] = 1;
    for (int i = 1; i < DOUBLE_POWERS.length; i++) {
      DOUBLE_POWERS[i] = DOUBLE_POWERS[i - 1] * 10;
    }
  }

  private Decimals() {}

  /** Returns 10 to this power, 0 to 18. */
  public static long power(int exponent) {
    return POWERS[exponent];
  }

  static BigInteger bigPower(int exponent) {
    return exponent < BIG_POWERS.length ? BIG_POWERS[exponent] : BigInteger.TEN.pow(exponent);
  }

  /** Returns a value of a wide column. */
  public static BigInteger wide(WideColumn column, int row) {
    return wide(column.high()[row], column.low()[row]);
  }

  /** Returns the integer of these two words. */
  public static BigInteger wide(long high, long low) {
    if (high == low >> 63) {
      return BigInteger.valueOf(low);
    }
    byte[] bytes = new byte[16];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (high >> 56 - 8 * i);
      bytes[8 + i] = (byte) (low >> 56 - 8 * i);
    }
    return new BigInteger(bytes);
  }

  public static BigInteger wide(long value) {
    return BigInteger.valueOf(value);
  }

  /** Checks that a value has no more digits than its type. */
  public static long check(long value, int precision, int scale) {
    if (precision < 19 && (value >= POWERS[precision] || value <= -POWERS[precision])) {
      throw Errors.outOfRange(print(value, scale), name(precision, scale));
    }
    return value;
  }

  /** Checks that a value has no more digits than its type. */
  public static BigInteger check(BigInteger value, int precision, int scale) {
    if (value.bitLength() > 63 || precision < 19) {
      if (value.abs().compareTo(bigPower(precision)) >= 0) {
        throw Errors.outOfRange(
            new BigDecimal(value, scale).toPlainString(), name(precision, scale));
      }
    }
    return value;
  }

  /** Returns a wide value, which must fit a type of 18 digits at most, as a long. */
  public static long narrow(BigInteger value, int precision, int scale) {
    if (value.bitLength() > 63) {
      throw Errors.outOfRange(new BigDecimal(value, scale).toPlainString(), name(precision, scale));
    }
    return check(value.longValue(), precision, scale);
  }

  /** Returns a value with {@code drop} digits fewer after the point. */
  public static long round(long value, int drop) {
    if (drop > 18) {
      return 0;
    }
    long power = POWERS[drop];
    long quotient = value / power;
    long rest = value - quotient * power;
    if (rest >= power - rest && rest > 0) {
      return quotient + 1;
    }
    return rest < 0 && -rest >= power + rest ? quotient - 1 : quotient;
  }

  /** Returns a value with {@code drop} digits fewer after the point. */
  public static BigInteger round(BigInteger value, int drop) {
    return divideRounded(value, bigPower(drop));
  }

  static BigInteger divideRounded(BigInteger value, BigInteger divisor) {
    BigInteger[] parts = value.divideAndRemainder(divisor);
    if (parts[1].signum() == 0 || parts[1].abs().shiftLeft(1).compareTo(divisor.abs()) < 0) {
      return parts[0];
    }
    return parts[0].add(BigInteger.valueOf((long) value.signum() * divisor.signum()));
  }

  /** Returns a value with its scale changed, checked against the target's precision. */
  public static long rescale(long value, int from, int to, int precision) {
    if (to <= from) {
      return check(round(value, from - to), precision, to);
    }
    int grow = to - from;
    int room = precision - grow;
    if (room < 0 ? value != 0 : value >= POWERS[room] || value <= -POWERS[room]) {
      throw Errors.outOfRange(print(value, from), name(precision, to));
    }
    return value * POWERS[grow];
  }

  /** Returns a value with its scale changed, checked against the target's precision. */
  public static BigInteger rescale(BigInteger value, int from, int to, int precision) {
    return check(shift(value, from, to), precision, to);
  }

  /** Returns a value with its scale changed. */
  public static BigInteger shift(BigInteger value, int from, int to) {
    return to <= from ? round(value, from - to) : value.multiply(bigPower(to - from));
  }

  public static BigInteger add(BigInteger a, BigInteger b) {
    return a.add(b);
  }

  public static BigInteger subtract(BigInteger a, BigInteger b) {
    return a.subtract(b);
  }

  public static BigInteger multiply(BigInteger a, BigInteger b) {
    return a.multiply(b);
  }

  /** Returns a product that may not fit a long. */
  public static BigInteger multiply(long a, long b) {
    long low = a * b;
    return Math.multiplyHigh(a, b) == low >> 63
        ? BigInteger.valueOf(low)
        : BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
  }

  public static BigInteger negate(BigInteger a) {
    return a.negate();
  }

  public static BigInteger abs(BigInteger a) {
    return a.abs();
  }

  public static long sign(BigInteger a) {
    return a.signum();
  }

  /** Returns {@code a * 10^shift / b}, rounded; the scale of a is for the error. */
  public static long divide(long a, long b, int shift, int scaleA) {
    if (b == 0) {
      throw Errors.divisionByZero(print(a, scaleA) + " / 0");
    }
    if (shift <= 18) {
      long power = POWERS[shift];
      long high = Math.multiplyHigh(a, power);
      long low = a * power;
      if (high == low >> 63 && low != Long.MIN_VALUE && b != Long.MIN_VALUE) {
        long quotient = low / b;
        long rest = Math.abs(low - quotient * b);
        if (rest != 0 && rest >= Math.abs(b) - rest) {
          quotient += (low ^ b) < 0 ? -1 : 1;
        }
        return quotient;
      }
    }
    BigInteger quotient = divide(BigInteger.valueOf(a), BigInteger.valueOf(b), shift, scaleA);
    if (quotient.bitLength() > 63) {
      throw Errors.outOfRange("the quotient", "DECIMAL(18)");
    }
    return quotient.longValue();
  }

  /** Returns {@code a * 10^shift / b}, rounded; a negative shift divides. */
  public static BigInteger divide(BigInteger a, BigInteger b, int shift, int scaleA) {
    if (b.signum() == 0) {
      throw Errors.divisionByZero(new BigDecimal(a, scaleA).toPlainString() + " / 0");
    }
    return shift >= 0
        ? divideRounded(a.multiply(bigPower(shift)), b)
        : divideRounded(a, b.multiply(bigPower(-shift)));
  }

  /** Returns the rest of a division of two values of this scale. */
  public static long mod(long a, long b, int scale) {
    if (b == 0) {
      throw Errors.divisionByZero(print(a, scale) + " % 0");
    }
    return a % b;
  }

  /** Returns the rest of a division of two values of this scale. */
  public static BigInteger mod(BigInteger a, BigInteger b, int scale) {
    if (b.signum() == 0) {
      throw Errors.divisionByZero(new BigDecimal(a, scale).toPlainString() + " % 0");
    }
    return a.remainder(b);
  }

  /** Compares two values of different scales. */
  public static int compare(long a, int scaleA, long b, int scaleB) {
    if (scaleA == scaleB) {
      return Long.compare(a, b);
    }
    if (scaleA > scaleB) {
      return -compare(b, scaleB, a, scaleA);
    }
    long power = POWERS[scaleB - scaleA];
    long high = Math.multiplyHigh(a, power);
    long low = a * power;
    return high == low >> 63 ? Long.compare(low, b) : a < 0 ? -1 : 1;
  }

  /** Compares two values of different scales. */
  public static int compare(BigInteger a, int scaleA, long b, int scaleB) {
    return a.bitLength() < Long.SIZE && Math.abs(scaleA - scaleB) < POWERS.length
        ? compare(a.longValue(), scaleA, b, scaleB)
        : compare(a, scaleA, BigInteger.valueOf(b), scaleB);
  }

  /** Compares two values of different scales. */
  public static int compare(long a, int scaleA, BigInteger b, int scaleB) {
    return -compare(b, scaleB, a, scaleA);
  }

  /** Compares two values of different scales, the first given by its words. */
  public static int compare(long high, long low, int scaleA, long b, int scaleB) {
    return high == low >> 63 && Math.abs(scaleA - scaleB) < POWERS.length
        ? compare(low, scaleA, b, scaleB)
        : compare(wide(high, low), scaleA, BigInteger.valueOf(b), scaleB);
  }

  /** Compares two values of different scales, the second given by its words. */
  public static int compare(long a, int scaleA, long high, long low, int scaleB) {
    return -compare(high, low, scaleB, a, scaleA);
  }

  /** Compares two values of different scales, both given by their words. */
  public static int compare(long highA, long lowA, int scaleA, long highB, long lowB, int scaleB) {
    if (scaleA == scaleB) {
      return highA == highB ? Long.compareUnsigned(lowA, lowB) : Long.compare(highA, highB);
    }
    return highB == lowB >> 63
        ? compare(highA, lowA, scaleA, lowB, scaleB)
        : compare(wide(highA, lowA), scaleA, wide(highB, lowB), scaleB);
  }

  /** Compares two values of different scales. */
  public static int compare(BigInteger a, int scaleA, BigInteger b, int scaleB) {
    if (scaleA == scaleB) {
      return a.compareTo(b);
    }
    return scaleA < scaleB
        ? a.multiply(bigPower(scaleB - scaleA)).compareTo(b)
        : a.compareTo(b.multiply(bigPower(scaleA - scaleB)));
  }

  public static double toDouble(long value, int scale) {
    if (scale <= EXACT_DOUBLE_POWERS
        && value < EXACT_DOUBLE_INTEGERS
        && value > -EXACT_DOUBLE_INTEGERS) {
      return value / DOUBLE_POWERS[scale];
    }
    return BigDecimal.valueOf(value, scale).doubleValue();
  }

  public static double toDouble(BigInteger value, int scale) {
    return new BigDecimal(value, scale).doubleValue();
  }

  /** Returns the decimal nearest to a double's shortest text. */
  public static BigInteger wideOf(double value, int precision, int scale) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw Errors.invalidCast(Doubles.print(value, false), name(precision, scale));
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    return check(exact.setScale(scale, RoundingMode.HALF_UP).unscaledValue(), precision, scale);
  }

  /** Returns the decimal nearest to a double's shortest text, of 18 digits at most. */
  public static long of(double value, int precision, int scale) {
    if (value == (long) value && Math.abs(value) < 1e9 && scale <= 9) {
      return check((long) value * POWERS[scale], precision, scale);
    }
    return wideOf(value, precision, scale).longValue();
  }

  /** Returns the nearest integer of so many bits. */
  public static long toInteger(long value, int scale, int bits) {
    return Integers.narrow(round(value, scale), bits);
  }

  /** Returns the nearest integer of so many bits. */
  public static long toInteger(BigInteger value, int scale, int bits) {
    BigInteger rounded = round(value, scale);
    if (rounded.bitLength() > 63) {
      throw Errors.outOfRange(rounded.toString(), Integers.name(bits));
    }
    return Integers.narrow(rounded.longValue(), bits);
  }

  /** Returns the largest multiple of a unit that is not above a value; by scale digits. */
  public static long floor(long value, int scale) {
    return Math.floorDiv(value, POWERS[scale]);
  }

  public static BigInteger floor(BigInteger value, int scale) {
    return new BigDecimal(value, scale).setScale(0, RoundingMode.FLOOR).unscaledValue();
  }

  public static long ceil(long value, int scale) {
    return -Math.floorDiv(-value, POWERS[scale]);
  }

  public static BigInteger ceil(BigInteger value, int scale) {
    return new BigDecimal(value, scale).setScale(0, RoundingMode.CEILING).unscaledValue();
  }

  /** Returns a value rounded to so many digits after the point, its scale kept. */
  public static BigInteger roundTo(BigInteger value, int scale, long digits) {
    return toDigits(value, scale, digits, RoundingMode.HALF_UP);
  }

  /** Returns a value cut to so many digits after the point, its scale kept. */
  public static BigInteger truncateTo(BigInteger value, int scale, long digits) {
    return toDigits(value, scale, digits, RoundingMode.DOWN);
  }

  /** {@link #roundTo} of 18 digits at most. */
  public static long roundTo(long value, int scale, long digits) {
    if (digits >= scale) {
      return value;
    }
    long drop = scale - digits;
    if (drop > 18) {
      return 0;
    }
    return Integers.multiply(round(value, (int) drop), POWERS[(int) drop]);
  }

  /** {@link #truncateTo} of 18 digits at most. */
  public static long truncateTo(long value, int scale, long digits) {
    if (digits >= scale) {
      return value;
    }
    long drop = scale - digits;
    if (drop > 18) {
      return 0;
    }
    return value - value % POWERS[(int) drop];
  }

  private static BigInteger toDigits(BigInteger value, int scale, long digits, RoundingMode mode) {
    if (digits >= scale) {
      return value;
    }
    if (digits < -40) {
      return BigInteger.ZERO;
    }
    return new BigDecimal(value, scale)
        .setScale((int) digits, mode)
        .setScale(scale)
        .unscaledValue();
  }

  static String print(long value, int scale) {
    return BigDecimal.valueOf(value, scale).toPlainString();
  }

  static String name(int precision, int scale) {
    return "DECIMAL(" + precision + ", " + scale + ")";
  }
}
