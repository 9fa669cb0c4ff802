package io.millrace.bench.nexmark.event;

/**
 * Random numbers of one event at a time: the same for the same seed and event number, whatever was
 * made before. SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators,
 * OOPSLA 2014).
 */
final class EventRandom {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long seed;
  private long state;

  EventRandom(long seed) {
    this.seed = mix(seed + GOLDEN);
  }

  /** Begins the numbers of an event. */
  void start(long event) {
    state = mix(seed ^ mix(event * GOLDEN));
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  long bits() {
    state += GOLDEN;
    return mix(state);
  }

  /** Returns a number from 0 to {@code bound - 1}. */
  int below(int bound) {
    return (int) (((bits() >>> 32) * bound) >>> 32);
  }

  /** Returns a number from 0 to {@code bound - 1}. */
  long below(long bound) {
    return Math.floorMod(bits(), bound);
  }

  /** Returns a number from 0 (inclusive) to 1 (exclusive). */
  double fraction() {
    return (bits() >>> 11) * 0x1.0p-53;
  }

  /** Returns a price in cents: between 1 and a million dollars, small ones as likely as large. */
  long price() {
    return Math.round(Math.pow(10.0, fraction() * 6.0) * 100.0);
  }
}
