package io.millrace.planner.function.kernel;

import java.util.Map;
import java.util.regex.PatternSyntaxException;

/**
 * Writes the named classes of POSIX, as {@code [[:alpha:]]}, in the syntax of Java, which would
 * take them for the letters of their names (POSIX.1-2017, 9.3.5). They are of ASCII characters, as
 * {@code \w} and {@code \d} are.
 */
final class PosixClasses {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("alnum", "Alnum"),
          Map.entry("alpha", "Alpha"),
          Map.entry("ascii", "ASCII"),
          Map.entry("blank", "Blank"),
          Map.entry("cntrl", "Cntrl"),
          Map.entry("digit", "Digit"),
          Map.entry("graph", "Graph"),
          Map.entry("lower", "Lower"),
          Map.entry("print", "Print"),
          Map.entry("punct", "Punct"),
          Map.entry("space", "Space"),
          Map.entry("upper", "Upper"),
          Map.entry("xdigit", "XDigit"));

  private final String pattern;
  private final StringBuilder java = new StringBuilder();
  private int at;

  private PosixClasses(String pattern) {
    this.pattern = pattern;
  }

  /**
   * Returns a pattern that means the same to Java.
   *
   * @throws PatternSyntaxException where there is no class of a name
   */
  static String toJava(String pattern) {
    return pattern.contains("[:") || pattern.contains("[.") || pattern.contains("[=")
        ? new PosixClasses(pattern).translate()
        : pattern;
  }

  private String translate() {
    int depth = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      if (c == '\\') {
        escape();
      } else if (depth > 0 && c == '[' && startsName()) {
        name();
      } else {
        depth += c == '[' ? 1 : c == ']' && depth > 0 ? -1 : 0;
        copyTo(at + 1);
      }
    }
    return java.toString();
  }

  private void copyTo(int end) {
    java.append(pattern, at, end);
    at = end;
  }

  private void escape() {
    int end = at + 2;
    if (pattern.startsWith("Q", at + 1)) {
      int close = pattern.indexOf("\\E", at + 2);
      end = close < 0 ? pattern.length() : close + 2;
    }
    copyTo(Math.min(end, pattern.length()));
  }

  /** Whether there is what opens a name, and what closes it. */
  private boolean startsName() {
    char kind = at + 1 < pattern.length() ? pattern.charAt(at + 1) : ' ';
    return (kind == ':' || kind == '.' || kind == '=') && pattern.indexOf(kind + "]", at + 2) > 0;
  }

  private void name() {
    char kind = pattern.charAt(at + 1);
    int end = pattern.indexOf(kind + "]", at + 2);
    String name = pattern.substring(at + 2, end);
    if (kind != ':') {
      throw error("Collating elements and equivalence classes are not supported");
    }
    boolean others = name.startsWith("^");
    String word = others ? name.substring(1) : name;
    if (word.equals("word")) {
      java.append(others ? "\\W" : "\\w");
    } else if (NAMES.containsKey(word)) {
      java.append(others ? "\\P{" : "\\p{").append(NAMES.get(word)).append('}');
    } else {
      throw error(
          word.equals("<") || word.equals(">")
              ? "[[:<:]] and [[:>:]] are not supported, use \\b"
              : "There is no class of characters '" + word + "'");
    }
    at = end + 2;
  }

  private PatternSyntaxException error(String description) {
    return new PatternSyntaxException(description, pattern, at);
  }
}
