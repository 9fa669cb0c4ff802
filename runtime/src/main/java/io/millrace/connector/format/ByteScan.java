package io.millrace.connector.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at eight bytes at once, as a little-endian word (SWAR).
 *
 * <p>The tests mark bytes by their top bit; marks above the lowest may be false, the lowest is
 * right, which is the one that a search wants (Warren, <em>Hacker's Delight</em>, section 6-1).
 */
public final class ByteScan {
  /** The top bit of each byte. */
  public static final long TOPS = 0x8080808080808080L;

  private static final long ONES = 0x0101010101010101L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private ByteScan() {}

  /** Returns eight bytes, the first of them lowest. */
  public static long word(byte[] data, int at) {
    return (long) LONGS.get(data, at);
  }

  /** Returns a word of this byte eight times. */
  public static long repeat(int value) {
    return (value & 0xFF) * ONES;
  }

  /** Marks bytes that are those of the pattern, a {@link #repeat} of one. */
  public static long equal(long word, long pattern) {
    long difference = word ^ pattern;
    return (difference - ONES) & ~difference & TOPS;
  }

  /** Marks bytes below a space. */
  public static long control(long word) {
    return (word - 0x2020202020202020L) & ~word & TOPS;
  }

  /** Returns which byte the lowest mark stands for. */
  public static int first(long marks) {
    return Long.numberOfTrailingZeros(marks) >>> 3;
  }

  /** Returns how many of {@code data[from .. to)} are line feeds. */
  public static long countLines(byte[] data, int from, int to) {
    long count = 0;
    int at = from;
    for (; at + 8 <= to; at += 8) {
      long difference = word(data, at) ^ 0x0A0A0A0A0A0A0A0AL;
      // Exact for every byte: no borrow crosses from one to the next.
      long marks = ~(((difference & ~TOPS) + ~TOPS) | difference | ~TOPS);
      count += Long.bitCount(marks);
    }
    for (; at < to; at++) {
      if (data[at] == '\n') {
        count++;
      }
    }
    return count;
  }

  /** Returns where the line that {@code from} stands in ends: its line feed, or {@code to}. */
  public static int lineEnd(byte[] data, int from, int to) {
    int at = from;
    while (at + 8 <= to) {
      long marks = equal(word(data, at), 0x0A0A0A0A0A0A0A0AL);
      if (marks != 0) {
        return at + first(marks);
      }
      at += 8;
    }
    while (at < to && data[at] != '\n') {
      at++;
    }
    return at;
  }

  /** Returns whether bytes are well-formed UTF-8 (Unicode 15, table 3-7). */
  public static boolean isUtf8(byte[] data, int from, int to) {
    int at = from;
    while (at < to) {
      int lead = data[at++];
      if (lead >= 0) {
        continue;
      }
      int more;
      int low = 0x80;
      int high = 0xBF;
      lead &= 0xFF;
      if (lead >= 0xC2 && lead <= 0xDF) {
        more = 1;
      } else if (lead >= 0xE0 && lead <= 0xEF) {
        more = 2;
        low = lead == 0xE0 ? 0xA0 : 0x80;
        high = lead == 0xED ? 0x9F : 0xBF;
      } else if (lead >= 0xF0 && lead <= 0xF4) {
        more = 3;
        low = lead == 0xF0 ? 0x90 : 0x80;
        high = lead == 0xF4 ? 0x8F : 0xBF;
      } else {
        return false;
      }
      if (to - at < more) {
        return false;
      }
      int second = data[at++] & 0xFF;
      if (second < low || second > high) {
        return false;
      }
      for (int i = 1; i < more; i++) {
        if ((data[at++] & 0xC0) != 0x80) {
          return false;
        }
      }
    }
    return true;
  }

  /** Returns how many characters (code points) valid UTF-8 has. */
  public static int codePoints(byte[] data, int from, int to) {
    int count = 0;
    for (int at = from; at < to; at++) {
      if ((data[at] & 0xC0) != 0x80) {
        count++;
      }
    }
    return count;
  }
}
