package io.millrace.connector.format.csv;

import io.millrace.connector.format.ByteScan;
import io.millrace.connector.format.MalformedRecord;
import java.nio.charset.StandardCharsets;

/**
 * Walks over the fields of CSV records in a buffer, one {@link #next} a field. For one thread.
 *
 * <p>A quote inside an unquoted field is a character like any other; records end with a line feed,
 * a carriage return, or both.
 */
final class CsvFields {
  private static final long LINE_FEEDS = ByteScan.repeat('\n');
  private static final long RETURNS = ByteScan.repeat('\r');

  private final byte delimiter;
  private final byte quote;
  private final long delimiters;
  private final long quotes;
  private byte[] data;
  private int limit;
  private boolean isEnd;
  private int from;
  private int to;
  private boolean isQuoted;
  private boolean isDoubled;
  private boolean isAscii;
  private boolean isLast;
  private byte[] scratch = new byte[256];

  CsvFields(CsvDialect dialect) {
    delimiter = dialect.delimiter();
    quote = dialect.quote();
    delimiters = ByteScan.repeat(delimiter);
    quotes = ByteScan.repeat(quote);
  }

  void reset(byte[] buffer, int bufferLimit, boolean end) {
    data = buffer;
    limit = bufferLimit;
    isEnd = end;
  }

  /**
   * Reads the field that begins at {@code at} and returns where the next field, or record, begins.
   *
   * @throws MalformedRecord for quotes that do not match, or {@link MalformedRecord#UNFINISHED}
   */
  int next(int at) {
    if (at < limit && data[at] == quote) {
      return quoted(at + 1);
    }
    isQuoted = false;
    isDoubled = false;
    long beyondAscii = 0;
    int next = at;
    while (true) {
      long word = ByteScan.word(data, next);
      long stops =
          ByteScan.equal(word, delimiters)
              | ByteScan.equal(word, LINE_FEEDS)
              | ByteScan.equal(word, RETURNS);
      if (stops != 0) {
        int first = ByteScan.first(stops);
        if (first > 0) {
          beyondAscii |= word << (64 - 8 * first);
        }
        next += first;
        break;
      }
      beyondAscii |= word;
      next += 8;
      if (next >= limit) {
        break;
      }
    }
    from = at;
    to = Math.min(next, limit);
    isAscii = (beyondAscii & ByteScan.TOPS) == 0;
    return finish(to);
  }

  private int quoted(int start) {
    isQuoted = true;
    isDoubled = false;
    long beyondAscii = 0;
    int next = start;
    while (next < limit) {
      long word = ByteScan.word(data, next);
      long stops = ByteScan.equal(word, quotes);
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
      if (next + 1 < limit && data[next + 1] == quote) {
        isDoubled = true;
        next += 2;
        continue;
      }
      break;
    }
    if (next >= limit || (next + 1 >= limit && !isEnd)) {
      if (!isEnd) {
        throw MalformedRecord.UNFINISHED;
      }
      throw new MalformedRecord("a quoted field is not closed");
    }
    from = start;
    to = next;
    isAscii = (beyondAscii & ByteScan.TOPS) == 0;
    return finish(next + 1);
  }

  private int finish(int at) {
    if (at >= limit) {
      if (!isEnd) {
        throw MalformedRecord.UNFINISHED;
      }
      isLast = true;
      return limit;
    }
    byte c = data[at];
    if (c == delimiter) {
      isLast = false;
      return at + 1;
    }
    isLast = true;
    if (c == '\n') {
      return at + 1;
    } else if (c == '\r') {
      if (at + 1 >= limit) {
        if (!isEnd) {
          throw MalformedRecord.UNFINISHED;
        }
        return limit;
      }
      return data[at + 1] == '\n' ? at + 2 : at + 1;
    }
    throw new MalformedRecord("text follows the closing quote of a field");
  }

  /** Returns whether the field read is the last of its record. */
  boolean isLast() {
    return isLast;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  boolean isQuoted() {
    return isQuoted;
  }

  /** Returns whether the field holds quotes that are written twice. */
  boolean isDoubled() {
    return isDoubled;
  }

  /** Returns whether the field is known to be ASCII. */
  boolean isAscii() {
    return isAscii;
  }

  /** Writes the field with its quotes undoubled into {@link #scratch} and returns its length. */
  int undouble() {
    if (scratch.length < to - from) {
      scratch = new byte[Math.max(to - from, scratch.length * 2)];
    }
    int length = 0;
    for (int at = from; at < to; at++) {
      scratch[length++] = data[at];
      if (data[at] == quote) {
        at++;
      }
    }
    return length;
  }

  byte[] scratch() {
    return scratch;
  }

  private String undoubled() {
    int length = undouble();
    return new String(scratch, 0, length, StandardCharsets.UTF_8);
  }

  /** Returns the field as text. */
  String text() {
    return isDoubled ? undoubled() : new String(data, from, to - from, StandardCharsets.UTF_8);
  }
}
