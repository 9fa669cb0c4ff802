package io.millrace.connector.datagen;

import java.nio.charset.StandardCharsets;

/**
 * Random numbers by place: the number of a column's row depends on the seed, the column's name and
 * the row alone (SplitMix64: Steele, Lea, Flood, OOPSLA 2014).
 */
final class RowRandom {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private final long base;

  RowRandom(long seed, String column) {
    long hash = mix(seed);
    for (byte b : column.getBytes(StandardCharsets.UTF_8)) {
      hash = mix(hash + b);
    }
    base = hash;
  }

  private static long mix(long value) {
    long z = value + GAMMA;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /** Returns 64 random bits for a row; {@code draw} tells several apart. */
  long bits(long row, int draw) {
    return mix(mix(base + row * GAMMA) + draw * GAMMA);
  }

  /** Returns a number from 0 (inclusive) to 1 (exclusive). */
  double unit(long row, int draw) {
    return (bits(row, draw) >>> 11) * 0x1.0p-53;
  }

  /** Returns a number from min to max, both inclusive. */
  long between(long row, long min, long max) {
    long range = max - min + 1;
    if (range == 0) {
      return bits(row, 0);
    }
    // The high half of a 128-bit product: as good as even, without a loop.
    return min + unsignedMultiplyHigh(bits(row, 0), range);
  }

  private static long unsignedMultiplyHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
  }
}
