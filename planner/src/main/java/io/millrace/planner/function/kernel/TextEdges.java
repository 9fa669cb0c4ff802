package io.millrace.planner.function.kernel;

/** What is done at the ends of a text: trimming, padding, cutting. */
public final class TextEdges {
  private TextEdges() {}

  public static void space(long count, Result out) {
    Text.repeat(SPACE, 0, 1, count, out);
  }

  static final byte[] SPACE = {' '};

  public static void trim(byte[] data, int start, int length, Result out) {
    trimBoth(SPACE, 0, 1, data, start, length, out);
  }

  public static void ltrim(byte[] data, int start, int length, Result out) {
    trimLeading(SPACE, 0, 1, data, start, length, out);
  }

  public static void rtrim(byte[] data, int start, int length, Result out) {
    trimTrailing(SPACE, 0, 1, data, start, length, out);
  }

  /** BTRIM(text, characters), with the arguments as PostgreSQL has them. */
  public static void trim(
      byte[] data, int start, int length, byte[] set, int from, int count, Result out) {
    trimBoth(set, from, count, data, start, length, out);
  }

  public static void ltrim(
      byte[] data, int start, int length, byte[] set, int from, int count, Result out) {
    trimLeading(set, from, count, data, start, length, out);
  }

  public static void rtrim(
      byte[] data, int start, int length, byte[] set, int from, int count, Result out) {
    trimTrailing(set, from, count, data, start, length, out);
  }

  /** TRIM(BOTH set FROM text): any characters of the set go. */
  public static void trimBoth(
      byte[] set, int from, int count, byte[] data, int start, int length, Result out) {
    int first = leading(set, from, count, data, start, length);
    int end = trailing(set, from, count, data, start + first, length - first);
    out.share(data, start + first, end);
  }

  public static void trimLeading(
      byte[] set, int from, int count, byte[] data, int start, int length, Result out) {
    int first = leading(set, from, count, data, start, length);
    out.share(data, start + first, length - first);
  }

  public static void trimTrailing(
      byte[] set, int from, int count, byte[] data, int start, int length, Result out) {
    out.share(data, start, trailing(set, from, count, data, start, length));
  }

  private static int leading(byte[] set, int from, int count, byte[] data, int start, int length) {
    int at = 0;
    while (at < length) {
      int width = Math.min(Text.width(data[start + at]), length - at);
      if (!inSet(set, from, count, data, start + at, width)) {
        break;
      }
      at += width;
    }
    return at;
  }

  private static int trailing(byte[] set, int from, int count, byte[] data, int start, int length) {
    int end = length;
    while (end > 0) {
      int at = Text.offsetFromEnd(data, start, end, 1);
      if (!inSet(set, from, count, data, start + at, end - at)) {
        break;
      }
      end = at;
    }
    return end;
  }

  private static boolean inSet(byte[] set, int from, int count, byte[] data, int start, int width) {
    for (int at = 0; at < count; ) {
      int step = Text.width(set[from + at]);
      if (step == width && Text.equal(set, from + at, width, data, start, width)) {
        return true;
      }
      at += step;
    }
    return false;
  }

  public static void lpad(byte[] data, int start, int length, long characters, Result out) {
    lpad(data, start, length, characters, SPACE, 0, 1, out);
  }

  public static void lpad(
      byte[] data,
      int start,
      int length,
      long characters,
      byte[] fill,
      int from,
      int count,
      Result out) {
    pad(true, data, start, length, characters, fill, from, count, out);
  }

  public static void rpad(byte[] data, int start, int length, long characters, Result out) {
    rpad(data, start, length, characters, SPACE, 0, 1, out);
  }

  public static void rpad(
      byte[] data,
      int start,
      int length,
      long characters,
      byte[] fill,
      int from,
      int count,
      Result out) {
    pad(false, data, start, length, characters, fill, from, count, out);
  }

  /** Cuts or fills the text up to so many characters. */
  private static void pad(
      boolean ahead,
      byte[] data,
      int start,
      int length,
      long characters,
      byte[] fill,
      int from,
      int count,
      Result out) {
    long missing = characters - Text.charLength(data, start, length);
    if (missing <= 0 || count == 0) {
      Text.left(data, start, length, Math.max(0, characters), out);
      return;
    }
    out.begin(length);
    if (ahead) {
      fill(missing, fill, from, count, out);
    }
    out.append(data, start, length);
    if (!ahead) {
      fill(missing, fill, from, count, out);
    }
  }

  private static void fill(long missing, byte[] fill, int from, int count, Result out) {
    if (missing > Integer.MAX_VALUE / 8) {
      throw Errors.invalidArgument("the padded text would be too long: " + missing + " characters");
    }
    long left = missing;
    while (left > 0) {
      int take = Text.offset(fill, from, count, left);
      out.append(fill, from, take);
      left -= Text.charLength(fill, from, take);
    }
  }

  /** The text's first so many characters, as CAST to VARCHAR(n) gives them. */
  public static void truncate(byte[] data, int start, int length, long characters, Result out) {
    out.share(
        data, start, length <= characters ? length : Text.offset(data, start, length, characters));
  }

  /** The text cut or padded to so many characters, as CAST to CHAR(n) gives it. */
  public static void fix(byte[] data, int start, int length, long characters, Result out) {
    rpad(data, start, length, characters, out);
  }
}
