package io.millrace.connector.format;

/**
 * Reads dates and times as ISO 8601 writes them, straight out of bytes.
 *
 * <p>Days are counted by the proleptic Gregorian calendar (Hinnant, <em>chrono-Compatible Low-Level
 * Date Algorithms</em>). Digits of a second beyond the sixth are cut off.
 */
public final class TemporalText {
  /** What the methods return where the bytes are no such thing. */
  public static final long INVALID = Long.MIN_VALUE;

  private static final long MICROS = 1_000_000;
  private static final long DAY = 86_400 * MICROS;

  private TemporalText() {}

  /** Returns {@code 2024-02-29} as days since 1970-01-01. */
  public static long date(byte[] data, int from, int to) {
    if (to - from != 10 || data[from + 4] != '-' || data[from + 7] != '-') {
      return INVALID;
    }
    int year = two(data, from) * 100 + two(data, from + 2);
    int month = two(data, from + 5);
    int day = two(data, from + 8);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > monthLength(year, month)) {
      return INVALID;
    }
    int shifted = month <= 2 ? year - 1 : year;
    int era = shifted / 400;
    int yearOfEra = shifted - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }

  /** Returns {@code 23:59:59.123456} (seconds may be missing) as microseconds since midnight. */
  public static long time(byte[] data, int from, int to) {
    int length = to - from;
    if (length < 5 || data[from + 2] != ':') {
      return INVALID;
    }
    int hour = two(data, from);
    int minute = two(data, from + 3);
    int second = 0;
    long micros = 0;
    if (length > 5) {
      if (length < 8 || data[from + 5] != ':') {
        return INVALID;
      }
      second = two(data, from + 6);
      if (length > 8) {
        micros = fraction(data, from + 8, to);
      }
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
      return INVALID;
    }
    return micros < 0 ? INVALID : (hour * 3600L + minute * 60L + second) * MICROS + micros;
  }

  private static long fraction(byte[] data, int point, int to) {
    if ((data[point] != '.' && data[point] != ',') || point + 1 == to) {
      return -1;
    }
    long micros = 0;
    long unit = 100_000;
    for (int at = point + 1; at < to; at++) {
      int digit = data[at] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      micros += digit * unit;
      unit /= 10;
    }
    return micros;
  }

  /**
   * Returns {@code 2024-02-29T23:59:59.123456+01:00} as microseconds since 1970-01-01 00:00:00 UTC:
   * a blank may stand for the T, the time, the offset or Z may be missing (then it is taken as it
   * stands).
   */
  public static long timestamp(byte[] data, int from, int to) {
    if (to - from < 10) {
      return INVALID;
    }
    long days = date(data, from, from + 10);
    if (days == INVALID || to - from == 10) {
      return days == INVALID ? INVALID : days * DAY;
    }
    byte separator = data[from + 10];
    if (separator != ' ' && (separator | 0x20) != 't') {
      return INVALID;
    }
    int start = from + 11;
    int end = to;
    long offset = 0;
    if ((data[to - 1] | 0x20) == 'z') {
      end--;
    } else {
      for (int at = Math.max(start + 5, to - 6); at < to; at++) {
        if (data[at] == '+' || data[at] == '-') {
          offset = offset(data, at, to);
          end = at;
          break;
        }
      }
    }
    if (end > start && data[end - 1] == ' ' && end < to) {
      end--;
    }
    long time = time(data, start, end);
    return time == INVALID || offset == INVALID ? INVALID : days * DAY + time - offset;
  }

  /** Returns {@code +01}, {@code +0100} or {@code +01:00} in microseconds. */
  private static long offset(byte[] data, int sign, int to) {
    int length = to - sign;
    int hours = length >= 3 ? two(data, sign + 1) : -1;
    int minutes =
        switch (length) {
          case 3 -> 0;
          case 5 -> two(data, sign + 3);
          case 6 -> data[sign + 3] == ':' ? two(data, sign + 4) : -1;
          default -> -1;
        };
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
      return INVALID;
    }
    long micros = (hours * 60L + minutes) * 60 * MICROS;
    return data[sign] == '-' ? -micros : micros;
  }

  /** Returns the number of two digits, or one far below 0. */
  private static int two(byte[] data, int at) {
    int tens = data[at] - '0';
    int ones = data[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -100_000 : tens * 10 + ones;
  }

  private static int monthLength(int year, int month) {
    return switch (month) {
      case 2 -> (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }
}
