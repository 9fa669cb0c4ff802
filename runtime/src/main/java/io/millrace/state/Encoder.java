package io.millrace.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing buffer of bytes into which state is encoded; read back by a {@link Decoder}. */
public final class Encoder {
  static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] data = new byte[64];
  private int size;

  /** Starts again, empty. */
  public Encoder reset() {
    size = 0;
    return this;
  }

  public int size() {
    return size;
  }

  /** Returns the bytes so far, {@code data()[0 .. size())}; replaced when the buffer grows. */
  public byte[] data() {
    return data;
  }

  /** Returns a copy of the bytes so far. */
  public byte[] toBytes() {
    return Arrays.copyOf(data, size);
  }

  public void putByte(int value) {
    reserve(1);
    data[size++] = (byte) value;
  }

  /** Puts eight bytes, little-endian. */
  public void putLong(long value) {
    reserve(8);
    LONGS.set(data, size, value);
    size += 8;
  }

  /** Puts a signed integer in 1 to 10 bytes, few where it is near 0. */
  public void putVarLong(long value) {
    reserve(10);
    long bits = (value << 1) ^ (value >> 63);
    while ((bits & ~0x7FL) != 0) {
      data[size++] = (byte) (bits | 0x80);
      bits >>>= 7;
    }
    data[size++] = (byte) bits;
  }

  /** Puts raw bytes, without their length. */
  public void putRaw(byte[] source, int offset, int length) {
    reserve(length);
    System.arraycopy(source, offset, data, size, length);
    size += length;
  }

  /** Puts bytes with their length ahead. */
  public void putBytes(byte[] source, int offset, int length) {
    putVarLong(length);
    putRaw(source, offset, length);
  }

  private void reserve(int bytes) {
    if (data.length - size < bytes) {
      data = Arrays.copyOf(data, Math.max(size + bytes, data.length * 2));
    }
  }
}
