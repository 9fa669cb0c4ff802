package io.millrace.connector.files;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of paths: {@code *} any part of a name, {@code ?} one character, {@code [a-z]} one of
 * these, {@code {json,csv}} one of these words, {@code **} any folders, also none.
 */
final class Glob {
  private Glob() {}

  static boolean isGlob(String text) {
    return text.matches(".*[*?\\[{].*");
  }

  /** Returns a regular expression over paths with {@code /} between names. */
  static Pattern compile(String glob) {
    StringBuilder regex = new StringBuilder();
    int depth = 0;
    int at = 0;
    while (at < glob.length()) {
      char c = glob.charAt(at++);
      switch (c) {
        case '*' -> {
          if (!glob.startsWith("*", at)) {
            regex.append("[^/]*");
          } else if (glob.startsWith("*/", at)) {
            at += 2;
            regex.append("(?:.*/)?");
          } else {
            at++;
            regex.append(".*");
          }
        }
        case '?' -> regex.append("[^/]");
        case '[' -> {
          int end = glob.indexOf(']', at + 1);
          if (end < 0) {
            throw invalid(glob);
          }
          String set = glob.substring(at, end).replace("\\", "\\\\").replace("&&", "&\\&");
          regex.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set).append(']');
          at = end + 1;
        }
        case '{' -> {
          depth++;
          regex.append("(?:");
        }
        case '}' -> {
          if (--depth < 0) {
            throw invalid(glob);
          }
          regex.append(')');
        }
        case ',' -> regex.append(depth > 0 ? "|" : ",");
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    if (depth > 0) {
      throw invalid(glob);
    }
    try {
      return Pattern.compile(regex.toString());
    } catch (PatternSyntaxException e) {
      throw invalid(glob);
    }
  }

  private static RuntimeException invalid(String glob) {
    return FileErrors.invalid(
        "option 'path' is '" + glob + "', whose brackets or braces do not match");
  }
}
