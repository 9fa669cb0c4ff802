package io.millrace.planner.function.kernel;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Functions of floating-point numbers; outside their domain they are errors, as in PostgreSQL. */
public final class Maths {
  private Maths() {}

  private static MillraceException domain(String call, String condition) {
    return new MillraceException(
        ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE, call + ": the argument must be " + condition);
  }

  private static String call(String name, double argument) {
    return name + "(" + Doubles.print(argument, false) + ")";
  }

  public static double abs(double a) {
    return Math.abs(a);
  }

  public static double sign(double a) {
    return Math.signum(a);
  }

  public static double sqrt(double a) {
    if (a < 0) {
      throw domain(call("SQRT", a), "0 or more");
    }
    return Math.sqrt(a);
  }

  public static double cbrt(double a) {
    return Math.cbrt(a);
  }

  public static double power(double a, double b) {
    if (a == 0 && b < 0) {
      throw Errors.divisionByZero("POWER(0, " + Doubles.print(b, false) + ")");
    }
    if (a < 0 && b != Math.rint(b)) {
      throw new MillraceException(
          ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE,
          "POWER("
              + Doubles.print(a, false)
              + ", "
              + Doubles.print(b, false)
              + "): a negative number has no such power");
    }
    return Math.pow(a, b);
  }

  public static double exp(double a) {
    return Math.exp(a);
  }

  public static double ln(double a) {
    if (a <= 0) {
      throw domain(call("LN", a), "above 0");
    }
    return Math.log(a);
  }

  public static double log10(double a) {
    if (a <= 0) {
      throw domain(call("LOG10", a), "above 0");
    }
    return Math.log10(a);
  }

  public static double log2(double a) {
    if (a <= 0) {
      throw domain(call("LOG2", a), "above 0");
    }
    double log = Math.log(a) / Math.log(2);
    double whole = Math.rint(log);
    return Math.abs(log - whole) < 1e-12 && Math.scalb(1.0, (int) whole) == a ? whole : log;
  }

  /** LOG(x): to base 10. */
  public static double log(double a) {
    if (a <= 0) {
      throw domain(call("LOG", a), "above 0");
    }
    return Math.log10(a);
  }

  /** LOG(base, x). */
  public static double log(double base, double a) {
    if (base <= 0 || a <= 0) {
      throw domain(
          "LOG(" + Doubles.print(base, false) + ", " + Doubles.print(a, false) + ")", "above 0");
    }
    if (base == 1) {
      throw Errors.divisionByZero("LOG(1, " + Doubles.print(a, false) + ")");
    }
    return base == 10 ? Math.log10(a) : Math.log(a) / Math.log(base);
  }

  public static double sin(double a) {
    return Math.sin(a);
  }

  public static double cos(double a) {
    return Math.cos(a);
  }

  public static double tan(double a) {
    return Math.tan(a);
  }

  public static double cot(double a) {
    return Doubles.divide(1, Math.tan(a));
  }

  public static double asin(double a) {
    if (a < -1 || a > 1) {
      throw domain(call("ASIN", a), "between -1 and 1");
    }
    return Math.asin(a);
  }

  public static double acos(double a) {
    if (a < -1 || a > 1) {
      throw domain(call("ACOS", a), "between -1 and 1");
    }
    return Math.acos(a);
  }

  public static double atan(double a) {
    return Math.atan(a);
  }

  public static double atan2(double a, double b) {
    return Math.atan2(a, b);
  }

  public static double sinh(double a) {
    return Math.sinh(a);
  }

  public static double cosh(double a) {
    return Math.cosh(a);
  }

  public static double tanh(double a) {
    return Math.tanh(a);
  }

  public static double degrees(double a) {
    return Math.toDegrees(a);
  }

  public static double radians(double a) {
    return Math.toRadians(a);
  }

  public static double hypot(double a, double b) {
    return Math.hypot(a, b);
  }

  public static double pi() {
    return Math.PI;
  }

  public static double floor(double a) {
    return Math.floor(a);
  }

  public static double ceil(double a) {
    return Math.ceil(a);
  }

  /** ROUND(x): a half away from zero. */
  public static double round(double a) {
    return Math.abs(a) >= 0x1p52 || Double.isNaN(a)
        ? a
        : Math.copySign(Math.floor(Math.abs(a) + 0.5), a);
  }

  public static double round(double a, long digits) {
    return toDigits(a, digits, RoundingMode.HALF_UP);
  }

  public static double truncate(double a) {
    return a < 0 ? Math.ceil(a) : Math.floor(a);
  }

  public static double truncate(double a, long digits) {
    return toDigits(a, digits, RoundingMode.DOWN);
  }

  private static double toDigits(double a, long digits, RoundingMode mode) {
    if (Double.isNaN(a) || Double.isInfinite(a) || digits > 330) {
      return a;
    } else if (digits < -330) {
      return 0;
    }
    return BigDecimal.valueOf(a).setScale((int) digits, mode).doubleValue();
  }

  public static boolean isNan(double a) {
    return Double.isNaN(a);
  }

  public static boolean isInfinite(double a) {
    return Double.isInfinite(a);
  }

  /** WIDTH_BUCKET(x, low, high, buckets): 0 below, buckets + 1 from high on. */
  public static long widthBucket(double a, double low, double high, long buckets) {
    if (buckets <= 0 || low == high || Double.isNaN(a)) {
      throw Errors.invalidArgument(
          "WIDTH_BUCKET: there must be a bucket, and its bounds must differ");
    }
    boolean up = low < high;
    if (up ? a < low : a > low) {
      return 0;
    } else if (up ? a >= high : a <= high) {
      return buckets + 1;
    }
    return (long) Math.floor((a - low) / (high - low) * buckets) + 1;
  }
}
