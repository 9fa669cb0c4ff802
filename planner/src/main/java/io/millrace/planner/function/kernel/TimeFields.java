package io.millrace.planner.function.kernel;

/**
 * EXTRACT, and what FLOOR and CEIL of dates and times need. Weeks are those of ISO 8601: they begin
 * on Monday, and week 1 has the year's first Thursday.
 */
public final class TimeFields {
  /** 1970-01-01 was a Thursday: so many days after a Monday. */
  private static final long EPOCH_AFTER_MONDAY = 3;

  private TimeFields() {}

  public static long year(long days) {
    return Dates.yearOf(Dates.civil(days));
  }

  public static long quarter(long days) {
    return (month(days) + 2) / 3;
  }

  public static long month(long days) {
    return Dates.monthOf(Dates.civil(days));
  }

  public static long day(long days) {
    return Dates.dayOf(Dates.civil(days));
  }

  /** Day of the week, Sunday 0 to Saturday 6. */
  public static long dow(long days) {
    return Math.floorMod(days + EPOCH_AFTER_MONDAY + 1, 7L);
  }

  /** Day of the week, Monday 1 to Sunday 7. */
  public static long isodow(long days) {
    return Math.floorMod(days + EPOCH_AFTER_MONDAY, 7L) + 1;
  }

  /** Day of the week, Sunday 1 to Saturday 7. */
  public static long dayOfWeek(@Days long days) {
    return dow(days) + 1;
  }

  public static long doy(long days) {
    return days - Dates.days(year(days), 1, 1) + 1;
  }

  public static long week(long days) {
    long thursday = days - isodow(days) + 4;
    return (thursday - Dates.days(year(thursday), 1, 1)) / 7 + 1;
  }

  public static long isoyear(long days) {
    return year(days - isodow(days) + 4);
  }

  public static long decade(long days) {
    return Math.floorDiv(year(days), 10L);
  }

  public static long century(long days) {
    long year = year(days);
    return year > 0 ? (year + 99) / 100 : -((99 - (year - 1)) / 100);
  }

  public static long millennium(long days) {
    long year = year(days);
    return year > 0 ? (year + 999) / 1000 : -((999 - (year - 1)) / 1000);
  }

  public static long hour(long time) {
    return time / Dates.MICROS_PER_HOUR;
  }

  public static long minute(long time) {
    return time / Dates.MICROS_PER_MINUTE % 60;
  }

  public static long second(long time) {
    return time / Dates.MICROS_PER_SECOND % 60;
  }

  /** Milliseconds of the minute, the seconds' among them. */
  public static long millisecond(long time) {
    return time / 1_000 % 60_000;
  }

  /** Microseconds of the minute, the seconds' among them. */
  public static long microsecond(long time) {
    return time % Dates.MICROS_PER_MINUTE;
  }

  public static long epoch(long micros) {
    return Math.floorDiv(micros, Dates.MICROS_PER_SECOND);
  }

  /** Returns the largest multiple of a unit of microseconds that is not above a time. */
  public static long floor(long micros, long unit) {
    return Math.floorDiv(micros, unit) * unit;
  }

  public static long ceil(long micros, long unit) {
    long floor = floor(micros, unit);
    return floor == micros ? micros : Dates.plusMicros(floor, unit);
  }

  /** Returns the Monday of a date's week. */
  public static long floorWeek(long days) {
    return days - isodow(days) + 1;
  }

  public static long ceilWeek(long days) {
    return floorWeek(days + 6);
  }

  /** Returns the first day of the month, quarter, year, … that a date is in. */
  public static long floorMonths(long days, long months) {
    long civil = Dates.civil(days);
    long month = Dates.yearOf(civil) * 12 + Dates.monthOf(civil) - 1;
    long first = Math.floorDiv(month - offset(months), months) * months + offset(months);
    return Dates.days(Math.floorDiv(first, 12L), Math.floorMod(first, 12L) + 1, 1);
  }

  /** Centuries and millennia begin with year 1. */
  private static long offset(long months) {
    return months >= 1_200 ? 12 : 0;
  }

  public static long ceilMonths(long days, long months) {
    long floor = floorMonths(days, months);
    return floor == days ? days : Dates.datePlusMonths(floor, months);
  }

  /** Returns the first day of the ISO year that a date is in. */
  public static long floorIsoYear(long days) {
    return floorWeek(Dates.days(isoyear(days), 1, 4));
  }

  public static long ceilIsoYear(long days) {
    long floor = floorIsoYear(days);
    return floor == days ? days : floorWeek(Dates.days(isoyear(days) + 1, 1, 4));
  }

  /** Returns how many boundaries of a unit lie between two times; as DATEDIFF counts. */
  public static long boundaries(long from, long to, long unit) {
    return Math.floorDiv(to, unit) - Math.floorDiv(from, unit);
  }

  public static long weekBoundaries(long from, long to) {
    return (floorWeek(to) - floorWeek(from)) / 7;
  }

  public static long monthBoundaries(long from, long to, long months) {
    long a = Dates.civil(from);
    long b = Dates.civil(to);
    long monthA = Dates.yearOf(a) * 12 + Dates.monthOf(a) - 1 - offset(months);
    long monthB = Dates.yearOf(b) * 12 + Dates.monthOf(b) - 1 - offset(months);
    return Math.floorDiv(monthB, months) - Math.floorDiv(monthA, months);
  }

  /** Returns an epoch's count of units as microseconds. */
  public static long fromEpoch(long count, long unit) {
    long micros = count * unit;
    if (Math.multiplyHigh(count, unit) != micros >> 63) {
      throw Errors.dateOutOfRange(count + " since 1970-01-01");
    }
    return micros;
  }

  /** MAKE_DATE(year, month, day). */
  public static long makeDate(long year, long month, long day) {
    boolean valid =
        year >= Dates.MIN_YEAR
            && year <= Dates.MAX_YEAR
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= Dates.daysOfMonth(year, month);
    if (!valid) {
      throw Errors.dateOutOfRange("MAKE_DATE(" + year + ", " + month + ", " + day + ")");
    }
    return Dates.days(year, month, day);
  }

  public static long fromSeconds(double seconds) {
    return Doubles.toInteger(seconds * Dates.MICROS_PER_SECOND, Long.SIZE);
  }

  public static long timestampSeconds(long count) {
    return fromEpoch(count, Dates.MICROS_PER_SECOND);
  }

  public static long timestampMillis(long count) {
    return fromEpoch(count, 1_000);
  }

  public static long timestampMicros(long count) {
    return count;
  }

  public static long unixSeconds(long micros) {
    return epoch(micros);
  }

  public static long unixMillis(long micros) {
    return Math.floorDiv(micros, 1_000L);
  }

  public static long unixMicros(long micros) {
    return micros;
  }

  public static long dateFromUnixDate(long days) {
    return days;
  }

  public static long unixDate(@Days long days) {
    return days;
  }
}
