package io.millrace.planner.function.kernel;

/** Arithmetic of TINYINT to BIGINT: exact, or an error that names the operation. */
public final class Integers {
  private Integers() {}

  public static long add(long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      throw Errors.outOfRange(a + " + " + b, "BIGINT");
    }
    return sum;
  }

  public static long subtract(long a, long b) {
    long difference = a - b;
    if (((a ^ b) & (a ^ difference)) < 0) {
      throw Errors.outOfRange(a + " - " + b, "BIGINT");
    }
    return difference;
  }

  public static long multiply(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    if (high != low >> 63) {
      throw Errors.outOfRange(a + " * " + b, "BIGINT");
    }
    return low;
  }

  public static long divide(long a, long b) {
    if (b == 0) {
      throw Errors.divisionByZero(a + " / 0");
    }
    if (b == -1 && a == Long.MIN_VALUE) {
      throw Errors.outOfRange(a + " / -1", "BIGINT");
    }
    return a / b;
  }

  public static long mod(long a, long b) {
    if (b == 0) {
      throw Errors.divisionByZero(a + " % 0");
    }
    return a % b;
  }

  public static long negate(long a) {
    if (a == Long.MIN_VALUE) {
      throw Errors.outOfRange("-(" + a + ")", "BIGINT");
    }
    return -a;
  }

  public static long abs(long a) {
    return a < 0 ? negate(a) : a;
  }

  public static long sign(long a) {
    return Long.signum(a);
  }

  /** Checks a result computed in 64 bits against the narrower type that it is to have. */
  public static long narrow(long value, int bits) {
    if (value << 64 - bits >> 64 - bits != value) {
      throw Errors.outOfRange(Long.toString(value), name(bits));
    }
    return value;
  }

  /** {@link #add} in fewer than 64 bits. */
  public static long add(long a, long b, int bits) {
    long sum = a + b;
    if (sum << 64 - bits >> 64 - bits != sum) {
      throw Errors.outOfRange(a + " + " + b, name(bits));
    }
    return sum;
  }

  /** {@link #subtract} in fewer than 64 bits. */
  public static long subtract(long a, long b, int bits) {
    long difference = a - b;
    if (difference << 64 - bits >> 64 - bits != difference) {
      throw Errors.outOfRange(a + " - " + b, name(bits));
    }
    return difference;
  }

  /** {@link #multiply} in fewer than 64 bits. */
  public static long multiply(long a, long b, int bits) {
    long product = multiply(a, b);
    if (product << 64 - bits >> 64 - bits != product) {
      throw Errors.outOfRange(a + " * " + b, name(bits));
    }
    return product;
  }

  /** {@link #divide} in fewer than 64 bits. */
  public static long divide(long a, long b, int bits) {
    long quotient = divide(a, b);
    if (quotient << 64 - bits >> 64 - bits != quotient) {
      throw Errors.outOfRange(a + " / " + b, name(bits));
    }
    return quotient;
  }

  /** {@link #negate} in fewer than 64 bits. */
  public static long negate(long a, int bits) {
    if (-a << 64 - bits >> 64 - bits != -a) {
      throw Errors.outOfRange("-(" + a + ")", name(bits));
    }
    return -a;
  }

  static String name(int bits) {
    return switch (bits) {
      case 8 -> "TINYINT";
      case 16 -> "SMALLINT";
      case 32 -> "INTEGER";
      default -> "BIGINT";
    };
  }

  public static long bitAnd(long a, long b) {
    return a & b;
  }

  public static long bitOr(long a, long b) {
    return a | b;
  }

  public static long bitXor(long a, long b) {
    return a ^ b;
  }

  public static long bitNot(long a) {
    return ~a;
  }

  public static long bitCount(long a) {
    return Long.bitCount(a);
  }

  /** n!, for n from 0 to 20. */
  public static long factorial(long n) {
    if (n < 0) {
      throw Errors.invalidArgument("FACTORIAL(" + n + "): the argument must not be negative");
    }
    if (n > 20) {
      throw Errors.outOfRange("FACTORIAL(" + n + ")", "BIGINT");
    }
    long product = 1;
    for (long i = 2; i <= n; i++) {
      product *= i;
    }
    return product;
  }
}
