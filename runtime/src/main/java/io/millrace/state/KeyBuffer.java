package io.millrace.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that grow: where a key is put together before it is looked up or kept. */
public final class KeyBuffer {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int FIRST_CAPACITY = 64;

  private byte[] data = new byte[FIRST_CAPACITY];
  private int length;

  /** Returns the array whose first {@link #length()} bytes count; changes when it grows. */
  public byte[] data() {
    return data;
  }

  public int length() {
    return length;
  }

  /** Empties the buffer. */
  public void clear() {
    length = 0;
  }

  /** Empties the buffer and lets its memory go. */
  public void release() {
    data = new byte[FIRST_CAPACITY];
    length = 0;
  }

  /** Forgets all but the first {@code newLength} bytes. */
  public void truncate(int newLength) {
    length = newLength;
  }

  public void putByte(int value) {
    reserve(1);
    data[length++] = (byte) value;
  }

  /** Appends two bytes, big-endian: the form of a key group ahead of a key. */
  public void putShort(int value) {
    reserve(2);
    data[length++] = (byte) (value >>> 8);
    data[length++] = (byte) value;
  }

  /** Appends eight bytes, big-endian. */
  public void putLong(long value) {
    reserve(8);
    LONGS.set(data, length, value);
    length += 8;
  }

  public void putBytes(byte[] source, int start, int count) {
    reserve(count);
    System.arraycopy(source, start, data, length, count);
    length += count;
  }

  /** Turns the bytes from {@code from} to the end over, so that they order the other way. */
  public void invert(int from) {
    for (int i = from; i < length; i++) {
      data[i] = (byte) ~data[i];
    }
  }

  /** Returns a copy of the bytes. */
  public byte[] toBytes() {
    return Arrays.copyOf(data, length);
  }

  /** Reads eight bytes, big-endian. */
  public static long longAt(byte[] data, int at) {
    return (long) LONGS.get(data, at);
  }

  /** Overwrites eight bytes of an array, big-endian. */
  public static void setLong(byte[] data, int at, long value) {
    LONGS.set(data, at, value);
  }

  private void reserve(int count) {
    if (data.length - length < count) {
      int wanted = Math.addExact(length, count);
      data = Arrays.copyOf(data, Math.max(wanted, wanted + (wanted >> 1)));
    }
  }
}
