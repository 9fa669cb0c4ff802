package io.millrace.planner.function.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Text as UTF-8 bytes; characters are code points, compared by code point. */
public final class Text {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOWEST = 0x0101_0101_0101_0101L;
  private static final long HIGHEST = 0x8080_8080_8080_8080L;

  private Text() {}

  public static boolean equal(byte[] a, int from, int count, byte[] b, int fromB, int countB) {
    return count == countB && Arrays.equals(a, from, from + count, b, fromB, fromB + countB);
  }

  public static int compare(byte[] a, int from, int count, byte[] b, int fromB, int countB) {
    return Arrays.compareUnsigned(a, from, from + count, b, fromB, fromB + countB);
  }

  /** Compares CHAR values, whose spaces at the end do not count. */
  public static int comparePadded(byte[] a, int from, int count, byte[] b, int fromB, int countB) {
    return compare(a, from, unpadded(a, from, count), b, fromB, unpadded(b, fromB, countB));
  }

  static int unpadded(byte[] data, int start, int length) {
    int end = length;
    while (end > 0 && data[start + end - 1] == ' ') {
      end--;
    }
    return end;
  }

  /** Returns the text as a String, for functions that need one. */
  static String string(byte[] data, int start, int length) {
    return new String(data, start, length, StandardCharsets.UTF_8);
  }

  /** Returns the bytes that a character takes, by its first byte. */
  static int width(byte first) {
    return first >= 0 ? 1 : first < (byte) 0xE0 ? 2 : first < (byte) 0xF0 ? 3 : 4;
  }

  static boolean startsCharacter(byte value) {
    return (value & 0xC0) != 0x80;
  }

  static int codePoint(byte[] data, int at, int end) {
    byte first = data[at];
    int width = Math.min(width(first), end - at);
    int value = width == 1 ? first & 0x7F : first & 0x7F >> width;
    for (int i = 1; i < width; i++) {
      value = value << 6 | data[at + i] & 0x3F;
    }
    return value;
  }

