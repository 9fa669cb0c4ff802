package io.millrace.connector.format.json;

import io.millrace.connector.format.ByteScan;
import io.millrace.connector.format.MalformedRecord;
import io.millrace.connector.format.NumberText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON in a buffer: finds where values end, checking that they are JSON (RFC 8259). Methods take a
 * position and return the one behind what they have read. For one thread.
 *
 * <p>At the buffer's limit stands a 0, at which every search stops; reaching it means that the
 * record goes on in bytes yet to come, unless the file ends there.
 */
public final class JsonText {
  /** How deep values may be nested. */
  static final int DEEPEST = 500;

  private static final long QUOTES = ByteScan.repeat('"');
  private static final long BACKSLASHES = ByteScan.repeat('\\');

  private final NumberText number = new NumberText();
  private byte[] data;
  private int limit;
  private boolean isEnd;
  private boolean isEscaped;
  private boolean isAscii;
  private byte[] unescaped = new byte[256];
  private int reached;

  /** Goes to another buffer. */
  public void reset(byte[] buffer, int bufferLimit, boolean end) {
    data = buffer;
    limit = bufferLimit;
    isEnd = end;
  }

  byte[] data() {
    return data;
  }

  int limit() {
    return limit;
  }

  boolean isEnd() {
    return isEnd;
  }

  NumberText number() {
    return number;
  }

  /** Returns whether the string last read has escapes. */
  boolean isEscaped() {
    return isEscaped;
  }

  /** Returns whether the value last read is known to be ASCII. */
  boolean isAscii() {
    return isAscii;
  }

  /** Returns how far the last failure had come. */
  int reached() {
    return reached;
  }

  /** Remembers how far reading has come. */
  void reach(int at) {
    reached = at;
  }

  /** Returns the error for what stands at a position: unfinished, or malformed. */
  MalformedRecord failure(int at, String expected) {
    reached = at;
    if (at >= limit) {
      return isEnd
          ? new MalformedRecord("the file ends in the middle of a record; expected " + expected)
          : MalformedRecord.UNFINISHED;
    }
    return new MalformedRecord("expected " + expected + ", found " + found(at));
  }

  private String found(int at) {
    int c = data[at];
    if (c == '\n' || c == '\r') {
      return "the end of the line";
    } else if (c >= 0 && c < ' ') {
      return "a control character";
    }
    int end = at;
    while (end < limit && end < at + 24 && data[end] != '\n' && data[end] != '\r') {
      end++;
    }
    return "'" + new String(data, at, end - at, StandardCharsets.UTF_8) + "'";
  }

