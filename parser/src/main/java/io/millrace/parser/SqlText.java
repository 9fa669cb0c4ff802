package io.millrace.parser;

import java.util.regex.Pattern;

/** Names and strings as SQL text. */
final class SqlText {
  private static final Pattern BARE = Pattern.compile("[\\p{IsAlphabetic}_][\\p{IsAlphabetic}_0-9$]*");

  private SqlText() {}

  /** The name bare where that reads back as the same name, else double-quoted. */
  static String identifier(String name) {
    return BARE.matcher(name).matches() && !Keywords.isReserved(name) ? name : quoted(name);
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String string(String contents) {
    return '\'' + contents.replace("'", "''") + '\'';
  }
}
