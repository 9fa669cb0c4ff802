package io.millrace.shell.format;

import io.millrace.shell.screen.Screen;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How rows are written. */
public enum ResultFormat {
  /** Aligned columns. */
  TABLE,
  /** RFC 4180, with a header; NULL is empty, an empty text {@code ""}. */
  CSV,
  /** An object a row, each on its own line. */
  JSON,
  /** A line for each value. */
  VERTICAL,
  /** A table in Markdown. */
  MARKDOWN;

  /** Returns the format of a name in small letters. */
  public static Optional<ResultFormat> named(String name) {
    for (ResultFormat format : values()) {
      if (format.toString().equals(name.toLowerCase(Locale.ROOT))) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** Returns the names of all, for messages. */
  public static String names() {
    return "table, csv, json, vertical or markdown";
  }

  /** Says whether it is for programs, so that nothing but rows may be written. */
  public boolean isForPrograms() {
    return this == CSV || this == JSON;
  }

  /**
   * Returns a printer of one result.
   *
   * @param live whether rows come one by one, with time between them
   */
  public ResultPrinter printer(Screen screen, List<ResultColumn> columns, boolean live) {
    return switch (this) {
      case TABLE -> new TablePrinter(screen, columns, live);
      case CSV -> new CsvPrinter(screen, columns);
      case JSON -> new JsonPrinter(screen, columns);
      case VERTICAL -> new VerticalPrinter(screen, columns);
      case MARKDOWN -> new MarkdownPrinter(screen, columns);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
