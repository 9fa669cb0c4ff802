package io.millrace.planner.function.kernel;

import java.util.Arrays;
import java.util.Locale;

/**
 * LIKE and ILIKE: % stands for any characters, _ for one. The pattern is compiled when it changes;
 * prefixes, suffixes, parts and whole texts are then found without walking the pattern.
 */
public final class LikePattern implements CallState {
  private static final int ANY_CHARACTERS = -1;
  private static final int ANY_CHARACTER = -2;

  private byte[] source;
  private byte[] sourceCopy;
  private int sourceStart;
  private int sourceLength = -1;
  private int sourceEscape;
  private int[] tokens;
  private byte[] literal;
  private Shape shape;
  private final Result lowered = new Result();

  /** What a pattern without _ comes to, where it is one of these. */
  private enum Shape {
    EQUAL,
    PREFIX,
    SUFFIX,
    PART,
    GENERAL
  }

  public static boolean like(
      byte[] data, int start, int length, byte[] by, int from, int count, LikePattern pattern) {
    pattern.prepare(by, from, count, '\\', false);
    return pattern.matches(data, start, length);
  }

  public static boolean like(
      byte[] data,
      int start,
      int length,
      byte[] by,
      int from,
      int count,
      byte[] escape,
      int escapeStart,
      int escapeLength,
      LikePattern pattern) {
    pattern.prepare(by, from, count, escapeOf(escape, escapeStart, escapeLength), false);
    return pattern.matches(data, start, length);
  }

  public static boolean ilike(
      byte[] data, int start, int length, byte[] by, int from, int count, LikePattern pattern) {
    pattern.prepare(by, from, count, '\\', true);
    return pattern.matchesLowered(data, start, length);
  }

  public static boolean ilike(
      byte[] data,
      int start,
      int length,
      byte[] by,
      int from,
      int count,
      byte[] escape,
      int escapeStart,
      int escapeLength,
      LikePattern pattern) {
    pattern.prepare(by, from, count, escapeOf(escape, escapeStart, escapeLength), true);
    return pattern.matchesLowered(data, start, length);
  }

  private static int escapeOf(byte[] escape, int start, int length) {
    if (length == 0) {
      return -1;
    }
    if (Text.charLength(escape, start, length) != 1) {
      throw Errors.invalidArgument(
          "the escape of LIKE must be one character, not '"
              + Errors.shown(escape, start, length)
              + "'");
    }
    return Text.codePoint(escape, start, start + length);
  }

  private void prepare(byte[] by, int from, int count, int escape, boolean ignoresCase) {
    if (by == source
        && from == sourceStart
        && count == sourceLength
        && escape == sourceEscape
        && Arrays.equals(sourceCopy, 0, count, by, from, from + count)) {
      return;
    }
    source = by;
    sourceStart = from;
    sourceLength = count;
    sourceEscape = escape;
    sourceCopy = Arrays.copyOfRange(by, from, from + count);
    String text = Text.string(by, from, count);
    compile(ignoresCase ? text.toLowerCase(Locale.ROOT) : text, escape);
  }

  private void compile(String pattern, int escape) {
    int[] points = pattern.codePoints().toArray();
    tokens = new int[points.length];
    int count = 0;
    int wildcards = 0;
    boolean single = false;
    for (int i = 0; i < points.length; i++) {
      int point = points[i];
      if (point == escape) {
        if (i + 1 == points.length) {
          throw Errors.invalidArgument(
              "the pattern of LIKE must not end with its escape: '" + pattern + "'");
        }
        tokens[count++] = points[++i];
      } else if (point == '%') {
        if (count == 0 || tokens[count - 1] != ANY_CHARACTERS) {
          tokens[count++] = ANY_CHARACTERS;
          wildcards++;
        }
      } else if (point == '_') {
        tokens[count++] = ANY_CHARACTER;
        single = true;
      } else {
        tokens[count++] = point;
      }
    }
    tokens = Arrays.copyOf(tokens, count);
    boolean first = count > 0 && tokens[0] == ANY_CHARACTERS;
    boolean last = count > 0 && tokens[count - 1] == ANY_CHARACTERS;
    shape = Shape.GENERAL;
    if (!single) {
      if (wildcards == 0) {
        shape = Shape.EQUAL;
      } else if (wildcards == 1 && last) {
        shape = Shape.PREFIX;
      } else if (wildcards == 1 && first) {
        shape = Shape.SUFFIX;
      } else if (wildcards == 2 && first && last) {
        shape = Shape.PART;
      }
    }
    Result bytes = new Result();
    bytes.begin(count);
    for (int token : tokens) {
      if (token >= 0) {
        bytes.appendCodePoint(token);
      }
    }
    literal = Arrays.copyOf(bytes.data, bytes.length);
  }

  private boolean matchesLowered(byte[] data, int start, int length) {
    Text.lower(data, start, length, lowered);
    return matches(lowered.data, lowered.start, lowered.length);
  }

  private boolean matches(byte[] data, int start, int length) {
    return switch (shape) {
      case EQUAL -> Text.equal(data, start, length, literal, 0, literal.length);
      case PREFIX -> Text.startsWith(data, start, length, literal, 0, literal.length);
      case SUFFIX -> Text.endsWith(data, start, length, literal, 0, literal.length);
      case PART -> Text.find(data, start, length, literal, 0, literal.length, 0) >= 0;
      case GENERAL -> matchesTokens(data, start, start + length);
    };
  }

  /** Walks text and pattern, going back only to the last %. */
  private boolean matchesTokens(byte[] data, int start, int end) {
    int at = start;
    int token = 0;
    int retryToken = -1;
    int retryAt = 0;
    while (at < end) {
      int wanted = token < tokens.length ? tokens[token] : Integer.MIN_VALUE;
      if (wanted == ANY_CHARACTERS) {
        retryToken = ++token;
        retryAt = at;
      } else if (wanted == ANY_CHARACTER
          || wanted >= 0 && wanted == Text.codePoint(data, at, end)) {
        at += Text.width(data[at]);
        token++;
      } else if (retryToken >= 0) {
        retryAt += Text.width(data[retryAt]);
        at = retryAt;
        token = retryToken;
      } else {
        return false;
      }
    }
    while (token < tokens.length && tokens[token] == ANY_CHARACTERS) {
      token++;
    }
    return token == tokens.length;
  }
}
