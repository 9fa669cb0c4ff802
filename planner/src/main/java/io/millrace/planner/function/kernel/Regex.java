package io.millrace.planner.function.kernel;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions, in Java's syntax; compiled when the pattern or its flags change. */
public final class Regex implements CallState {
  private byte[] source = Result.EMPTY;
  private int flags = -1;
  private Pattern pattern;

  private Matcher matcher(byte[] by, int from, int count, int wantedFlags, String text) {
    if (pattern == null
        || flags != wantedFlags
        || !Arrays.equals(source, 0, source.length, by, from, from + count)) {
      source = Arrays.copyOfRange(by, from, from + count);
      flags = wantedFlags;
      String expression = Text.string(by, from, count);
      try {
        pattern = Pattern.compile(expression, wantedFlags);
      } catch (PatternSyntaxException e) {
        throw Errors.invalidArgument(
            "invalid regular expression '" + expression + "': " + e.getDescription());
      }
    }
    return pattern.matcher(text);
  }

  private static int flags(byte[] data, int start, int length) {
    int flags = 0;
    for (int i = start; i < start + length; i++) {
      switch (data[i]) {
        case 'i' -> flags |= Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        case 'm', 'n' -> flags |= Pattern.MULTILINE;
        case 's' -> flags |= Pattern.DOTALL;
        case 'x' -> flags |= Pattern.COMMENTS;
        case 'g', 'c' -> {
          // Global, which the caller looks for, and case-sensitive, which is the default.
        }
        default ->
            throw Errors.invalidArgument(
                "unknown flag '" + (char) data[i] + "' of a regular expression; use g, i, m, s, x");
      }
    }
    return flags;
  }

  /** REGEXP_LIKE(text, pattern): whether a part of the text matches. */
  public static boolean like(
      byte[] data, int start, int length, byte[] by, int from, int count, Regex regex) {
    return regex.matcher(by, from, count, 0, Text.string(data, start, length)).find();
  }

  public static boolean like(
      byte[] data,
      int start,
      int length,
      byte[] by,
      int from,
      int count,
      byte[] flags,
      int flagsStart,
      int flagsLength,
      Regex regex) {
    int wanted = flags(flags, flagsStart, flagsLength);
    return regex.matcher(by, from, count, wanted, Text.string(data, start, length)).find();
  }

  /** {@link #like} without regard to case: the operator ~*. */
  public static boolean likeIgnoringCase(
      byte[] data, int start, int length, byte[] by, int from, int count, Regex regex) {
    int wanted = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    return regex.matcher(by, from, count, wanted, Text.string(data, start, length)).find();
  }

  /** REGEXP_EXTRACT(text, pattern): the first match, or its first group; null where none. */
  public static void extract(
      byte[] data, int start, int length, byte[] by, int from, int count, Regex regex, Result out) {
    Matcher matcher = regex.matcher(by, from, count, 0, Text.string(data, start, length));
    if (!matcher.find()) {
      out.setNull();
      return;
    }
    give(matcher.group(matcher.groupCount() > 0 ? 1 : 0), out);
  }

  /** REGEXP_EXTRACT(text, pattern, group). */
  public static void extract(
      byte[] data,
      int start,
      int length,
      byte[] by,
      int from,
      int count,
      long group,
      Regex regex,
      Result out) {
    Matcher matcher = regex.matcher(by, from, count, 0, Text.string(data, start, length));
    if (group < 0 || group > matcher.groupCount()) {
      throw Errors.invalidArgument(
          "the regular expression has no group "
              + group
              + ": '"
              + Text.string(by, from, count)
              + "'");
    }
    if (!matcher.find()) {
      out.setNull();
      return;
    }
    give(matcher.group((int) group), out);
  }

  /** REGEXP_SUBSTR(text, pattern): the first match, whole. */
  public static void substring(
      byte[] data, int start, int length, byte[] by, int from, int count, Regex regex, Result out) {
    extract(data, start, length, by, from, count, 0, regex, out);
  }

  private static void give(String text, Result out) {
    if (text == null) {
      out.setNull();
    } else {
      out.text(text);
    }
  }

  /** REGEXP_REPLACE(text, pattern, by): every match; \1 to \9 stand for groups. */
  public static void replace(
      byte[] data,
      int start,
      int length,
      byte[] by,
      int from,
      int count,
      byte[] replacement,
      int replacementStart,
      int replacementLength,
      Regex regex,
      Result out) {
    String text = Text.string(data, start, length);
    String with = Text.string(replacement, replacementStart, replacementLength);
    out.text(regex.matcher(by, from, count, 0, text).replaceAll(javaReplacement(with)));
  }

  /** REGEXP_REPLACE(text, pattern, by, flags): the first match, or every one with the flag g. */
  public static void replace(
      byte[] data,
      int start,
      int length,
      byte[] by,
      int from,
      int count,
      byte[] replacement,
      int replacementStart,
      int replacementLength,
      byte[] flags,
      int flagsStart,
      int flagsLength,
      Regex regex,
      Result out) {
    String text = Text.string(data, start, length);
    String with = javaReplacement(Text.string(replacement, replacementStart, replacementLength));
    Matcher matcher = regex.matcher(by, from, count, flags(flags, flagsStart, flagsLength), text);
    boolean all = Text.string(flags, flagsStart, flagsLength).indexOf('g') >= 0;
    out.text(all ? matcher.replaceAll(with) : matcher.replaceFirst(with));
  }

  private static String javaReplacement(String replacement) {
    StringBuilder java = new StringBuilder();
    for (int i = 0; i < replacement.length(); i++) {
      char c = replacement.charAt(i);
      if (c == '\\' && i + 1 < replacement.length()) {
        char next = replacement.charAt(++i);
        if (Character.isDigit(next)) {
          java.append('$').append(next);
        } else if (next == '&') {
          java.append("$0");
        } else {
          java.append('\\').append(next);
        }
      } else if (c == '$' || c == '\\') {
        java.append('\\').append(c);
      } else {
        java.append(c);
      }
    }
    return java.toString();
  }

  /** REGEXP_COUNT(text, pattern). */
  public static long count(
      byte[] data, int start, int length, byte[] by, int from, int count, Regex regex) {
    Matcher matcher = regex.matcher(by, from, count, 0, Text.string(data, start, length));
    long matches = 0;
    while (matcher.find()) {
      matches++;
    }
    return matches;
  }

  /** REGEXP_INSTR(text, pattern): where the first match begins, from 1, or 0. */
  public static long position(
      byte[] data, int start, int length, byte[] by, int from, int count, Regex regex) {
    String text = Text.string(data, start, length);
    Matcher matcher = regex.matcher(by, from, count, 0, text);
    return matcher.find() ? text.codePointCount(0, matcher.start()) + 1L : 0;
  }
}
