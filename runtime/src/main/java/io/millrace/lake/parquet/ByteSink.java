package io.millrace.lake.parquet;

import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that grow at the end, numbers in little-endian order. */
final class ByteSink extends OutputStream {
  static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  byte[] data;
  int size;

  ByteSink(int capacity) {
    data = new byte[capacity];
  }

  /** Makes room for so many more bytes. */
  void ensure(int more) {
    if (data.length - size < more) {
      long wanted = Math.max((long) size + more, (long) data.length * 2);
      data = Arrays.copyOf(data, (int) Math.min(Integer.MAX_VALUE - 8L, wanted));
    }
  }

  @Override
  public void write(int value) {
    ensure(1);
    data[size++] = (byte) value;
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    ensure(length);
    System.arraycopy(source, offset, data, size, length);
    size += length;
  }

  void writeInt(int value) {
    ensure(4);
    INTS.set(data, size, value);
    size += 4;
  }

  void writeLong(long value) {
    ensure(8);
    LONGS.set(data, size, value);
    size += 8;
  }

  void writeVarint(int value) {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      write(rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    write(rest);
  }

  void clear() {
    size = 0;
  }

  byte[] toArray() {
    return Arrays.copyOf(data, size);
  }
}
