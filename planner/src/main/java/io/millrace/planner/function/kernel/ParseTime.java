package io.millrace.planner.function.kernel;

/**
 * Text to dates, times and timestamps: ISO 8601 as PostgreSQL reads it, on the bytes. An offset (Z,
 * +02, -05:30) moves the moment to UTC.
 */
public final class ParseTime {
  private ParseTime() {}

  /** A date; a time of day behind it is checked and dropped. */
  public static void date(byte[] data, int start, int length, Result out) {
    timestamp(data, start, length, 6, out);
    if (!out.isNull) {
      out.number = Dates.dayOfTimestamp(out.number);
    }
  }

  /** A timestamp, rounded to so many digits of the second. */
  public static void timestamp(byte[] data, int start, int length, int precision, Result out) {
    timestamp(data, start, length, precision, null, out);
  }

  /**
   * A timestamp.
   *
   * @param zones the zone of a text that names none, or null for UTC
   */
  static void timestamp(
      byte[] data, int start, int length, int precision, Zones zones, Result out) {
    int at = Parse.skipSpaces(data, start, start + length);
    int end = Parse.skipSpacesBack(data, at, start + length);
    boolean negative = at < end && data[at] == '-';
    int from = negative ? at + 1 : at;
    int first = from;
    long year = 0;
    while (first < end && isDigit(data[first]) && first - from < 6) {
      year = year * 10 + data[first++] - '0';
    }
    if (first - from < 4 || first >= end || data[first] != '-') {
      out.setNull();
      return;
    }
    int second = digits(data, first + 1, end);
    if (second < 0 || second >= end || data[second] != '-') {
      out.setNull();
      return;
    }
    int third = digits(data, second + 1, end);
    if (third < 0) {
      out.setNull();
      return;
    }
    long signedYear = negative ? -year : year;
    long month = value(data, first + 1, second);
    long day = value(data, second + 1, third);
    if (month < 1
        || month > 12
        || day < 1
        || day > Dates.daysOfMonth(signedYear, month)
        || signedYear > Dates.MAX_YEAR
        || signedYear < Dates.MIN_YEAR) {
      out.setNull();
      return;
    }
    long micros = Dates.days(signedYear, month, day) * Dates.MICROS_PER_DAY;
    boolean zoned = false;
    if (third < end) {
      if (data[third] != ' ' && data[third] != 'T' && data[third] != 't') {
        out.setNull();
        return;
      }
      int zone = clock(data, Parse.skipSpaces(data, third + 1, end), end, out);
      if (out.isNull) {
        return;
      }
      micros += out.number;
      if (zone < end) {
        zone(data, Parse.skipSpaces(data, zone, end), end, out);
        if (out.isNull) {
          return;
        }
        micros -= out.number;
        zoned = true;
      }
    }
    long instant = zoned || zones == null ? micros : zones.toInstant(micros);
    out.number = Dates.roundFraction(instant, precision);
  }

  /** A time of day. */
  public static void time(byte[] data, int start, int length, int precision, Result out) {
    int at = Parse.skipSpaces(data, start, start + length);
    int end = Parse.skipSpacesBack(data, at, start + length);
    int behind = clock(data, at, end, out);
    if (out.isNull || behind != end) {
      out.setNull();
      return;
    }
    out.number = Math.floorMod(Dates.roundFraction(out.number, precision), Dates.MICROS_PER_DAY);
  }

  /** Reads hh:mm[:ss[.ffffff]] into the result and returns where it ends. */
  private static int clock(byte[] data, int from, int end, Result out) {
    int hours = digits(data, from, end);
    if (hours < 0 || hours >= end || data[hours] != ':') {
      out.setNull();
      return end;
    }
    int minutes = digits(data, hours + 1, end);
    if (minutes < 0) {
      out.setNull();
      return end;
    }
    long hour = value(data, from, hours);
    long minute = value(data, hours + 1, minutes);
    long second = 0;
    long fraction = 0;
    int at = minutes;
    if (at < end && data[at] == ':') {
      int seconds = digits(data, at + 1, end);
      if (seconds < 0) {
        out.setNull();
        return end;
      }
      second = value(data, at + 1, seconds);
      at = seconds;
      if (at < end && (data[at] == '.' || data[at] == ',')) {
        at++;
        int first = at;
        long unit = 100_000;
        for (; at < end && isDigit(data[at]); at++) {
          fraction += (data[at] - '0') * unit;
          if (unit == 0 && at == first + 6 && data[at] >= '5') {
            fraction++;
          }
          unit /= 10;
        }
      }
    }
    boolean midnight = hour == 24 && minute == 0 && second == 0 && fraction == 0;
    if (hour > 23 && !midnight || minute > 59 || second > 60) {
      out.setNull();
      return end;
    }
    out.number =
        hour * Dates.MICROS_PER_HOUR
            + minute * Dates.MICROS_PER_MINUTE
            + second * Dates.MICROS_PER_SECOND
            + fraction;
    return at;
  }

  /** Reads an offset from UTC to the end: Z, UTC, ±hh, ±hhmm, ±hh:mm. */
  private static void zone(byte[] data, int from, int end, Result out) {
    if (Parse.matches(data, from, end, "z") || Parse.matches(data, from, end, "utc")) {
      out.number = 0;
      return;
    }
    if (from >= end || data[from] != '+' && data[from] != '-') {
      out.setNull();
      return;
    }
    int hours = digits(data, from + 1, end);
    if (hours < 0) {
      out.setNull();
      return;
    }
    long minutes = value(data, from + 1, hours) * 60;
    if (hours < end) {
      int first = data[hours] == ':' ? hours + 1 : hours;
      int last = digits(data, first, end);
      if (last != end) {
        out.setNull();
        return;
      }
      minutes += value(data, first, last);
    }
    out.number = (data[from] == '-' ? -minutes : minutes) * Dates.MICROS_PER_MINUTE;
  }

  private static boolean isDigit(byte value) {
    return value >= '0' && value <= '9';
  }

  /** Returns where one or two digits end, or -1 where there are none. */
  private static int digits(byte[] data, int from, int end) {
    if (from >= end || !isDigit(data[from])) {
      return -1;
    }
    return from + 1 < end && isDigit(data[from + 1]) ? from + 2 : from + 1;
  }

  private static long value(byte[] data, int from, int end) {
    long value = 0;
    for (int i = from; i < end; i++) {
      value = value * 10 + data[i] - '0';
    }
    return value;
  }
}
