package io.millrace.connector.format;

import io.millrace.connector.Options;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * How dates and times are written where it is not ISO 8601.
 *
 * @param timestampUnit microseconds in the unit in which numbers stand for timestamps, or 0 where a
 *     number is no timestamp
 * @param timestamp the pattern of timestamps, if not ISO 8601
 * @param date the pattern of dates, if not ISO 8601
 */
public record ValueFormats(
    long timestampUnit, Optional<DateTimeFormatter> timestamp, Optional<DateTimeFormatter> date) {

  /** ISO 8601 for all. */
  public static final ValueFormats ISO = new ValueFormats(0, Optional.empty(), Optional.empty());

  /**
   * Reads {@code timestamp.unit} (s, ms, us), {@code timestamp.format} and {@code date.format}
   * (patterns of {@link DateTimeFormatter}, in English).
   */
  public static ValueFormats of(Options options) {
    long unit =
        switch (options.choice("timestamp.unit", "none", "none", "s", "ms", "us")) {
          case "s" -> 1_000_000;
          case "ms" -> 1_000;
          case "us" -> 1;
          default -> 0;
        };
    return new ValueFormats(
        unit, pattern(options, "timestamp.format"), pattern(options, "date.format"));
  }

  private static Optional<DateTimeFormatter> pattern(Options options, String key) {
    return options
        .find(key)
        .map(
            pattern -> {
              try {
                return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
              } catch (IllegalArgumentException e) {
                throw new MillraceException(
                    ErrorCode.INVALID_OPTION,
                    "option '"
                        + key
                        + "' is '"
                        + pattern
                        + "', which is no pattern of dates and times; write it like"
                        + " 'dd.MM.yyyy HH:mm:ss'",
                    e);
              }
            });
  }
}
