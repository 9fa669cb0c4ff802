package io.millrace.lake.parquet;

import java.util.Arrays;

/** Reads what {@link RleEncoder} writes, many values at a time. */
final class RleDecoder {
  private byte[] data;
  private int position;
  private int end;
  private int bitWidth;
  private int runLeft;
  private int runValue;
  private int packedLeft;
  private int packedStart;
  private int packedAt;

  /** Starts over the bytes {@code [from, to)}. */
  void start(byte[] bytes, int from, int to, int width) {
    if (width < 0 || width > 32) {
      throw new IllegalArgumentException("bit width " + width);
    }
    data = bytes;
    position = from;
    end = to;
    bitWidth = width;
    runLeft = 0;
    packedLeft = 0;
  }

  /**
   * Returns how many of the next values, at most {@code limit}, are known to be one value without
   * being read (0 where the next ones are packed).
   */
  int run(int limit) {
    if (runLeft == 0 && packedLeft == 0) {
      readHeader();
    }
    return Math.min(runLeft, limit);
  }

  /** Returns the value of the run that {@link #run} found. */
  int runValue() {
    return runValue;
  }

  /** Steps over so many values of the run. */
  void skipRun(int count) {
    runLeft -= count;
  }

  /** Reads the next {@code count} values. */
  void read(int[] out, int offset, int count) {
    int at = offset;
    int left = count;
    while (left > 0) {
      if (runLeft > 0) {
        int taken = Math.min(runLeft, left);
        Arrays.fill(out, at, at + taken, runValue);
        runLeft -= taken;
        at += taken;
        left -= taken;
      } else if (packedLeft > 0) {
        int taken = Math.min(packedLeft, left);
        readPacked(out, at, taken);
        packedLeft -= taken;
        at += taken;
        left -= taken;
      } else {
        readHeader();
      }
    }
  }

  private void readPacked(int[] out, int offset, int count) {
    long mask = (1L << bitWidth) - 1;
    // A value of up to 32 bits at any bit lies within eight bytes.
    long bit = ((long) packedStart << 3) + (long) packedAt * bitWidth;
    int fast = (int) Math.max(0, Math.min(count, lastWordBit() < bit ? 0 : wordCount(bit)));
    for (int i = 0; i < fast; i++) {
      out[offset + i] =
          (int) ((long) ByteSink.LONGS.get(data, (int) (bit >>> 3)) >>> (bit & 7) & mask);
      bit += bitWidth;
    }
    for (int i = fast; i < count; i++) {
      int value = 0;
      for (int shift = 0; shift < bitWidth; shift++, bit++) {
        int at = (int) (bit >>> 3);
        // Some writers leave out the last group's padding.
        int current = at < end ? data[at] : 0;
        value |= (current >>> (bit & 7) & 1) << shift;
      }
      out[offset + i] = value;
    }
    packedAt += count;
  }

  /** Returns the last bit at which eight bytes can be read. */
  private long lastWordBit() {
    return ((long) (data.length - 8) << 3) + 7;
  }

  private long wordCount(long bit) {
    return bitWidth == 0 ? Long.MAX_VALUE : (lastWordBit() - bit) / bitWidth + 1;
  }

  private void readHeader() {
    int header = 0;
    int shift = 0;
    while (true) {
      if (position >= end || shift > 28) {
        throw new IllegalArgumentException("a page ends before its last value");
      }
      int next = data[position++];
      header |= (next & 0x7F) << shift;
      if (next >= 0) {
        break;
      }
      shift += 7;
    }
    if ((header & 1) == 0) {
      runLeft = header >>> 1;
      int value = 0;
      for (int bits = 0; bits < bitWidth; bits += 8) {
        if (position >= end) {
          throw new IllegalArgumentException("a page ends within a run");
        }
        value |= (data[position++] & 0xFF) << bits;
      }
      runValue = value;
      if (runLeft == 0) {
        throw new IllegalArgumentException("a run of no values");
      }
    } else {
      int groups = header >>> 1;
      if (groups == 0 || groups > Integer.MAX_VALUE / 8) {
        throw new IllegalArgumentException("packed values that are none");
      }
      if (position >= end && bitWidth > 0) {
        throw new IllegalArgumentException("a page ends before its packed values");
      }
      packedLeft = groups * 8;
      packedStart = position;
      packedAt = 0;
      position = (int) Math.min(end, position + (long) groups * bitWidth);
    }
  }
}
