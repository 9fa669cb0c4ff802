package io.millrace.state;

/** Reads what an {@link Encoder} has put, in the same order. */
public final class Decoder {
  private byte[] data = new byte[0];
  private int position;

  /** Starts reading at the start of these bytes. */
  public Decoder reset(byte[] bytes) {
    return reset(bytes, 0);
  }

  /** Starts reading at an offset of these bytes. */
  public Decoder reset(byte[] bytes, int offset) {
    data = bytes;
    position = offset;
    return this;
  }

  /** Returns the bytes being read. */
  public byte[] data() {
    return data;
  }

  /** Returns where the next value starts. */
  public int position() {
    return position;
  }

  public boolean hasMore() {
    return position < data.length;
  }

  /** Passes over so many bytes. */
  public void skip(int bytes) {
    position += bytes;
  }

  public int readByte() {
    return data[position++];
  }

  public long readLong() {
    long value = (long) Encoder.LONGS.get(data, position);
    position += 8;
    return value;
  }

  public long readVarLong() {
    long bits = 0;
    for (int shift = 0; ; shift += 7) {
      long part = data[position++];
      bits |= (part & 0x7F) << shift;
      if (part >= 0) {
        return (bits >>> 1) ^ -(bits & 1);
      }
    }
  }

  /** Reads the length of bytes, which then start at {@link #position()}; pass over them after. */
  public int readLength() {
    return (int) readVarLong();
  }
}
