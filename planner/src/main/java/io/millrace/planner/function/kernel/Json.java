package io.millrace.planner.function.kernel;

/** JSON text: quoting, and reading a scalar. */
public final class Json {
  private static final String HEXADECIMAL = "0123456789abcdef";

  private Json() {}

  /** A text as a JSON string. */
  public static void quote(byte[] data, int start, int length, Result out) {
    out.begin(length + 2);
    appendQuoted(data, start, length, out);
  }

  static void appendQuoted(byte[] data, int start, int length, Result out) {
    out.append('"');
    for (int i = start; i < start + length; i++) {
      byte value = data[i];
      switch (value) {
        case '"' -> out.appendAscii("\\\"");
        case '\\' -> out.appendAscii("\\\\");
        case '\n' -> out.appendAscii("\\n");
        case '\r' -> out.appendAscii("\\r");
        case '\t' -> out.appendAscii("\\t");
        case '\b' -> out.appendAscii("\\b");
        case '\f' -> out.appendAscii("\\f");
        default -> {
          if (value >= 0 && value < ' ') {
            out.appendAscii("\\u00");
            out.append(HEXADECIMAL.charAt(value >> 4));
            out.append(HEXADECIMAL.charAt(value & 0xF));
          } else {
            out.append(value);
          }
        }
      }
    }
    out.append('"');
  }

  /** A JSON value as text: a string without its quotes, null as null, all else as it stands. */
  public static void unquote(byte[] data, int start, int length, Result out) {
    int from = Parse.skipSpaces(data, start, start + length);
    int end = Parse.skipSpacesBack(data, from, start + length);
    if (Parse.matches(data, from, end, "null")) {
      out.setNull();
    } else if (end - from >= 2 && data[from] == '"') {
      unescape(data, from + 1, end - 1, out);
    } else {
      out.share(data, from, end - from);
    }
  }

  static void unescape(byte[] data, int from, int end, Result out) {
    out.begin(end - from);
    for (int i = from; i < end; i++) {
      byte value = data[i];
      if (value != '\\' || i + 1 >= end) {
        out.append(value);
        continue;
      }
      byte escaped = data[++i];
      switch (escaped) {
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'u' -> {
          int point = hexadecimal(data, i + 1, end);
          i += 4;
          boolean pair =
              Character.isHighSurrogate((char) point)
                  && i + 6 < end + 1
                  && i + 2 < end
                  && data[i + 1] == '\\'
                  && data[i + 2] == 'u';
          if (pair) {
            point = Character.toCodePoint((char) point, (char) hexadecimal(data, i + 3, end));
            i += 6;
          }
          out.appendCodePoint(point);
        }
        default -> out.append(escaped);
      }
    }
  }

  private static int hexadecimal(byte[] data, int from, int end) {
    int value = 0;
    for (int i = from; i < Math.min(from + 4, end); i++) {
      value = value << 4 | Math.max(0, Character.digit(data[i], 16));
    }
    return value;
  }
}
