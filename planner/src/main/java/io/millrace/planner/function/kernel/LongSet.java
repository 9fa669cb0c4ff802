package io.millrace.planner.function.kernel;

/** A fixed set of longs, for IN over many numbers; open addressing. */
public final class LongSet {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final long[] slots;
  private final boolean[] used;
  private final int shift;

  private LongSet(int expected) {
    int bits = Math.max(3, 33 - Integer.numberOfLeadingZeros(Math.max(1, expected)));
    slots = new long[1 << bits];
    used = new boolean[1 << bits];
    shift = 64 - bits;
  }

  public static LongSet of(long... values) {
    LongSet set = new LongSet(values.length);
    for (long value : values) {
      int slot = set.find(value);
      set.slots[slot] = value;
      set.used[slot] = true;
    }
    return set;
  }

  private int find(long value) {
    int slot = (int) (value * MIX >>> shift);
    while (used[slot] && slots[slot] != value) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  public boolean contains(long value) {
    return used[find(value)];
  }
}
