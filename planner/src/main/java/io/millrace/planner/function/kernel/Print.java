package io.millrace.planner.function.kernel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Values to text, as PostgreSQL prints them, but for REAL and DOUBLE: {@link Doubles#print}. */
public final class Print {
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] HEXADECIMAL = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private Print() {}

  public static void truth(boolean value, Result out) {
    byte[] text = value ? TRUE : FALSE;
    out.share(text, 0, text.length);
  }

  public static void integer(long value, Result out) {
    out.begin(20);
    if (value == Long.MIN_VALUE) {
      out.appendAscii("-9223372036854775808");
      return;
    }
    if (value < 0) {
      out.append('-');
    }
    out.appendDigits(Math.abs(value), 1);
  }

  public static void decimal(long value, int scale, Result out) {
    if (scale == 0 || value == Long.MIN_VALUE) {
      integer(value, out);
      return;
    }
    out.begin(24);
    if (value < 0) {
      out.append('-');
    }
    long magnitude = Math.abs(value);
    long power = Decimals.power(scale);
    out.appendDigits(magnitude / power, 1);
    out.append('.');
    out.appendDigits(magnitude % power, scale);
  }

  public static void decimal(BigInteger value, int scale, Result out) {
    out.text(new BigDecimal(value, scale).toPlainString());
  }

  public static void floating(double value, boolean single, Result out) {
    out.begin(24);
    out.appendAscii(Doubles.print(value, single));
  }

  public static void date(long days, Result out) {
    out.begin(16);
    appendDate(days, out);
  }

  private static void appendDate(long days, Result out) {
    long civil = Dates.civil(days);
    long year = Dates.yearOf(civil);
    if (year < 0) {
      out.append('-');
    }
    out.appendDigits(Math.abs(year), 4);
    out.append('-');
    out.appendDigits(Dates.monthOf(civil), 2);
    out.append('-');
    out.appendDigits(Dates.dayOf(civil), 2);
  }

  public static void time(long micros, Result out) {
    out.begin(16);
    appendTime(micros, out);
  }

  private static void appendTime(long micros, Result out) {
    out.appendDigits(micros / Dates.MICROS_PER_HOUR, 2);
    out.append(':');
    out.appendDigits(micros / Dates.MICROS_PER_MINUTE % 60, 2);
    out.append(':');
    out.appendDigits(micros / Dates.MICROS_PER_SECOND % 60, 2);
    long fraction = micros % Dates.MICROS_PER_SECOND;
    if (fraction != 0) {
      int digits = 6;
      while (fraction % 10 == 0) {
        fraction /= 10;
        digits--;
      }
      out.append('.');
      out.appendDigits(fraction, digits);
    }
  }

  public static void timestamp(long micros, Result out) {
    out.begin(28);
    appendDate(Dates.dayOfTimestamp(micros), out);
    out.append(' ');
    appendTime(Dates.timeOfTimestamp(micros), out);
  }

  /** An instant in a zone that is so far from UTC there: 2024-05-01 12:00:00+02. */
  public static void instant(long micros, long offsetMicros, Result out) {
    timestamp(micros + offsetMicros, out);
    out.append(offsetMicros < 0 ? '-' : '+');
    long minutes = Math.abs(offsetMicros) / Dates.MICROS_PER_MINUTE;
    out.appendDigits(minutes / 60, 2);
    if (minutes % 60 != 0) {
      out.append(':');
      out.appendDigits(minutes % 60, 2);
    }
  }

  public static void months(long months, Result out) {
    out.begin(24);
    long years = months / 12;
    long rest = months % 12;
    if (years != 0) {
      out.appendAscii(years + (years == 1 ? " year" : " years"));
    }
    if (rest != 0 || years == 0) {
      out.appendAscii((years == 0 ? "" : " ") + rest + (rest == 1 ? " mon" : " mons"));
    }
  }

  public static void interval(long micros, Result out) {
    out.begin(32);
    long days = micros / Dates.MICROS_PER_DAY;
    long rest = micros % Dates.MICROS_PER_DAY;
    if (days != 0) {
      out.appendAscii(days + (days == 1 ? " day" : " days"));
    }
    if (rest != 0 || days == 0) {
      if (days != 0) {
        out.append(' ');
      }
      if (rest < 0) {
        out.append('-');
      }
      appendTime(Math.abs(rest), out);
    }
  }

  public static void uuid(byte[] data, int start, int length, Result out) {
    out.begin(36);
    for (int i = 0; i < length; i++) {
      if (i == 4 || i == 6 || i == 8 || i == 10) {
        out.append('-');
      }
      out.append(HEXADECIMAL[data[start + i] >> 4 & 0xF]);
      out.append(HEXADECIMAL[data[start + i] & 0xF]);
    }
  }
}
