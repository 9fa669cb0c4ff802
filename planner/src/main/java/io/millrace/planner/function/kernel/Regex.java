package io.millrace.planner.function.kernel;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions, in Java's syntax and with the named classes of POSIX; compiled when the
 * pattern or its flags change. A text is first searched for what every match contains.
 */
public final class Regex implements CallState {
  /** Flags that change what the characters of a pattern stand for, or how they are read. */
  private static final int FLAGS_OF_LITERALS = Pattern.CASE_INSENSITIVE | Pattern.COMMENTS;

  private byte[] source = Result.EMPTY;
  private int flags = -1;
  private Matcher matcher;
  private RequiredLiteral literal;
  private String text;
  private boolean ascii;

  /** Returns how many groups an expression has, or -1 where it is not valid. */
  public static int groups(String expression) {
    try {
      return Pattern.compile(PosixClasses.toJava(expression)).matcher("").groupCount();
    } catch (PatternSyntaxException e) {
      return -1;
    }
  }

  private void prepare(byte[] by, int from, int count, int wantedFlags) {
    if (matcher != null
        && flags == wantedFlags
        && Arrays.equals(source, 0, source.length, by, from, from + count)) {
      return;
    }
    String expression = Text.string(by, from, count);
    String java;
    try {
      java = PosixClasses.toJava(expression);
      matcher = Pattern.compile(java, wantedFlags).matcher("");
    } catch (PatternSyntaxException e) {
      matcher = null;
      throw Errors.invalidArgument(
          "invalid regular expression '" + expression + "': " + e.getDescription());
    }
    // Where a search begins later than the text, what stands before is seen all the same.
    matcher.useAnchoringBounds(false).useTransparentBounds(true);
    source = Arrays.copyOfRange(by, from, from + count);
    flags = wantedFlags;
    literal = (flags & FLAGS_OF_LITERALS) == 0 ? RequiredLiteral.of(java).orElse(null) : null;
  }

  /** Whether a part of a text matches; the matcher then stands at the first. */
  private boolean find(byte[] data, int start, int length) {
    int first = literal == null ? 0 : literal.find(data, start, length);
    if (first < 0) {
      return false;
    }
    text = Text.string(data, start, length);
    matcher.reset(text);
    // Then characters have the places of their bytes.
    ascii = text.length() == length;
    if (literal != null && ascii) {
      matcher.region(literal.earliestMatch(first), length);
    }
    return findNext();
  }

  /** Goes to the next match; one between both halves of a character's pair is none. */
  private boolean findNext() {
    while (matcher.find()) {
      int at = matcher.start();
      if (ascii
          || at == 0
          || at == text.length()
          || !Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at))) {
        return true;
      }
    }
    return false;
  }

  /** Gives a group of the match out. */
  private void give(int group, byte[] data, int start, Result out) {
    int from = matcher.start(group);
    if (from < 0) {
      out.setNull();
    } else if (ascii) {
      out.share(data, start + from, matcher.end(group) - from);
    } else {
      out.text(matcher.group(group));
    }
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
    regex.prepare(by, from, count, 0);
    return regex.find(data, start, length);
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
    regex.prepare(by, from, count, flags(flags, flagsStart, flagsLength));
    return regex.find(data, start, length);
  }

  /** {@link #like} without regard to case: the operator ~*. */
  public static boolean likeIgnoringCase(
      byte[] data, int start, int length, byte[] by, int from, int count, Regex regex) {
    regex.prepare(by, from, count, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    return regex.find(data, start, length);
  }

  /** REGEXP_EXTRACT(text, pattern): the first match, or its first group; null where none. */
  public static void extract(
      byte[] data, int start, int length, byte[] by, int from, int count, Regex regex, Result out) {
    regex.prepare(by, from, count, 0);
    if (regex.find(data, start, length)) {
      regex.give(regex.matcher.groupCount() > 0 ? 1 : 0, data, start, out);
    } else {
      out.setNull();
    }
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
    regex.prepare(by, from, count, 0);
    if (group < 0 || group > regex.matcher.groupCount()) {
      throw Errors.invalidArgument(
          "the regular expression has no group "
              + group
              + ": '"
              + Text.string(by, from, count)
              + "'");
    }
    if (regex.find(data, start, length)) {
      regex.give((int) group, data, start, out);
    } else {
      out.setNull();
    }
  }

  /** REGEXP_SUBSTR(text, pattern): the first match, whole. */
  public static void substring(
      byte[] data, int start, int length, byte[] by, int from, int count, Regex regex, Result out) {
    extract(data, start, length, by, from, count, 0, regex, out);
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
    regex.prepare(by, from, count, 0);
    String with = Text.string(replacement, replacementStart, replacementLength);
    regex.replace(data, start, length, with, true, out);
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
    regex.prepare(by, from, count, flags(flags, flagsStart, flagsLength));
    String with = Text.string(replacement, replacementStart, replacementLength);
    boolean all = Text.string(flags, flagsStart, flagsLength).indexOf('g') >= 0;
    regex.replace(data, start, length, with, all, out);
  }

  private void replace(
      byte[] data, int start, int length, String replacement, boolean all, Result out) {
    if (!find(data, start, length)) {
      out.share(data, start, length);
      return;
    }
    String with = javaReplacement(replacement, matcher.groupCount());
    StringBuilder replaced = new StringBuilder();
    do {
      matcher.appendReplacement(replaced, with);
    } while (all && findNext());
    out.text(matcher.appendTail(replaced).toString());
  }

  private static String javaReplacement(String replacement, int groups) {
    StringBuilder java = new StringBuilder();
    for (int i = 0; i < replacement.length(); i++) {
      char c = replacement.charAt(i);
      if (c == '\\' && i + 1 < replacement.length()) {
        char next = replacement.charAt(++i);
        if (next >= '0' && next <= '9') {
          if (next - '0' > groups) {
            throw Errors.invalidArgument(
                "the regular expression has no group "
                    + next
                    + " to replace by: '"
                    + replacement
                    + "'");
          }
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
    regex.prepare(by, from, count, 0);
    long matches = 0;
    for (boolean found = regex.find(data, start, length); found; found = regex.findNext()) {
      matches++;
    }
    return matches;
  }

  /** REGEXP_INSTR(text, pattern): where the first match begins, from 1, or 0. */
  public static long position(
      byte[] data, int start, int length, byte[] by, int from, int count, Regex regex) {
    regex.prepare(by, from, count, 0);
    return regex.find(data, start, length)
        ? regex.text.codePointCount(0, regex.matcher.start()) + 1L
        : 0;
  }
}
