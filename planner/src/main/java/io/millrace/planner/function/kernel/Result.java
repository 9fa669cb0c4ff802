package io.millrace.planner.function.kernel;

import io.millrace.batch.Column;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where a function leaves a result that is not one primitive or may be null. One per place of call
 * and reused for every row, so what it holds is good until the next call there.
 *
 * <p>Generated code sets {@link #isNull} to false before each call.
 */
public final class Result implements CallState {
  /** No bytes. */
  public static final byte[] EMPTY = new byte[0];

  public boolean isNull;
  public long number;
  public double real;
  public BigInteger big;
  public byte[] data = EMPTY;
  public int start;
  public int length;
  public Column column;
  public int row;

  private byte[] buffer = EMPTY;

  /** Gives bytes of somebody else's array out; they are not copied. */
  public void share(byte[] bytes, int from, int count) {
    data = bytes;
    start = from;
    length = count;
  }

  /** Starts bytes of our own, none yet; room for so many is made at once. */
  public void begin(int expected) {
    if (buffer.length < expected) {
      buffer = new byte[Math.max(32, expected)];
    }
    data = buffer;
    start = 0;
    length = 0;
  }

  /** Starts so many bytes of our own, which the caller writes from the array's first place on. */
  byte[] room(int count) {
    begin(count);
    length = count;
    return buffer;
  }

  /** Adds to the bytes begun. */
  public void append(byte[] bytes, int from, int count) {
    reserve(count);
    System.arraycopy(bytes, from, buffer, length, count);
    length += count;
  }

  /** Adds to the bytes begun. */
  public void append(byte[] bytes) {
    append(bytes, 0, bytes.length);
  }

  /** Adds one byte to the bytes begun. */
  public void append(int oneByte) {
    reserve(1);
    buffer[length++] = (byte) oneByte;
  }

  /** Adds a code point as UTF-8. */
  public void appendCodePoint(int codePoint) {
    if (codePoint < 0x80) {
      append(codePoint);
    } else if (codePoint < 0x800) {
      append(0xC0 | codePoint >> 6);
      append(0x80 | codePoint & 0x3F);
    } else if (codePoint < 0x10000) {
      append(0xE0 | codePoint >> 12);
      append(0x80 | codePoint >> 6 & 0x3F);
      append(0x80 | codePoint & 0x3F);
    } else {
      append(0xF0 | codePoint >> 18);
      append(0x80 | codePoint >> 12 & 0x3F);
      append(0x80 | codePoint >> 6 & 0x3F);
      append(0x80 | codePoint & 0x3F);
    }
  }

  /** Adds a non-negative number, with zeros in front up to so many digits. */
  public void appendDigits(long value, int digits) {
    int count = 1;
    for (long rest = value / 10; rest != 0; rest /= 10) {
      count++;
    }
    int width = Math.max(count, digits);
    reserve(width);
    long rest = value;
    for (int at = length + width - 1; at >= length; at--) {
      buffer[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += width;
  }

  /** Adds a text of which no more than a few bytes are expected. */
  public void appendAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      append(text.charAt(i));
    }
  }

  /** Gives a text out. */
  public void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    share(bytes, 0, bytes.length);
  }

  /** Gives null out. */
  public void setNull() {
    isNull = true;
  }

  private void reserve(int count) {
    int needed = Math.addExact(length, count);
    if (needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(needed, buffer.length + (buffer.length >> 1) + 32));
      data = buffer;
    }
  }
}
