package io.millrace.lake.parquet;

/**
 * Writes small integers as runs of one value and groups of eight packed values (Parquet's
 * 'RLE/bit-packing hybrid').
 */
final class RleEncoder {
  /** A run shorter than this is packed with its neighbours. */
  private static final int SHORTEST_RUN = 16;

  private RleEncoder() {}

  /** Returns the bits that values up to {@code max} need. */
  static int bitWidth(int max) {
    return 32 - Integer.numberOfLeadingZeros(max);
  }

  /** Appends {@code values[0..count)}. */
  static void encode(int[] values, int count, int bitWidth, ByteSink sink) {
    int packedFrom = 0;
    int at = 0;
    while (at < count) {
      int end = at + 1;
      int value = values[at];
      while (end < count && values[end] == value) {
        end++;
      }
      // A packed group holds eight values, so a run may start only where a group ends.
      int aligned = Math.min(end, packedFrom + ((at - packedFrom + 7) & ~7));
      if (end - aligned >= SHORTEST_RUN || (end == count && aligned == packedFrom)) {
        if (aligned > packedFrom) {
          pack(values, packedFrom, aligned, bitWidth, sink);
        }
        run(value, end - aligned, bitWidth, sink);
        packedFrom = end;
      }
      at = end;
    }
    if (packedFrom < count) {
      pack(values, packedFrom, count, bitWidth, sink);
    }
  }

  private static void run(int value, int length, int bitWidth, ByteSink sink) {
    sink.writeVarint(length << 1);
    for (int shift = 0; shift < bitWidth; shift += 8) {
      sink.write(value >>> shift);
    }
  }

  private static void pack(int[] values, int from, int to, int bitWidth, ByteSink sink) {
    int groups = (to - from + 7) >>> 3;
    sink.writeVarint(groups << 1 | 1);
    int end = sink.size + groups * bitWidth;
    sink.ensure(groups * bitWidth + Integer.BYTES);
    byte[] data = sink.data;
    int at = sink.size;
    long pending = 0;
    int bits = 0;
    for (int i = from; i < to; i++) {
      pending |= (long) values[i] << bits;
      bits += bitWidth;
      if (bits >= Integer.SIZE) {
        ByteSink.INTS.set(data, at, (int) pending);
        at += Integer.BYTES;
        pending >>>= Integer.SIZE;
        bits -= Integer.SIZE;
      }
    }
    // What is missing to the last group's end is zero.
    for (; at < end; at++) {
      data[at] = (byte) pending;
      pending >>>= Byte.SIZE;
    }
    sink.size = end;
  }
}
