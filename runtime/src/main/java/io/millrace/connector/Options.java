package io.millrace.connector;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The options of a WITH clause. Keys match without regard to case. Reading an option marks it as
 * known; {@link #refuseUnknown} then names those that nothing has read.
 */
public final class Options {
  private final TreeMap<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final Path directory;

  /**
   * @param directory what relative paths are relative to
   */
  public Options(Map<String, String> values, Path directory) {
    this.values.putAll(values);
    this.directory = directory;
  }

  public Path directory() {
    return directory;
  }

  /** Returns all options as written. */
  public Map<String, String> asMap() {
    return Map.copyOf(values);
  }

  public Optional<String> find(String key) {
    known.add(key);
    return Optional.ofNullable(values.get(key));
  }

  public String text(String key, String otherwise) {
    return find(key).orElse(otherwise);
  }

  /** Returns the option, or refuses the definition without it. */
  public String require(String key) {
    return find(key)
        .orElseThrow(() -> invalid("option '" + key + "' is missing; add it to WITH (…)"));
  }

  public boolean flag(String key, boolean otherwise) {
    return find(key)
        .map(
            value ->
                switch (value.toLowerCase(Locale.ROOT)) {
                  case "true", "yes", "on", "1" -> true;
                  case "false", "no", "off", "0" -> false;
                  default -> throw wrong(key, value, "true or false");
                })
        .orElse(otherwise);
  }

  public long integer(String key, long otherwise, long min, long max) {
    return find(key)
        .map(
            value -> {
              try {
                long number = Long.parseLong(value.strip());
                if (number >= min && number <= max) {
                  return number;
                }
              } catch (NumberFormatException e) {
                // Falls through to the error that names the bounds.
              }
              throw wrong(key, value, "a whole number from " + min + " to " + max);
            })
        .orElse(otherwise);
  }

  /** Returns a duration such as {@code 500 ms}, {@code 5s}, {@code 2 min}, {@code 1 h}. */
  public Duration duration(String key, Duration otherwise) {
    return find(key)
        .map(
            value -> {
              String text = value.strip().toLowerCase(Locale.ROOT);
              int digits = 0;
              while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
                digits++;
              }
              if (digits > 0 && digits < 16) {
                long number = Long.parseLong(text.substring(0, digits));
                switch (text.substring(digits).strip()) {
                  case "ms", "millisecond", "milliseconds":
                    return Duration.ofMillis(number);
                  case "s", "sec", "second", "seconds":
                    return Duration.ofSeconds(number);
                  case "m", "min", "minute", "minutes":
                    return Duration.ofMinutes(number);
                  case "h", "hour", "hours":
                    return Duration.ofHours(number);
                  default:
                    break;
                }
              }
              throw wrong(key, value, "a duration such as '500 ms', '5 s', '2 min' or '1 h'");
            })
        .orElse(otherwise);
  }

  /** Returns the one of the choices that the option names (case aside). */
  public String choice(String key, String otherwise, String... choices) {
    return find(key)
        .map(
            value -> {
              for (String choice : choices) {
                if (choice.equalsIgnoreCase(value.strip())) {
                  return choice;
                }
              }
              throw wrong(key, value, "one of '" + String.join("', '", choices) + "'");
            })
        .orElse(otherwise);
  }

  /** Refuses options that nothing has asked for. */
  public void refuseUnknown(String owner) {
    Set<String> unknown = new HashSet<>(values.keySet());
    unknown.removeIf(known::contains);
    if (!unknown.isEmpty()) {
      throw invalid(
          "option '"
              + new TreeSet<>(unknown).first()
              + "' is not known to "
              + owner
              + "; it knows "
              + String.join(", ", known));
    }
  }

  private static MillraceException wrong(String key, String value, String expected) {
    return invalid("option '" + key + "' is '" + value + "'; expected " + expected);
  }

  private static MillraceException invalid(String message) {
    return new MillraceException(ErrorCode.INVALID_OPTION, message);
  }
}
