package io.millrace.planner.function.kernel;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Arrays;
import java.util.Locale;

/**
 * Times to text and back by a format: PostgreSQL's letters (TO_CHAR, TO_DATE, TO_TIMESTAMP), or
 * Java's (DATE_FORMAT, FROM_UNIXTIME, UNIX_TIMESTAMP), compiled when the format changes.
 */
public final class TimeFormat implements CallState {
  /** Longer letters first, since the first that fits is taken. */
  private static final String[] LETTERS = {
    "YYYY", "HH24", "HH12", "IYYY", "MONTH", "Month", "month", "DDD", "MON", "Mon", "mon", "DAY",
    "Day", "day", "YYY", "YY", "HH", "MI", "MM", "DD", "DY", "Dy", "dy", "SS", "MS", "US", "AM",
    "PM", "am", "pm", "WW", "IW", "ID", "Q", "D"
  };

  private byte[] source = Result.EMPTY;
  private DateTimeFormatter formatter;

  /** All timestamps of one stretch of so many microseconds print alike. */
  private long stretch;

  private long lastStretch;
  private byte[] lastText;

  private DateTimeFormatter java(byte[] data, int start, int length) {
    if (isNew(data, start, length)) {
      String format = Text.string(data, start, length);
      try {
        formatter = DateTimeFormatter.ofPattern(format, Locale.ENGLISH);
        stretch = stretch(format, "SnNA", "s", "m", "HhKkaB");
      } catch (IllegalArgumentException e) {
        throw Errors.invalidArgument("invalid format of times '" + format + "'");
      }
    }
    return formatter;
  }

  private DateTimeFormatter letters(byte[] data, int start, int length) {
    if (isNew(data, start, length)) {
      String format = Text.string(data, start, length);
      formatter = compile(format);
      stretch = stretch(format.toUpperCase(Locale.ROOT), "U", "S", "I", "HAP");
    }
    return formatter;
  }

  /**
   * Returns how long a stretch prints alike; letters that stand for something else make it shorter,
   * never longer.
   */
  private static long stretch(
      String format, String fractions, String seconds, String minutes, String hours) {
    if (hasAny(format, fractions) || format.contains("MS")) {
      return 1;
    } else if (hasAny(format, seconds)) {
      return Dates.MICROS_PER_SECOND;
    } else if (hasAny(format, minutes)) {
      return 60 * Dates.MICROS_PER_SECOND;
    }
    return (hasAny(format, hours) ? 3_600 : 86_400) * Dates.MICROS_PER_SECOND;
  }

  private static boolean hasAny(String format, String letters) {
    return letters.chars().anyMatch(letter -> format.indexOf(letter) >= 0);
  }

  private boolean isNew(byte[] data, int start, int length) {
    if (formatter != null && Arrays.equals(source, 0, source.length, data, start, start + length)) {
      return false;
    }
    source = Arrays.copyOfRange(data, start, start + length);
    formatter = null;
    lastText = null;
    return true;
  }