  static boolean isAscii(byte[] data, int start, int length) {
    int end = start + length;
    int at = start;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      if (((long) EIGHT.get(data, at) & HIGHEST) != 0) {
        return false;
      }
    }
    for (; at < end; at++) {
      if (data[at] < 0) {
        return false;
      }
    }
    return true;
  }

  public static long charLength(byte[] data, int start, int length) {
    int end = start + length;
    int count = length;
    int at = start;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      // Of a byte inside a character the highest bit is 1 and the next one 0.
      long eight = (long) EIGHT.get(data, at);
      count -= Long.bitCount(eight & ~eight << 1 & HIGHEST);
    }
    for (; at < end; at++) {
      count -= startsCharacter(data[at]) ? 0 : 1;
    }
    return count;
  }

  public static long octetLength(byte[] data, int start, int length) {
    return length;
  }

  public static long bitLength(byte[] data, int start, int length) {
    return length * 8L;
  }

  /** Returns the offset (from start) of character number {@code characters}, or the length. */
  static int offset(byte[] data, int start, int length, long characters) {
    int at = 0;
    for (long left = characters; left > 0 && at < length; left--) {
      at += width(data[start + at]);
    }
    return Math.min(at, length);
  }

  /** Returns the offset of the character that is {@code characters} from the end, or 0. */
  static int offsetFromEnd(byte[] data, int start, int length, long characters) {
    int at = length;
    for (long left = characters; left > 0 && at > 0; left--) {
      at--;
      while (at > 0 && !startsCharacter(data[start + at])) {
        at--;
      }
    }
    return at;
  }

  /** SUBSTRING(text FROM position): characters count from 1; before 1 there is nothing. */
  public static void substring(byte[] data, int start, int length, long position, Result out) {
    int from = offset(data, start, length, position - 1);
    out.share(data, start + from, length - from);
  }

  /** SUBSTRING(text FROM position FOR count). */
  public static void substring(
      byte[] data, int start, int length, long position, long count, Result out) {
    if (count < 0) {
      throw Errors.invalidArgument("SUBSTRING: the length must not be negative: " + count);
    }
    long first = Math.max(1, position);
    long end = count > Long.MAX_VALUE - Math.max(position, 0) ? Long.MAX_VALUE : position + count;
    int from = offset(data, start, length, first - 1);
    int to = end <= first ? 0 : offset(data, start + from, length - from, end - first);
    out.share(data, start + from, to);
  }

  /** SUBSTR as in Oracle and Spark: a negative position counts from the end. */
  public static void substr(byte[] data, int start, int length, long position, Result out) {
    substr(data, start, length, position, Long.MAX_VALUE, out);
  }

  public static void substr(
      byte[] data, int start, int length, long position, long count, Result out) {
    int from =
        position < 0
            ? offsetFromEnd(data, start, length, -position)
            : offset(data, start, length, position - 1);
    int to = count <= 0 ? 0 : offset(data, start + from, length - from, count);
    out.share(data, start + from, to);
  }

  /** LEFT: the first characters; all but the last {@code -count} where negative. */
  public static void left(byte[] data, int start, int length, long count, Result out) {
    int end =
        count >= 0
            ? offset(data, start, length, count)
            : offsetFromEnd(data, start, length, -count);
    out.share(data, start, end);
  }

  /** RIGHT: the last characters; all but the first {@code -count} where negative. */
  public static void right(byte[] data, int start, int length, long count, Result out) {
    int from =
        count >= 0
            ? offsetFromEnd(data, start, length, count)
            : offset(data, start, length, -count);
    out.share(data, start + from, length - from);
  }

  public static void upper(byte[] data, int start, int length, Result out) {
    if (!isAscii(data, start, length)) {
      out.text(string(data, start, length).toUpperCase(Locale.ROOT));
      return;
    }
    byte[] upper = out.room(length);
    for (int i = 0; i < length; i++) {
      byte value = data[start + i];
      upper[i] = (byte) (value >= 'a' && value <= 'z' ? value - 32 : value);
    }
  }

  public static void lower(byte[] data, int start, int length, Result out) {
    if (!isAscii(data, start, length)) {
      out.text(string(data, start, length).toLowerCase(Locale.ROOT));
      return;
    }
    byte[] lower = out.room(length);
    for (int i = 0; i < length; i++) {
      byte value = data[start + i];
      lower[i] = (byte) (value >= 'A' && value <= 'Z' ? value + 32 : value);
    }
  }

  /** INITCAP: the first letter of each word in upper case, the others in lower case. */
  public static void initcap(byte[] data, int start, int length, Result out) {
    out.begin(length);
    boolean inside = false;
    int end = start + length;
    for (int i = start; i < end; i += width(data[i])) {
      int point = codePoint(data, i, end);
      out.appendCodePoint(inside ? Character.toLowerCase(point) : Character.toUpperCase(point));
      inside = Character.isLetterOrDigit(point);
    }
  }

  public static void reverse(byte[] data, int start, int length, Result out) {
    out.begin(length);
    for (int end = length; end > 0; ) {
      int at = offsetFromEnd(data, start, end, 1);
      out.append(data, start + at, end - at);
      end = at;
    }
  }

  public static void repeat(byte[] data, int start, int length, long times, Result out) {
    if (times > 0 && length > 0 && times > Integer.MAX_VALUE / 4 / length) {
      throw Errors.invalidArgument("REPEAT: the text would be too long: " + times + " times");
    }
    out.begin(times <= 0 ? 0 : (int) (length * times));
    for (long i = 0; i < times; i++) {
      out.append(data, start, length);
    }
  }

  /** Returns the offset of the first occurrence at or after an offset, or -1. */
  static int find(
      byte[] data, int start, int length, byte[] part, int from, int count, int offset) {
    if (count == 0) {
      return offset;
    }
    byte first = part[from];
    int last = start + length - count;
    int at = indexOf(data, start + offset, last + 1, first);
    while (at >= 0 && count > 1 && !equal(data, at, count, part, from, count)) {
      at = indexOf(data, at + 1, last + 1, first);
    }
    return at < 0 ? -1 : at - start;
  }

  /** Returns where a byte first stands from one place to (exclusive) another, or -1. */
  static int indexOf(byte[] data, int from, int end, byte sought) {
    int at = from;
    long all = eightTimes(sought);
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      // The lowest byte that is 0 is the first for which its highest bit comes out (Mycroft 1987).
      long rest = (long) EIGHT.get(data, at) ^ all;
      long zeros = rest - LOWEST & ~rest & HIGHEST;
      if (zeros != 0) {
        return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
    }
    for (; at < end; at++) {
      if (data[at] == sought) {
        return at;
      }
    }
    return -1;
  }

  /** Returns a byte eight times. */
  static long eightTimes(byte value) {
    return (value & 0xFFL) * LOWEST;
  }

  /** Returns the highest bit of just those of eight bytes that are as in another eight. */
  static long equalBytes(byte[] data, int at, long eight) {
    // No carry goes from one byte to the next.
    long rest = (long) EIGHT.get(data, at) ^ eight;
    return ~((rest & ~HIGHEST) + ~HIGHEST | rest | ~HIGHEST);
  }

  /** Returns where a byte stands for the n-th time, counted from 1, or -1. */
  private static int indexOf(byte[] data, int from, int end, byte sought, long n) {
    long left = n;
    int at = from;
    long all = eightTimes(sought);
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long zeros = equalBytes(data, at, all);
      int found = Long.bitCount(zeros);
      if (found >= left) {
        for (; left > 1; left--) {
          zeros &= zeros - 1;
        }
        return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
      left -= found;
    }
    for (; at < end; at++) {
      if (data[at] == sought && --left == 0) {
        return at;
      }
    }
    return -1;
  }

  /** POSITION(part IN text): from 1, or 0. */
  public static long position(
      byte[] part, int from, int count, byte[] data, int start, int length) {
    int at = find(data, start, length, part, from, count, 0);
    return at < 0 ? 0 : charLength(data, start, at) + 1;
  }

  /** POSITION(part IN text FROM position). */
  public static long position(
      byte[] part, int from, int count, byte[] data, int start, int length, long position) {
    if (position < 1) {
      return 0;
    }
    int at =
        find(data, start, length, part, from, count, offset(data, start, length, position - 1));
    return at < 0 ? 0 : charLength(data, start, at) + 1;
  }

  /** STRPOS(text, part): from 1, or 0. */
  public static long strpos(byte[] data, int start, int length, byte[] part, int from, int count) {
    return position(part, from, count, data, start, length);
  }

  public static boolean contains(
      byte[] data, int start, int length, byte[] part, int from, int count) {
    return find(data, start, length, part, from, count, 0) >= 0;
  }

  public static boolean startsWith(
      byte[] data, int start, int length, byte[] prefix, int from, int count) {
    return count <= length && equal(data, start, count, prefix, from, count);
  }

  public static boolean endsWith(
      byte[] data, int start, int length, byte[] suffix, int from, int count) {
    return count <= length && equal(data, start + length - count, count, suffix, from, count);
  }

  public static void replace(
      byte[] data,
      int start,
      int length,
      byte[] part,
      int from,
      int count,
      byte[] by,
      int fromBy,
      int countBy,
      Result out) {
    int at = count == 0 ? -1 : find(data, start, length, part, from, count, 0);
    if (at < 0) {
      out.share(data, start, length);
      return;
    }
    out.begin(length);
    int done = 0;
    while (at >= 0) {
      out.append(data, start + done, at - done);
      out.append(by, fromBy, countBy);
      done = at + count;
      at = find(data, start, length, part, from, count, done);
    }
    out.append(data, start + done, length - done);
  }

  /** TRANSLATE(text, from, to): each character of from becomes the one at its place in to. */
  public static void translate(
      byte[] data,
      int start,
      int length,
      byte[] from,
      int fromStart,
      int fromLength,
      byte[] to,
      int toStart,
      int toLength,
      Result out) {
    out.begin(length);
    int end = start + length;
    for (int i = start; i < end; ) {
      int width = Math.min(width(data[i]), end - i);
      int at = find(from, fromStart, fromLength, data, i, width, 0);
      if (at < 0) {
        out.append(data, i, width);
      } else {
        long place = charLength(from, fromStart, at);
        int target = offset(to, toStart, toLength, place);
        if (target < toLength) {
          out.append(to, toStart + target, width(to[toStart + target]));
        }
      }
      i += width;
    }
  }

  /** SPLIT_PART(text, delimiter, n): the n-th part from 1, from the end where negative. */
  public static void splitPart(
      byte[] data, int start, int length, byte[] by, int from, int count, long n, Result out) {
    requirePart(n);
    long wanted = n;
    if (n < 0) {
      long parts = 1;
      for (int at = next(data, start, length, by, from, count, 0); at >= 0; ) {
        parts++;
        at = next(data, start, length, by, from, count, at + count);
      }
      wanted = parts + n + 1;
    }
    int begin = part(data, start, length, by, from, count, wanted - 1);
    if (begin < 0) {
      out.share(Result.EMPTY, 0, 0);
      return;
    }
    int end = next(data, start, length, by, from, count, begin);
    out.share(data, start + begin, (end < 0 ? length : end) - begin);
  }

  /** Refuses the one number that no part has for SPLIT_PART. */
  static void requirePart(long n) {
    if (n == 0) {
      throw Errors.invalidArgument("SPLIT_PART: the part's number must not be 0");
    }
  }

  /** SPLIT_INDEX(text, delimiter, n): the n-th part from 0, null where there is none. */
  public static void splitIndex(
      byte[] data, int start, int length, byte[] by, int from, int count, long n, Result out) {
    int begin = part(data, start, length, by, from, count, n);
    if (begin < 0) {
      out.setNull();
      return;
    }
    int end = next(data, start, length, by, from, count, begin);
    out.share(data, start + begin, (end < 0 ? length : end) - begin);
  }

  /** Returns the offset at which a part begins, counted from 0, or -1 where there is none. */
  private static int part(
      byte[] data, int start, int length, byte[] by, int from, int count, long n) {
    if (n <= 0) {
      return n < 0 ? -1 : 0;
    } else if (count == 1) {
      int at = indexOf(data, start, start + length, by[from], n);
      return at < 0 ? -1 : at + 1 - start;
    }
    int begin = 0;
    for (long part = 0; part < n && begin >= 0; part++) {
      int at = next(data, start, length, by, from, count, begin);
      begin = at < 0 ? -1 : at + count;
    }
    return begin;
  }

  private static int next(
      byte[] data, int start, int length, byte[] by, int from, int count, int offset) {
    return count == 0 ? -1 : find(data, start, length, by, from, count, offset);
  }

  /** ASCII: the code point of the first character, 0 where there is none. */
  public static long ascii(byte[] data, int start, int length) {
    return length == 0 ? 0 : codePoint(data, start, start + length);
  }

  public static void chr(long codePoint, Result out) {
    if (codePoint <= 0 || codePoint > Character.MAX_CODE_POINT) {
      throw Errors.invalidArgument("CHR: there is no character " + codePoint);
    }
    out.begin(4);
    out.appendCodePoint((int) codePoint);
  }

  public static long levenshtein(
      byte[] data, int start, int length, byte[] other, int from, int count) {
    int[] a = string(data, start, length).codePoints().toArray();
    int[] b = string(other, from, count).codePoints().toArray();
    int[] costs = new int[b.length + 1];
    for (int j = 0; j <= b.length; j++) {
      costs[j] = j;
    }
    for (int i = 1; i <= a.length; i++) {
      int diagonal = costs[0];
      costs[0] = i;
      for (int j = 1; j <= b.length; j++) {
        int above = costs[j];
        int change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
        costs[j] = Math.min(change, Math.min(above, costs[j - 1]) + 1);
        diagonal = above;
      }
    }
    return costs[b.length];
  }

  /** OVERLAY(text PLACING by FROM position): as many characters as the new ones are replaced. */
  public static void overlay(
      byte[] data,
      int start,
      int length,
      byte[] by,
      int from,
      int count,
      long position,
      Result out) {
    overlay(data, start, length, by, from, count, position, charLength(by, from, count), out);
  }

  /** OVERLAY(text PLACING by FROM position FOR characters). */
  public static void overlay(
      byte[] data,
      int start,
      int length,
      byte[] by,
      int from,
      int count,
      long position,
      long characters,
      Result out) {
    if (position < 1) {
      throw Errors.invalidArgument("OVERLAY: the position must be 1 or more, not " + position);
    }
    int first = offset(data, start, length, position - 1);
    int rest = first + offset(data, start + first, length - first, Math.max(0, characters));
    out.begin(length + count);
    out.append(data, start, first);
    out.append(by, from, count);
    out.append(data, start + rest, length - rest);
  }
}
