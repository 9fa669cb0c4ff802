package io.millrace.shell.format;

import java.sql.Array;
import java.sql.SQLException;
import java.sql.Struct;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Builds JSON (RFC 8259) from the objects that JDBC returns. */
final class JsonText {
  private final StringBuilder json = new StringBuilder();

  void append(char c) {
    json.append(c);
  }

  /** Appends {@code true}, {@code false} or {@code null}. */
  void word(String text) {
    json.append(text);
  }

  /** Appends a number's text; as a text where JSON has no such number: NaN and the infinities. */
  void number(String text) {
    char last = text.charAt(text.length() - 1);
    if (last >= '0' && last <= '9') {
      json.append(text);
    } else {
      text(text);
    }
  }

  /** Appends arrays as arrays, maps and rows as objects, numbers as such, all else as text. */
  void value(Object value) throws SQLException {
    if (value == null || value instanceof Boolean) {
      word(String.valueOf(value));
    } else if (value instanceof Number) {
      number(value.toString());
    } else if (value instanceof Array array) {
      value(array.getArray());
    } else if (value instanceof Object[] array) {
      list(Arrays.asList(array));
    } else if (value instanceof List<?> list) {
      list(list);
    } else if (value instanceof Map<?, ?> map) {
      // A row that is a map by its fields' names says more than the list of its values.
      map(map);
    } else if (value instanceof Struct struct) {
      list(Arrays.asList(struct.getAttributes()));
    } else {
      text(value.toString());
    }
  }

  private void list(List<?> values) throws SQLException {
    json.append('[');
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        json.append(',');
      }
      value(values.get(i));
    }
    json.append(']');
  }

  private void map(Map<?, ?> map) throws SQLException {
    json.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!first) {
        json.append(',');
      }
      first = false;
      text(String.valueOf(entry.getKey()));
      json.append(':');
      value(entry.getValue());
    }
    json.append('}');
  }

  void text(String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < ' ') {
            json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }

  @Override
  public String toString() {
    return json.toString();
  }
}
