package io.millrace.connector.format;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Reads one number at a time out of bytes, without making a String of it where 18 digits do.
 *
 * <p>After {@link #scan} the number is {@code mantissa × 10^exponent}. For one thread.
 */
public final class NumberText {
  private static final int MOST_DIGITS = 18;
  private static final int LARGEST_EXPONENT = 100_000;
  private static final long[] POWERS = new long[MOST_DIGITS + 1];
  private static final double[] EXACT_POWERS = new double[23];

  static {
    long power = 1;
    for (int i = 0; i < POWERS.length; i++, power *= 10) {
      POWERS[i] = power;
    }
    for (int i = 0; i < EXACT_POWERS.length; i++) {
      EXACT_POWERS[i] = Double.parseDouble("1e" + i);
    }
  }

  private byte[] data;
  private int from;
  private int end;
  private boolean negative;
  private boolean long18;
  private long mantissa;
  private int exponent;
  private boolean isTiny;
  private boolean fits;
  private long result;

  /** Returns 10 to a power of 0 to 18. */
  public static long power(int exponent) {
    return POWERS[exponent];
  }

  /**
   * Reads the longest number that begins at {@code at} and returns where it ends, or -1 where there
   * is none: {@code -12}, {@code 1.5}, {@code .5}, {@code 1e-9}.
   *
   * @param limit the end of the bytes
   * @param strict whether only what JSON calls a number is one: no plus, no leading zeros, digits
   *     on both sides of the point
   */
  public int scan(byte[] bytes, int at, int limit, boolean strict) {
    data = bytes;
    from = at;
    mantissa = 0;
    exponent = 0;
    long18 = true;
    isTiny = false;
    int next = at;
    negative = next < limit && bytes[next] == '-';
    if (negative || (!strict && next < limit && bytes[next] == '+')) {
      next++;
    }
    int digitsStart = next;
    next = digits(next, limit);
    int whole = next - digitsStart;
    if (strict && (whole == 0 || (whole > 1 && bytes[digitsStart] == '0'))) {
      return -1;
    }
    if (next < limit && bytes[next] == '.') {
      int fractionStart = next + 1;
      next = digits(fractionStart, limit);
      int fraction = next - fractionStart;
      if ((strict && fraction == 0) || whole + fraction == 0) {
        return -1;
      }
      exponent = -fraction;
    } else if (whole == 0) {
      return -1;
    }
    if (next < limit && (bytes[next] | 0x20) == 'e') {
      next = scanExponent(next + 1, limit);
      if (next < 0) {
        return -1;
      }
    }
    end = next;
    return next;
  }

  private int digits(int at, int limit) {
    int next = at;
    long value = mantissa;
    while (next < limit) {
      int digit = data[next] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      if (value >= 100_000_000_000_000_000L) {
        long18 = false;
      } else {
        value = value * 10 + digit;
      }
      next++;
    }
    mantissa = value;
    return next;
  }

  private int scanExponent(int at, int limit) {
    int next = at;
    boolean down = next < limit && data[next] == '-';
    if (down || (next < limit && data[next] == '+')) {
      next++;
    }
    int digitsStart = next;
    int power = 0;
    while (next < limit && data[next] >= '0' && data[next] <= '9') {
      power = Math.min(LARGEST_EXPONENT, power * 10 + (data[next] - '0'));
      next++;
    }
    if (next == digitsStart) {
      return -1;
    }
    exponent += down ? -power : power;
    isTiny = down && power == LARGEST_EXPONENT;
    return next;
  }

  /** Returns the number as the nearest double. */
  public double toDouble() {
    if (long18 && mantissa <= 1L << 53 && exponent >= -22 && exponent <= 22) {
      // Both operands are exact, so the one rounding is right (Clinger, 1990).
      double value =
          exponent < 0 ? mantissa / EXACT_POWERS[-exponent] : mantissa * EXACT_POWERS[exponent];
      return negative ? -value : value;
    }
    return Double.parseDouble(text());
  }

  /** Returns the number as the nearest float, rounded once. */
  public float toFloat() {
    return Float.parseFloat(text());
  }

  /**
   * Tries to take the number as a multiple of 10^-scale, rounded half away from zero, and returns
   * whether it fits into 18 digits; {@link #result} then is how often.
   */
  public boolean scale(int scale) {
    fits = false;
    if (!long18) {
      return scaleExactly(scale);
    }
    long shift = (long) exponent + scale;
    long value;
    if (mantissa == 0) {
      value = 0;
    } else if (shift >= 0) {
      if (shift > MOST_DIGITS || mantissa > Long.MAX_VALUE / POWERS[(int) shift]) {
        return false;
      }
      value = mantissa * POWERS[(int) shift];
    } else if (shift < -MOST_DIGITS) {
      value = 0;
    } else {
      long divisor = POWERS[(int) -shift];
      value = mantissa / divisor;
      if (mantissa % divisor >= divisor - divisor / 2) {
        value++;
      }
    }
    return finish(value);
  }

  private boolean finish(long value) {
    result = negative ? -value : value;
    fits = true;
    return true;
  }

  private boolean scaleExactly(int scale) {
    if ((long) exponent + scale > 64) {
      return false;
    }
    BigInteger unscaled = toBig(scale);
    if (unscaled.bitLength() > 63) {
      return false;
    }
    result = unscaled.longValue();
    fits = true;
    return true;
  }

  /** Returns whether the number is a whole one that fits a long; {@link #result} then is it. */
  public boolean isLong() {
    fits = false;
    if (long18 && exponent == 0) {
      return finish(mantissa);
    }
    if (exponent > 64) {
      return long18 && mantissa == 0 && finish(0);
    }
    if (isTiny) {
      return long18 && mantissa == 0 && finish(0);
    }
    BigDecimal value = new BigDecimal(text());
    if (value.signum() == 0) {
      return finish(0);
    }
    try {
      result = value.longValueExact();
      fits = true;
      return true;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  /** Returns what {@link #scale} or {@link #isLong} has found. */
  public long result() {
    assert fits;
    return result;
  }

  /** Returns the number as a multiple of 10^-scale, rounded half away from zero. */
  public BigInteger toBig(int scale) {
    if (isTiny) {
      return BigInteger.ZERO;
    }
    return new BigDecimal(text()).setScale(scale, RoundingMode.HALF_UP).unscaledValue();
  }

  /** Returns whether the number is so large that writing it out would be absurd. */
  public boolean isHuge() {
    return exponent > 1000;
  }

  private String text() {
    return new String(data, from, end - from, StandardCharsets.ISO_8859_1);
  }
}
