package io.millrace.shell.screen;

/** How a piece of text looks; colours that are legible on dark and on light ground. */
public enum Style {
  PLAIN(""),
  BOLD("1"),
  DIM("2"),
  ERROR("1;31"),
  WARNING("1;33"),
  PROMPT("1;36"),
  KEYWORD("94"),
  STRING("32"),
  NUMBER("35"),
  COMMENT("2"),
  /** A row that came. */
  ADDED("32"),
  /** A row that went. */
  REMOVED("31"),
  /** A row as it was before a change of it. */
  BEFORE("33"),
  /** A row as it is behind a change of it. */
  AFTER("36");

  private final String codes;

  Style(String codes) {
    this.codes = codes;
  }

  /** Returns the text between the terminal's codes that begin and end the style. */
  String applied(String text) {
    return codes.isEmpty() || text.isEmpty() ? text : "\033[" + codes + "m" + text + "\033[0m";
  }
}
