package io.millrace.planner.function.kernel;

/** Lengths of time: months, or microseconds. */
public final class Intervals {
  private Intervals() {}

  /**
   * Parses '3 days 04:05:06.7', '2 hours', '1 year 6 months', '1-6' (years-months) and '04:05'; a
   * sign goes for the number behind it.
   */
  public static void parse(byte[] data, int start, int length, boolean months, Result out) {
    long total = 0;
    int end = start + length;
    int at = Parse.skipSpaces(data, start, end);
    if (at == end) {
      out.setNull();
      return;
    }
    while (at < end) {
      boolean negative = data[at] == '-';
      if (data[at] == '-' || data[at] == '+') {
        at++;
      }
      int first = at;
      while (at < end && (data[at] >= '0' && data[at] <= '9' || data[at] == '.')) {
        at++;
      }
      if (at == first) {
        out.setNull();
        return;
      }
      long amount;
      if (at < end && data[at] == ':') {
        while (at < end && (data[at] & 0xFF) > ' ') {
          at++;
        }
        ParseTime.time(data, first, at - first, 6, out);
        if (out.isNull || months) {
          out.setNull();
          return;
        }
        amount = out.number;
      } else if (at < end && data[at] == '-' && months) {
        long years = value(data, first, at);
        first = ++at;
        while (at < end && data[at] >= '0' && data[at] <= '9') {
          at++;
        }
        amount = years * 12 + value(data, first, at);
      } else {
        int numberEnd = at;
        at = Parse.skipSpaces(data, at, end);
        int unit = at;
        while (at < end && Character.isLetter(data[at])) {
          at++;
        }
        long size = unit(data, unit, at, months);
        Parse.floating(data, first, numberEnd - first, false, out);
        if (size == 0 || out.isNull) {
          out.setNull();
          return;
        }
        amount = Math.round(out.real * size);
      }
      total = Integers.add(total, negative ? -amount : amount);
      at = Parse.skipSpaces(data, at, end);
    }
    out.number = total;
  }

  private static long value(byte[] data, int from, int end) {
    long value = 0;
    for (int i = from; i < end; i++) {
      value = value * 10 + data[i] - '0';
    }
    return value;
  }

  private static long unit(byte[] data, int from, int end, boolean months) {
    boolean plural = end - from > 1 && (data[end - 1] == 's' || data[end - 1] == 'S');
    int last = plural ? end - 1 : end;
    if (months) {
      return Parse.matches(data, from, last, "year") || Parse.matches(data, from, last, "y")
          ? 12
          : Parse.matches(data, from, last, "month") || Parse.matches(data, from, last, "mon")
              ? 1
              : 0;
    }
    if (Parse.matches(data, from, last, "day") || Parse.matches(data, from, last, "d")) {
      return Dates.MICROS_PER_DAY;
    } else if (Parse.matches(data, from, last, "week") || Parse.matches(data, from, last, "w")) {
      return 7 * Dates.MICROS_PER_DAY;
    } else if (Parse.matches(data, from, last, "hour") || Parse.matches(data, from, last, "h")) {
      return Dates.MICROS_PER_HOUR;
    } else if (Parse.matches(data, from, last, "minute")
        || Parse.matches(data, from, last, "min")
        || Parse.matches(data, from, last, "m")) {
      return Dates.MICROS_PER_MINUTE;
    } else if (Parse.matches(data, from, last, "second")
        || Parse.matches(data, from, last, "sec")
        || Parse.matches(data, from, end, "s")) {
      return Dates.MICROS_PER_SECOND;
    } else if (Parse.matches(data, from, last, "millisecond")
        || Parse.matches(data, from, end, "ms")) {
      return 1_000;
    } else if (Parse.matches(data, from, last, "microsecond")
        || Parse.matches(data, from, end, "us")) {
      return 1;
    }
    return 0;
  }

  /** Returns an interval times a number, to the nearest unit. */
  public static long multiply(long interval, double factor) {
    return Doubles.toInteger(interval * factor, Long.SIZE);
  }

  public static long multiply(long interval, long factor) {
    return Integers.multiply(interval, factor);
  }

  /** Returns an interval divided by a number, to the nearest unit. */
  public static long divide(long interval, double divisor) {
    return Doubles.toInteger(Doubles.divide(interval, divisor), Long.SIZE);
  }
}
