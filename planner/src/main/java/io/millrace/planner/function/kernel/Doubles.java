package io.millrace.planner.function.kernel;

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
   * Returns a number as it is shown everywhere: with a point, and with an exponent below 1e-3 and
   * from 1e7 on, as Java does.
   */
  public static String print(double value, boolean single) {
    return single ? Float.toString((float) value) : Double.toString(value);
  }
}
