package io.millrace.planner.function.kernel;

/** Finds its way in JSON text without making objects of it; offsets are into the array. */
final class JsonText {
  /** There is no such member or element. */
  static final int MISSING = -1;

  /** The text is not JSON. */
  static final int MALFORMED = -2;

  private JsonText() {}

  static int skipSpaces(byte[] data, int from, int end) {
    int at = from;
    while (at < end
        && (data[at] == ' ' || data[at] == '\n' || data[at] == '\t' || data[at] == '\r')) {
      at++;
    }
    return at;
  }

  /** Returns where the value that begins at an offset ends, or {@link #MALFORMED}. */
  static int skipValue(byte[] data, int from, int end) {
    if (from >= end) {
      return MALFORMED;
    }
    return switch (data[from]) {
      case '"' -> skipString(data, from, end);
      case '{' -> skipContainer(data, from, end, true);
      case '[' -> skipContainer(data, from, end, false);
      case 't' -> skipWord(data, from, end, "true");
      case 'f' -> skipWord(data, from, end, "false");
      case 'n' -> skipWord(data, from, end, "null");
      default -> skipNumber(data, from, end);
    };
  }

  private static int skipWord(byte[] data, int from, int end, String word) {
    int to = from + word.length();
    return to <= end && Parse.matches(data, from, to, word) ? to : MALFORMED;
  }

  private static int skipNumber(byte[] data, int from, int end) {
    int at = from;
    if (at < end && data[at] == '-') {
      at++;
    }
    int first = at;
    while (at < end
        && (data[at] >= '0' && data[at] <= '9'
            || data[at] == '.'
            || data[at] == 'e'
            || data[at] == 'E'
            || data[at] == '+'
            || data[at] == '-')) {
      at++;
    }
    return at == first || data[first] < '0' || data[first] > '9' ? MALFORMED : at;
  }

  static int skipString(byte[] data, int from, int end) {
    for (int at = from + 1; at < end; at++) {
      if (data[at] == '\\') {
        at++;
      } else if (data[at] == '"') {
        return at + 1;
      }
    }
    return MALFORMED;
  }

  private static int skipContainer(byte[] data, int from, int end, boolean object) {
    byte close = (byte) (object ? '}' : ']');
    int at = skipSpaces(data, from + 1, end);
    if (at < end && data[at] == close) {
      return at + 1;
    }
    while (at < end) {
      if (object) {
        at = skipKey(data, at, end);
        if (at < 0) {
          return MALFORMED;
        }
      }
      at = skipValue(data, at, end);
      if (at < 0) {
        return MALFORMED;
      }
      at = skipSpaces(data, at, end);
      if (at >= end) {
        return MALFORMED;
      } else if (data[at] == close) {
        return at + 1;
      } else if (data[at] != ',') {
        return MALFORMED;
      }
      at = skipSpaces(data, at + 1, end);
    }
    return MALFORMED;
  }

  /** Returns where the value behind the key at an offset begins. */
  private static int skipKey(byte[] data, int from, int end) {
    if (from >= end || data[from] != '"') {
      return MALFORMED;
    }
    int at = skipString(data, from, end);
    if (at < 0) {
      return MALFORMED;
    }
    at = skipSpaces(data, at, end);
    return at < end && data[at] == ':' ? skipSpaces(data, at + 1, end) : MALFORMED;
  }

  /** Returns where the value of a member of the object at an offset begins. */
  static int member(byte[] data, int from, int end, byte[] key, Result scratch) {
    if (from >= end || data[from] != '{') {
      return MISSING;
    }
    int at = skipSpaces(data, from + 1, end);
    while (at < end && data[at] != '}') {
      int value = skipKey(data, at, end);
      if (value < 0) {
        return MALFORMED;
      }
      int keyEnd = skipString(data, at, end);
      if (isKey(data, at + 1, keyEnd - 1, key, scratch)) {
        return value;
      }
      at = next(data, value, end);
      if (at < 0) {
        return MALFORMED;
      }
    }
    return MISSING;
  }

  private static boolean isKey(byte[] data, int from, int end, byte[] key, Result scratch) {
    for (int i = from; i < end; i++) {
      if (data[i] == '\\') {
        Json.unescape(data, from, end, scratch);
        return Text.equal(scratch.data, scratch.start, scratch.length, key, 0, key.length);
      }
    }
    return Text.equal(data, from, end - from, key, 0, key.length);
  }

  /** Returns where the element of a number, from 0, of the array at an offset begins. */
  static int element(byte[] data, int from, int end, int index) {
    if (from >= end || data[from] != '[') {
      return MISSING;
    }
    int at = skipSpaces(data, from + 1, end);
    for (int i = 0; at < end && data[at] != ']'; i++) {
      if (i == index) {
        return at;
      }
      at = next(data, at, end);
      if (at < 0) {
        return MALFORMED;
      }
    }
    return MISSING;
  }

  /** Returns how many elements the array at an offset has. */
  static int elements(byte[] data, int from, int end) {
    if (from >= end || data[from] != '[') {
      return MISSING;
    }
    int at = skipSpaces(data, from + 1, end);
    int count = 0;
    while (at < end && data[at] != ']') {
      count++;
      at = next(data, at, end);
      if (at < 0) {
        return MALFORMED;
      }
    }
    return count;
  }

  /** Returns what is behind a value and its comma, or the closing bracket. */
  private static int next(byte[] data, int value, int end) {
    int at = skipValue(data, value, end);
    if (at < 0) {
      return MALFORMED;
    }
    at = skipSpaces(data, at, end);
    return at < end && data[at] == ',' ? skipSpaces(data, at + 1, end) : at;
  }
}
