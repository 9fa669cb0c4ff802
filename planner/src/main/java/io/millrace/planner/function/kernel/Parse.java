package io.millrace.planner.function.kernel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Text to numbers, truth and identifiers, in the forms that PostgreSQL reads; spaces around count
 * for nothing. What does not read gives null, which CAST makes an error and TRY_CAST leaves.
 */
public final class Parse {
  private static final int LONGEST_NUMBER = 400;

  private Parse() {}

  static int skipSpaces(byte[] data, int from, int end) {
    int at = from;
    while (at < end && (data[at] & 0xFF) <= ' ') {
      at++;
    }
    return at;
  }

  static int skipSpacesBack(byte[] data, int from, int end) {
    int at = end;
    while (at > from && (data[at - 1] & 0xFF) <= ' ') {
      at--;
    }
    return at;
  }

  /** An integer of so many bits. */
  public static void integer(byte[] data, int start, int length, int bits, Result out) {
    int at = skipSpaces(data, start, start + length);
    int end = skipSpacesBack(data, at, start + length);
    boolean negative = at < end && data[at] == '-';
    if (at < end && (data[at] == '-' || data[at] == '+')) {
      at++;
    }
    if (at == end) {
      out.setNull();
      return;
    }
    long value = 0;
    for (; at < end; at++) {
      int digit = data[at] - '0';
      if (digit < 0 || digit > 9 || value < (Long.MIN_VALUE + digit) / 10) {
        out.setNull();
        return;
      }
      value = value * 10 - digit;
    }
    long signed = negative ? value : -value;
    if (!negative && value == Long.MIN_VALUE || signed << 64 - bits >> 64 - bits != signed) {
      out.setNull();
      return;
    }
    out.number = signed;
  }

  /** A decimal that fits a long, rounded to the scale. */
  public static void decimal(
      byte[] data, int start, int length, int precision, int scale, Result out) {
    wideDecimal(data, start, length, precision, scale, out);
    if (!out.isNull) {
      out.number = out.big.longValue();
    }
  }

  /** A decimal of up to 38 digits, rounded to the scale. */
  public static void wideDecimal(
      byte[] data, int start, int length, int precision, int scale, Result out) {
    int at = skipSpaces(data, start, start + length);
    int end = skipSpacesBack(data, at, start + length);
    if (!isNumber(data, at, end)) {
      out.setNull();
      return;
    }
    BigDecimal parsed;
    try {
      parsed = new BigDecimal(Text.string(data, at, end - at));
    } catch (NumberFormatException e) {
      out.setNull();
      return;
    }
    if (parsed.signum() != 0
        && parsed.precision() - (long) parsed.scale() > precision - scale + 1L) {
      out.setNull();
      return;
    }
    BigInteger unscaled =
        parsed.scale() > LONGEST_NUMBER + scale
            ? BigInteger.ZERO
            : parsed.setScale(scale, RoundingMode.HALF_UP).unscaledValue();
    if (unscaled.abs().compareTo(Decimals.bigPower(precision)) >= 0) {
      out.setNull();
      return;
    }
    out.big = unscaled;
  }

  /** Whether the bytes are digits with at most one point, sign in front, exponent behind. */
  private static boolean isNumber(byte[] data, int from, int end) {
    int at = from;
    if (end - at > LONGEST_NUMBER) {
      return false;
    }
    if (at < end && (data[at] == '-' || data[at] == '+')) {
      at++;
    }
    int digits = 0;
    boolean point = false;
    for (; at < end; at++) {
      byte value = data[at];
      if (value >= '0' && value <= '9') {
        digits++;
      } else if (value == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (digits == 0) {
      return false;
    }
    if (at < end && (data[at] == 'e' || data[at] == 'E')) {
      at++;
      if (at < end && (data[at] == '-' || data[at] == '+')) {
        at++;
      }
      int first = at;
      while (at < end && data[at] >= '0' && data[at] <= '9') {
        at++;
      }
      if (at == first || at - first > 8) {
        return false;
      }
    }
    return at == end;
  }

  /** A floating-point number; also NaN, Infinity and inf, in any case. */
  public static void floating(byte[] data, int start, int length, boolean single, Result out) {
    int at = skipSpaces(data, start, start + length);
    int end = skipSpacesBack(data, at, start + length);
    if (isNumber(data, at, end)) {
      String text = Text.string(data, at, end - at);
      out.real = single ? Float.parseFloat(text) : Double.parseDouble(text);
      if (Double.isInfinite(out.real)) {
        out.setNull();
      }
      return;
    }
    boolean negative = at < end && data[at] == '-';
    if (at < end && (data[at] == '-' || data[at] == '+')) {
      at++;
    }
    if (matches(data, at, end, "nan")) {
      out.real = Double.NaN;
    } else if (matches(data, at, end, "infinity") || matches(data, at, end, "inf")) {
      out.real = negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    } else {
      out.setNull();
    }
  }

  /** Truth: true, t, yes, y, on, 1; false, f, no, n, off, 0; in any case. */
  public static void truth(byte[] data, int start, int length, Result out) {
    int at = skipSpaces(data, start, start + length);
    int end = skipSpacesBack(data, at, start + length);
    if (matches(data, at, end, "true")
        || matches(data, at, end, "t")
        || matches(data, at, end, "yes")
        || matches(data, at, end, "y")
        || matches(data, at, end, "on")
        || matches(data, at, end, "1")) {
      out.number = 1;
    } else if (matches(data, at, end, "false")
        || matches(data, at, end, "f")
        || matches(data, at, end, "no")
        || matches(data, at, end, "n")
        || matches(data, at, end, "off")
        || matches(data, at, end, "0")) {
      out.number = 0;
    } else {
      out.setNull();
    }
  }

  /** Whether bytes are a word, which is given in lower case. */
  static boolean matches(byte[] data, int from, int end, String word) {
    if (end - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      byte value = data[from + i];
      if ((value >= 'A' && value <= 'Z' ? value + 32 : value) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** A UUID: 32 hexadecimal digits; hyphens and braces are passed over. */
  public static void uuid(byte[] data, int start, int length, Result out) {
    int at = skipSpaces(data, start, start + length);
    int end = skipSpacesBack(data, at, start + length);
    if (end - at > 2 && data[at] == '{' && data[end - 1] == '}') {
      at++;
      end--;
    }
    out.begin(16);
    int digits = 0;
    int high = 0;
    for (; at < end; at++) {
      byte value = data[at];
      if (value == '-' && digits > 0 && digits % 4 == 0) {
        continue;
      }
      int digit = Character.digit(value, 16);
      if (digit < 0 || digits == 32) {
        out.setNull();
        return;
      }
      if (digits++ % 2 == 0) {
        high = digit << 4;
      } else {
        out.append(high | digit);
      }
    }
    if (digits != 32) {
      out.setNull();
    }
  }

  /** Returns what a CAST that cannot be done throws. */
  public static RuntimeException failure(byte[] data, int start, int length, String target) {
    return Errors.invalidCast(data, start, length, target);
  }
}
