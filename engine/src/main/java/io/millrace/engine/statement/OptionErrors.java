package io.millrace.engine.statement;

import io.millrace.error.MillraceException;
import io.millrace.parser.statement.Option;
import io.millrace.parser.text.SourcePosition;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Gives errors of connectors, which know options but not where they stand, a place: that of the
 * option they name.
 */
final class OptionErrors {
  private OptionErrors() {}

  static <T> T placed(List<Option> options, Supplier<T> action) {
    return options.isEmpty() ? action.get() : placed(options, options.get(0).position(), action);
  }

  /**
   * Runs what may fail for its options.
   *
   * @param otherwise the place of errors that name none of them
   */
  static <T> T placed(List<Option> options, SourcePosition otherwise, Supplier<T> action) {
    try {
      return action.get();
    } catch (MillraceException e) {
      if (e.position().isKnown()) {
        throw e;
      }
      String message = e.getMessage().toLowerCase(Locale.ROOT);
      SourcePosition place =
          find(options, option -> message.contains("option '" + lower(option.key()) + "'"))
              .or(() -> longestNamed(options, message))
              .map(Option::position)
              .orElse(otherwise);
      throw new MillraceException(e.code(), e.getMessage(), Errors.at(place), e);
    }
  }

  /** Returns the option whose value the message names; a path may have lost its last slash. */
  private static Optional<Option> longestNamed(List<Option> options, String message) {
    return options.stream()
        .filter(option -> message.contains(lower(option.value()).replaceAll("/+$", "")))
        .max(Comparator.comparingInt(option -> option.value().length()));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static Optional<Option> find(List<Option> options, Predicate<Option> wanted) {
    return options.stream().filter(wanted).findFirst();
  }
}