  /** Returns the first position that is not white space. */
  int whitespace(int at) {
    int next = at;
    while (true) {
      int c = data[next];
      // Beyond ASCII is negative, and no white space.
      if (c > ' ' || c < 0) {
        return next;
      }
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return next;
      }
      next++;
    }
  }

  /**
   * Returns where the string that begins at {@code at} (behind its quote) has its closing quote.
   */
  int stringEnd(int at) {
    byte[] bytes = data;
    int next = at;
    long beyondAscii = 0;
    boolean escaped = false;
    while (true) {
      long word = ByteScan.word(bytes, next);
      long stops =
          ByteScan.equal(word, QUOTES) | ByteScan.equal(word, BACKSLASHES) | ByteScan.control(word);
      if (stops == 0) {
        beyondAscii |= word;
        next += 8;
        continue;
      }
      int first = ByteScan.first(stops);
      if (first > 0) {
        beyondAscii |= word << (64 - 8 * first);
      }
      next += first;
      int c = bytes[next];
      if (c == '"' && next < limit) {
        isEscaped = escaped;
        isAscii = (beyondAscii & ByteScan.TOPS) == 0;
        return next;
      } else if (c == '\\' && next + 1 < limit) {
        escaped = true;
        next += 2;
      } else if (next >= limit || c == '\\') {
        throw failure(limit, "the end of a string");
      } else {
        throw failure(next, "the end of a string");
      }
    }
  }

  /**
   * Writes the string {@code data[from .. to)} without its escapes into {@link #unescaped} and
   * returns its length.
   */
  int unescape(int from, int to) {
    if (unescaped.length < to - from) {
      unescaped = new byte[Math.max(to - from, unescaped.length * 2)];
    }
    int length = 0;
    int at = from;
    while (at < to) {
      byte c = data[at++];
      if (c != '\\') {
        unescaped[length++] = c;
        continue;
      }
      byte escape = data[at++];
      switch (escape) {
        case '"', '\\', '/' -> unescaped[length++] = escape;
        case 'b' -> unescaped[length++] = '\b';
        case 'f' -> unescaped[length++] = '\f';
        case 'n' -> unescaped[length++] = '\n';
        case 'r' -> unescaped[length++] = '\r';
        case 't' -> unescaped[length++] = '\t';
        case 'u' -> {
          int unit = unit(at, to);
          at += 4;
          int codePoint = unit;
          if (Character.isHighSurrogate((char) unit)
              && at + 6 <= to
              && data[at] == '\\'
              && data[at + 1] == 'u') {
            codePoint = Character.toCodePoint((char) unit, (char) unit(at + 2, to));
            at += 6;
          }
          if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE
              || codePoint > Character.MAX_CODE_POINT
              || codePoint < 0) {
            throw new MalformedRecord("a \\u escape is half a character");
          }
          length = encode(codePoint, length);
        }
        default -> throw new MalformedRecord("'\\" + (char) escape + "' is no escape of JSON");
      }
    }
    return length;
  }

  byte[] unescaped() {
    return unescaped;
  }

  private int unit(int at, int to) {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at + i < to ? Character.digit(data[at + i], 16) : -1;
      if (digit < 0) {
        throw new MalformedRecord("a \\u escape needs four hexadecimal digits");
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  private int encode(int codePoint, int length) {
    int at = length;
    if (codePoint < 0x80) {
      unescaped[at++] = (byte) codePoint;
    } else if (codePoint < 0x800) {
      unescaped[at++] = (byte) (0xC0 | codePoint >> 6);
      unescaped[at++] = (byte) (0x80 | codePoint & 0x3F);
    } else if (codePoint < 0x10000) {
      unescaped[at++] = (byte) (0xE0 | codePoint >> 12);
      unescaped[at++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
      unescaped[at++] = (byte) (0x80 | codePoint & 0x3F);
    } else {
      unescaped[at++] = (byte) (0xF0 | codePoint >> 18);
      unescaped[at++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
      unescaped[at++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
      unescaped[at++] = (byte) (0x80 | codePoint & 0x3F);
    }
    return at;
  }

  /** Returns the end of the number that begins at {@code at}, which {@link #number} then holds. */
  int number(int at) {
    int end = number.scan(data, at, limit, true);
    int run = Math.max(at, end);
    while (run < limit && isNumeric(data[run])) {
      run++;
    }
    if (run >= limit && !isEnd) {
      throw failure(limit, "the end of a number");
    }
    if (end < 0 || run > end) {
      throw failure(at, "a number");
    }
    return end;
  }

  private static boolean isNumeric(int c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || (c | 0x20) == 'e';
  }

  /** Returns the end of this word, which must stand at {@code at}. */
  int literal(int at, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (data[at + i] != word.charAt(i)) {
        throw failure(at + i >= limit ? limit : at, word);
      }
    }
    return at + word.length();
  }

  /** Returns the end of the value, of whatever kind, that begins at {@code at}. */
  int skip(int at) {
    isAscii = true;
    return skip(at, 0);
  }

  private int skip(int at, int depth) {
    switch (data[at]) {
      case '"':
        {
          boolean before = isAscii;
          int end = stringEnd(at + 1);
          if (isEscaped) {
            unescape(at + 1, end);
          }
          isAscii &= before;
          return end + 1;
        }
      case '{':
        return skipObject(at + 1, depth);
      case '[':
        return skipArray(at + 1, depth);
      case 't':
        return literal(at, "true");
      case 'f':
        return literal(at, "false");
      case 'n':
        return literal(at, "null");
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
        return number(at);
      default:
        throw failure(at, "a value");
    }
  }

  private int skipObject(int start, int depth) {
    checkDepth(depth);
    int at = whitespace(start);
    if (data[at] == '}') {
      return at + 1;
    }
    while (true) {
      if (data[at] != '"') {
        throw failure(at, "a name in quotes");
      }
      boolean before = isAscii;
      at = stringEnd(at + 1) + 1;
      isAscii &= before;
      at = colon(at);
      at = whitespace(skip(at, depth + 1));
      if (data[at] == '}') {
        return at + 1;
      }
      at = comma(at, "',' or '}'");
    }
  }

  private int skipArray(int start, int depth) {
    checkDepth(depth);
    int at = whitespace(start);
    if (data[at] == ']') {
      return at + 1;
    }
    while (true) {
      at = whitespace(skip(at, depth + 1));
      if (data[at] == ']') {
        return at + 1;
      }
      at = comma(at, "',' or ']'");
    }
  }

  private static void checkDepth(int depth) {
    if (depth >= DEEPEST) {
      throw new MalformedRecord("values are nested deeper than " + DEEPEST);
    }
  }

  /** Returns the beginning of the value behind a colon. */
  int colon(int at) {
    int next = whitespace(at);
    if (data[next] != ':') {
      throw failure(next, "':'");
    }
    return whitespace(next + 1);
  }

  /** Returns the beginning of what follows a comma. */
  int comma(int at, String expected) {
    if (data[at] != ',') {
      throw failure(at, expected);
    }
    return whitespace(at + 1);
  }

  /** Returns whether bytes are one JSON value, with nothing but white space around it. */
  public static boolean isValue(byte[] bytes, int from, int to) {
    JsonText text = new JsonText();
    byte[] padded = Arrays.copyOf(Arrays.copyOfRange(bytes, from, to), to - from + 16);
    text.reset(padded, to - from, true);
    try {
      return text.whitespace(text.skip(text.whitespace(0))) == to - from;
    } catch (MalformedRecord e) {
      return false;
    }
  }
}
