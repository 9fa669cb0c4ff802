package io.millrace.planner.function.kernel;

/**
 * The proleptic Gregorian calendar on primitives: dates are days since 1970-01-01, times
 * microseconds of the day, timestamps microseconds since 1970-01-01 00:00:00.
 *
 * <p>Civil dates by Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
 */
public final class Dates {
  public static final long MICROS_PER_SECOND = 1_000_000L;
  public static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
  public static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
  public static final long MICROS_PER_DAY = 24 * MICROS_PER_HOUR;
  static final long MIN_YEAR = -290_000;
  static final long MAX_YEAR = 290_000;

  private Dates() {}

  /** Returns the days since 1970-01-01 of a date; the month and day must be in range. */
  static long days(long year, long month, long day) {
    long y = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(y, 400);
    long yearOfEra = y - era * 400;
    long dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146097 + dayOfEra - 719468;
  }

  /** Returns year * 10000 + month * 100 + day, all in one so that nothing is allocated. */
  static long civil(long days) {
    long z = days + 719468;
    long era = Math.floorDiv(z, 146097L);
    long dayOfEra = z - era * 146097;
    long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long shifted = (5 * dayOfYear + 2) / 153;
    long day = dayOfYear - (153 * shifted + 2) / 5 + 1;
    long month = shifted < 10 ? shifted + 3 : shifted - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    return year * 10000 + month * 100 + day;
  }

  static long yearOf(long civil) {
    return Math.floorDiv(civil, 10000L);
  }

  static long monthOf(long civil) {
    return Math.floorMod(civil, 10000L) / 100;
  }

  static long dayOf(long civil) {
    return Math.floorMod(civil, 100L);
  }

  static boolean isLeap(long year) {
    return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  static long daysOfMonth(long year, long month) {
    if (month == 2) {
      return isLeap(year) ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }

  public static long dayOfTimestamp(long micros) {
    return Math.floorDiv(micros, MICROS_PER_DAY);
  }

  public static long timeOfTimestamp(long micros) {
    return Math.floorMod(micros, MICROS_PER_DAY);
  }

  public static long timestampOfDay(long days) {
    return scaled(days, MICROS_PER_DAY, "the date");
  }

  private static long scaled(long value, long unit, String what) {
    long product = value * unit;
    if (Math.multiplyHigh(value, unit) != product >> 63) {
      throw Errors.dateOutOfRange(what);
    }
    return product;
  }

  /** Returns a timestamp some microseconds later. */
  public static long plusMicros(long micros, long interval) {
    long sum = micros + interval;
    if (((micros ^ sum) & (interval ^ sum)) < 0) {
      throw Errors.dateOutOfRange("timestamp + interval");
    }
    return sum;
  }

  public static long minusMicros(long micros, long interval) {
    long difference = micros - interval;
    if (((micros ^ interval) & (micros ^ difference)) < 0) {
      throw Errors.dateOutOfRange("timestamp - interval");
    }
    return difference;
  }

  /** Returns a date some whole days later; the part of a day is dropped towards the past. */
  public static long datePlusMicros(long days, long interval) {
    return days + Math.floorDiv(interval, MICROS_PER_DAY);
  }

  public static long dateMinusMicros(long days, long interval) {
    return days - Math.floorDiv(interval, MICROS_PER_DAY);
  }

  /** Returns a time of day some microseconds later, past midnight if need be. */
  public static long timePlusMicros(long micros, long interval) {
    return Math.floorMod(micros + interval % MICROS_PER_DAY, MICROS_PER_DAY);
  }

  public static long timeMinusMicros(long micros, long interval) {
    return Math.floorMod(micros - interval % MICROS_PER_DAY, MICROS_PER_DAY);
  }

  /** Returns a date some months later: the same day, or the month's last where it has fewer. */
  public static long datePlusMonths(long days, long months) {
    if (months > MAX_YEAR * 24 || months < MIN_YEAR * 24) {
      throw Errors.dateOutOfRange("date + " + months + " months");
    }
    long civil = civil(days);
    long month = yearOf(civil) * 12 + monthOf(civil) - 1 + months;
    long year = Math.floorDiv(month, 12L);
    long monthOfYear = Math.floorMod(month, 12L) + 1;
    return days(year, monthOfYear, Math.min(dayOf(civil), daysOfMonth(year, monthOfYear)));
  }

  public static long dateMinusMonths(long days, long months) {
    return datePlusMonths(days, Integers.negate(months));
  }

  public static long plusMonths(long micros, long months) {
    long time = timeOfTimestamp(micros);
    return plusMicros(timestampOfDay(datePlusMonths(dayOfTimestamp(micros), months)), time);
  }

  public static long minusMonths(long micros, long months) {
    return plusMonths(micros, Integers.negate(months));
  }

  /** Returns the whole months from one timestamp to a later one (negative where earlier). */
  public static long monthsBetween(long from, long to) {
    long civilFrom = civil(dayOfTimestamp(from));
    long civilTo = civil(dayOfTimestamp(to));
    long months =
        (yearOf(civilTo) - yearOf(civilFrom)) * 12 + monthOf(civilTo) - monthOf(civilFrom);
    if (months > 0 && plusMonths(from, months) > to) {
      return months - 1;
    }
    return months < 0 && plusMonths(from, months) < to ? months + 1 : months;
  }

  /** Rounds to so many digits of the second's fraction, a half upwards. */
  public static long roundFraction(long micros, int precision) {
    long unit = Decimals.power(6 - precision);
    return Math.floorDiv(plusMicros(micros, unit / 2), unit) * unit;
  }

  public static long lastDay(@Days long days) {
    long civil = civil(days);
    return days + daysOfMonth(yearOf(civil), monthOf(civil)) - dayOf(civil);
  }
}
