package io.millrace.connector.format.json;

import io.millrace.connector.format.ByteOrderMark;
import io.millrace.connector.format.ByteScan;
import io.millrace.connector.format.InferredType;
import io.millrace.connector.format.MalformedRecord;
import io.millrace.type.RowType;
import java.nio.charset.StandardCharsets;

/** Finds the columns of JSON objects by looking at some of them. */
public final class JsonSchema {
  private final InferredType columns = new InferredType();
  private final JsonText text = new JsonText();
  private byte[] data;
  private long records;

  /**
   * Takes the beginning of a file into account, but for a last record that is cut off.
   *
   * @param limit the end of the bytes; at least 16 more follow, the first of them 0
   */
  public void add(byte[] bytes, int limit) {
    data = bytes;
    text.reset(bytes, limit, false);
    int at = text.whitespace(Math.max(0, ByteOrderMark.length(bytes, limit, true)));
    boolean isArray = data[at] == '[';
    if (isArray) {
      at++;
    }
    while (true) {
      at = text.whitespace(at);
      while (isArray && (data[at] == ',' || data[at] == ']')) {
        at = text.whitespace(at + 1);
      }
      if (at >= limit) {
        return;
      }
      try {
        int end = text.skip(at);
        if (data[at] == '{') {
          object(at + 1, columns);
          records++;
        }
        at = end;
      } catch (MalformedRecord e) {
        if (e == MalformedRecord.UNFINISHED) {
          return;
        }
        at = ByteScan.lineEnd(data, at, limit);
      }
    }
  }

  private int value(int at, InferredType type) {
    switch (data[at]) {
      case '{':
        type.addObject();
        return object(at + 1, type);
      case '[':
        return array(at + 1, type.addArray());
      case '"':
        return string(at + 1, type);
      case 'n':
        return at + 4;
      case 't', 'f':
        type.addTruth();
        return text.skip(at);
      default:
        int end = text.number(at);
        type.addNumber(data, at, end);
        return end;
    }
  }

  private int string(int at, InferredType type) {
    int end = text.stringEnd(at);
    if (text.isEscaped()) {
      int length = text.unescape(at, end);
      type.addText(text.unescaped(), 0, length);
    } else {
      type.addText(data, at, end);
    }
    return end + 1;
  }

  /** Goes through an object that is known to be one. */
  private int object(int start, InferredType type) {
    int at = text.whitespace(start);
    while (data[at] != '}') {
      int nameEnd = text.stringEnd(at + 1);
      String name = name(at + 1, nameEnd);
      at = text.whitespace(value(text.colon(nameEnd + 1), type.field(name)));
      if (data[at] == ',') {
        at = text.whitespace(at + 1);
      }
    }
    return at + 1;
  }

  private String name(int from, int to) {
    if (text.isEscaped()) {
      int length = text.unescape(from, to);
      return new String(text.unescaped(), 0, length, StandardCharsets.UTF_8);
    }
    return new String(data, from, to - from, StandardCharsets.UTF_8);
  }

  private int array(int start, InferredType element) {
    int at = text.whitespace(start);
    while (data[at] != ']') {
      at = text.whitespace(value(at, element));
      if (data[at] == ',') {
        at = text.whitespace(at + 1);
      }
    }
    return at + 1;
  }

  /** Returns how many records have been looked at. */
  public long records() {
    return records;
  }

  public RowType columns() {
    return columns.toRowType();
  }
}
