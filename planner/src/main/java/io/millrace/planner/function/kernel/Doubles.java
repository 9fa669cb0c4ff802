package io.millrace.planner.function.kernel;

import java.math.BigDecimal;

/**
 * REAL and DOUBLE. As in PostgreSQL, NaN equals itself and is above every number, and -0 equals 0;
 * what is not a number's business (the root of a negative, division by zero) is an error.
 */
public final class Doubles {
  private Doubles() {}

  public static boolean equal(double a, double b) {
    return a == b || Double.isNaN(a) && Double.isNaN(b);
  }

  public static boolean less(double a, double b) {
    return a < b || Double.isNaN(b) && !Double.isNaN(a);
  }

  public static int compare(double a, double b) {
    return less(a, b) ? -1 : less(b, a) ? 1 : 0;
  }

  public static double divide(double a, double b) {
    if (b == 0) {
      throw Errors.divisionByZero(print(a, false) + " / 0");
    }
    return a / b;
  }

  public static double mod(double a, double b) {
    if (b == 0) {
      throw Errors.divisionByZero(print(a, false) + " % 0");
    }
    return a % b;
  }

  /** Returns a value as REAL holds it. */
  public static double single(double value) {
    return (float) value;
  }

  /** Returns the nearest integer of so many bits; a half goes to the even one. */
  public static long toInteger(double value, int bits) {
    double rounded = Math.rint(value);
    if (!(rounded >= -0x1p63 && rounded < 0x1p63)) {
      throw Errors.outOfRange(print(value, false), Integers.name(bits));
    }
    return Integers.narrow((long) rounded, bits);
  }

  /**
   * Returns a double as PostgreSQL prints it: the fewest digits that read back the same, with an
   * exponent below 1e-4 and from 1e15 (REAL: 1e6) on.
   */
  public static String print(double value, boolean single) {
    if (Double.isNaN(value)) {
      return "NaN";
    } else if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    } else if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    if (!single && value == (long) value && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    BigDecimal decimal =
        new BigDecimal(single ? Float.toString((float) value) : Double.toString(value))
            .stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= -4 && exponent < (single ? 6 : 15)) {
      return decimal.toPlainString();
    }
    String digits = decimal.unscaledValue().abs().toString();
    StringBuilder text = new StringBuilder();
    if (value < 0) {
      text.append('-');
    }
    text.append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    text.append('e').append(exponent < 0 ? '-' : '+');
    int magnitude = Math.abs(exponent);
    return text.append(magnitude < 10 ? "0" : "").append(magnitude).toString();
  }
}
