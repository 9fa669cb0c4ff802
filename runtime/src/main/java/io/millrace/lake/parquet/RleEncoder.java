package io.millrace.lake.parquet;

import org.apache.parquet.column.values.bitpacking.BytePacker;
import org.apache.parquet.column.values.bitpacking.Packer;

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
    BytePacker packer = bitWidth == 0 ? null : Packer.LITTLE_ENDIAN.newBytePacker(bitWidth);
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
          pack(values, packedFrom, aligned, bitWidth, packer, sink);
        }
        run(value, end - aligned, bitWidth, sink);
        packedFrom = end;
      }
      at = end;
    }
    if (packedFrom < count) {
      pack(values, packedFrom, count, bitWidth, packer, sink);
    }
  }

  private static void run(int value, int length, int bitWidth, ByteSink sink) {
    sink.writeVarint(length << 1);
    for (int shift = 0; shift < bitWidth; shift += 8) {
      sink.write(value >>> shift);
    }
  }

  private static void pack(
      int[] values, int from, int to, int bitWidth, BytePacker packer, ByteSink sink) {
    int groups = (to - from + 7) >>> 3;
    sink.writeVarint(groups << 1 | 1);
    if (bitWidth == 0) {
      return;
    }
    sink.ensure(groups * bitWidth);
    int at = from;
    for (; at + 8 <= to; at += 8) {
      packer.pack8Values(values, at, sink.data, sink.size);
      sink.size += bitWidth;
    }
    if (at < to) {
      int[] last = new int[8];
      System.arraycopy(values, at, last, 0, to - at);
      packer.pack8Values(last, 0, sink.data, sink.size);
      sink.size += bitWidth;
    }
  }
}
