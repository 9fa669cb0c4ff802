package io.millrace.planner.codegen;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.planner.function.kernel.Dates;
import java.util.Locale;
import org.apache.calcite.avatica.util.TimeUnit;

/** The units of time that a statement may name. */
final class TimeUnits {
  private TimeUnits() {}

  /** Returns whether a unit is some months; else it is some microseconds. */
  static boolean isMonths(TimeUnit unit) {
    return switch (unit) {
      case MONTH, QUARTER, YEAR, ISOYEAR, DECADE, CENTURY, MILLENNIUM -> true;
      default -> false;
    };
  }

  /** Returns the months or microseconds of a unit. */
  static long size(TimeUnit unit) {
    return switch (unit) {
      case MICROSECOND -> 1;
      case MILLISECOND -> 1_000;
      case SECOND, EPOCH -> Dates.MICROS_PER_SECOND;
      case MINUTE -> Dates.MICROS_PER_MINUTE;
      case HOUR -> Dates.MICROS_PER_HOUR;
      case DAY, DOW, DOY, ISODOW -> Dates.MICROS_PER_DAY;
      case WEEK -> 7 * Dates.MICROS_PER_DAY;
      case MONTH -> 1;
      case QUARTER -> 3;
      case YEAR, ISOYEAR -> 12;
      case DECADE -> 120;
      case CENTURY -> 1_200;
      case MILLENNIUM -> 12_000;
      case NANOSECOND ->
          throw new MillraceException(
              ErrorCode.FEATURE_NOT_SUPPORTED,
              "NANOSECOND is not supported; the smallest unit is MICROSECOND");
    };
  }

  /** Returns the unit of a name, such as {@code 'minute'} or {@code 'HOURS'}. */
  static TimeUnit of(String name) {
    String upper = name.trim().toUpperCase(Locale.ROOT);
    for (String candidate : new String[] {upper, singular(upper), alias(singular(upper))}) {
      for (TimeUnit unit : TimeUnit.values()) {
        if (unit.name().equals(candidate)) {
          return unit;
        }
      }
    }
    throw new MillraceException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "unknown unit of time '"
            + name
            + "'; use MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR,"
            + " DAY, WEEK, MONTH, QUARTER, YEAR, DECADE, CENTURY or MILLENNIUM");
  }

  private static String singular(String name) {
    return name.endsWith("S") ? name.substring(0, name.length() - 1) : name;
  }

  private static String alias(String name) {
    return switch (name) {
      case "MILLENNIA" -> "MILLENNIUM";
      case "CENTURIE" -> "CENTURY";
      case "Y", "YY", "YYYY" -> "YEAR";
      case "Q", "QQ" -> "QUARTER";
      case "MON", "MM" -> "MONTH";
      case "W", "WW" -> "WEEK";
      case "D", "DD" -> "DAY";
      case "H", "HH" -> "HOUR";
      case "MIN", "MI", "M", "N" -> "MINUTE";
      case "SEC", "S" -> "SECOND";
      case "MS", "MSEC" -> "MILLISECOND";
      case "US", "USEC" -> "MICROSECOND";
      default -> name;
    };
  }
}