  private static DateTimeFormatter compile(String format) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
    int at = 0;
    while (at < format.length()) {
      if (format.charAt(at) == '"') {
        int end = format.indexOf('"', at + 1);
        int last = end < 0 ? format.length() : end;
        builder.appendLiteral(format.substring(at + 1, last));
        at = last + 1;
        continue;
      }
      String found = null;
      for (String letters : LETTERS) {
        if (format.startsWith(letters, at)
            || format.startsWith(letters.toLowerCase(Locale.ROOT), at)) {
          found = letters;
          break;
        }
      }
      if (found == null) {
        builder.appendLiteral(format.charAt(at++));
      } else {
        append(builder, found);
        at += found.length();
      }
    }
    return builder.toFormatter(Locale.ENGLISH);
  }

  private static void append(DateTimeFormatterBuilder builder, String letters) {
    switch (letters) {
      case "YYYY" -> builder.appendPattern("uuuu");
      case "YYY", "YY" -> builder.appendPattern("uu");
      case "IYYY" -> builder.appendValue(IsoFields.WEEK_BASED_YEAR, 4);
      case "Q" -> builder.appendValue(IsoFields.QUARTER_OF_YEAR);
      case "MM" -> builder.appendPattern("MM");
      case "MONTH", "Month", "month" ->
          builder.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.FULL);
      case "MON", "Mon", "mon" -> builder.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.SHORT);
      case "DD" -> builder.appendPattern("dd");
      case "DDD" -> builder.appendPattern("DDD");
      case "D" -> builder.appendValue(ChronoField.DAY_OF_WEEK);
      case "ID" -> builder.appendValue(ChronoField.DAY_OF_WEEK);
      case "DAY", "Day", "day" -> builder.appendText(ChronoField.DAY_OF_WEEK, TextStyle.FULL);
      case "DY", "Dy", "dy" -> builder.appendText(ChronoField.DAY_OF_WEEK, TextStyle.SHORT);
      case "WW", "IW" -> builder.appendValue(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 2);
      case "HH24" -> builder.appendPattern("HH");
      case "HH", "HH12" -> builder.appendPattern("hh");
      case "MI" -> builder.appendPattern("mm");
      case "SS" -> builder.appendPattern("ss");
      case "MS" -> builder.appendValue(ChronoField.MILLI_OF_SECOND, 3);
      case "US" -> builder.appendValue(ChronoField.MICRO_OF_SECOND, 6);
      default -> builder.appendPattern("a");
    }
  }

  private static LocalDateTime local(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, Dates.MICROS_PER_SECOND),
        (int) Math.floorMod(micros, Dates.MICROS_PER_SECOND) * 1_000,
        ZoneOffset.UTC);
  }

  private void print(DateTimeFormatter chosen, long micros, Result out) {
    long number = Math.floorDiv(micros, stretch);
    if (lastText == null || number != lastStretch) {
      try {
        lastText = chosen.format(local(micros)).getBytes(StandardCharsets.UTF_8);
        lastStretch = number;
      } catch (DateTimeException e) {
        throw Errors.invalidArgument("the format asks for what a timestamp does not have");
      }
    }
    out.share(lastText, 0, lastText.length);
  }

  private static long parse(
      DateTimeFormatter formatter, byte[] data, int start, int length, String target) {
    try {
      TemporalAccessor parsed = formatter.parse(Text.string(data, start, length).trim());
      LocalDate date = parsed.query(TemporalQueries.localDate());
      LocalTime time = parsed.query(TemporalQueries.localTime());
      if (date == null) {
        int year = parsed.isSupported(ChronoField.YEAR) ? parsed.get(ChronoField.YEAR) : 1970;
        int month =
            parsed.isSupported(ChronoField.MONTH_OF_YEAR)
                ? parsed.get(ChronoField.MONTH_OF_YEAR)
                : 1;
        date = LocalDate.of(year, month, 1);
      }
      return Dates.plusMicros(
          Dates.timestampOfDay(date.toEpochDay()),
          time == null ? 0 : time.getLong(ChronoField.MICRO_OF_DAY));
    } catch (DateTimeException e) {
      throw Errors.invalidCast(data, start, length, target + " by this format");
    }
  }

  public static void toChar(
      @Micros long micros, byte[] format, int from, int count, TimeFormat state, Result out) {
    state.print(state.letters(format, from, count), micros, out);
  }

  public static void dateFormat(
      @Micros long micros, byte[] format, int from, int count, TimeFormat state, Result out) {
    state.print(state.java(format, from, count), micros, out);
  }

  public static void fromUnixtime(long seconds, Result out) {
    Print.timestamp(TimeFields.timestampSeconds(seconds), out);
  }

  public static void fromUnixtime(
      long seconds, byte[] format, int from, int count, TimeFormat state, Result out) {
    state.print(state.java(format, from, count), TimeFields.timestampSeconds(seconds), out);
  }

  public static long unixTimestamp(long micros) {
    return TimeFields.epoch(micros);
  }

  public static long unixTimestamp(byte[] data, int start, int length, Result scratch) {
    return TimeFields.epoch(toTimestamp(data, start, length, scratch));
  }

  public static long unixTimestamp(
      byte[] data, int start, int length, byte[] format, int from, int count, TimeFormat state) {
    return TimeFields.epoch(
        parse(state.java(format, from, count), data, start, length, "TIMESTAMP"));
  }

  public static long toTimestamp(double seconds) {
    return TimeFields.fromSeconds(seconds);
  }

  public static long toTimestamp(long seconds) {
    return TimeFields.timestampSeconds(seconds);
  }

  public static long toTimestamp(byte[] data, int start, int length, Result scratch) {
    scratch.isNull = false;
    ParseTime.timestamp(data, start, length, 6, scratch);
    if (scratch.isNull) {
      throw Errors.invalidCast(data, start, length, "TIMESTAMP");
    }
    return scratch.number;
  }

  public static long toTimestamp(
      byte[] data, int start, int length, byte[] format, int from, int count, TimeFormat state) {
    return parse(state.letters(format, from, count), data, start, length, "TIMESTAMP");
  }

  public static long toDate(byte[] data, int start, int length, Result scratch) {
    return Dates.dayOfTimestamp(toTimestamp(data, start, length, scratch));
  }

  public static long toDate(
      byte[] data, int start, int length, byte[] format, int from, int count, TimeFormat state) {
    return Dates.dayOfTimestamp(
        parse(state.letters(format, from, count), data, start, length, "DATE"));
  }

  public static void dayName(@Days long days, Result out) {
    out.text(
        DayOfWeek.of((int) TimeFields.isodow(days)).getDisplayName(TextStyle.FULL, Locale.ENGLISH));
  }

  public static void monthName(@Days long days, Result out) {
    out.text(Month.of((int) TimeFields.month(days)).getDisplayName(TextStyle.FULL, Locale.ENGLISH));
  }
}
