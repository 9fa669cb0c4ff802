package io.millrace.lake;

import java.util.Arrays;

/**
 * Where each row of a table lies: from the digest of a whole row to the file and the position of
 * every copy of it.
 *
 * <p>A hash table over flat arrays: a slot holds the newest entry of a digest, entries of equal
 * digests are chained, newest first. An entry takes 28 bytes, a slot 4. Finding k copies costs
 * O(k), however many there are. Not for several threads.
 */
final class RowLocations {
  private static final int NONE = -1;

  private long[] low = new long[64];
  private long[] high = new long[64];
  private int[] files = new int[64];
  private int[] positions = new int[64];

  /** The next entry of the same digest; in a free entry, the next free one. */
  private int[] next = new int[64];

  private int used;
  private int free = NONE;
  private int size;

  private int[] slots;
  private int digests;

  RowLocations() {
    slots = new int[128];
    Arrays.fill(slots, NONE);
  }

  /** Returns how many rows there are. */
  int size() {
    return size;
  }

  /** Adds a copy of a row. */
  void add(long lowDigest, long highDigest, int file, int position) {
    int entry = free;
    if (entry != NONE) {
      free = next[entry];
    } else {
      if (used == low.length) {
        growEntries();
      }
      entry = used++;
    }
    low[entry] = lowDigest;
    high[entry] = highDigest;
    files[entry] = file;
    positions[entry] = position;
    size++;

    int slot = find(lowDigest, highDigest);
    next[entry] = slots[slot];
    if (slots[slot] == NONE) {
      digests++;
    }
    slots[slot] = entry;
    if (digests * 2 > slots.length) {
      growSlots();
    }
  }

  /**
   * Finds copies of a row, the newest first.
   *
   * @param count how many copies are wanted
   * @param taker takes each copy
   * @return how many there were, at most {@code count}
   */
  int locate(long lowDigest, long highDigest, long count, Taker taker) {
    int found = 0;
    int entry = slots[find(lowDigest, highDigest)];
    while (entry != NONE && found < count) {
      taker.take(files[entry], positions[entry]);
      found++;
      entry = next[entry];
    }
    return found;
  }

  /** Removes the copy of a row that lies at this place. */
  void remove(long lowDigest, long highDigest, int file, int position) {
    int slot = find(lowDigest, highDigest);
    int before = NONE;
    int entry = slots[slot];
    while (entry != NONE && (files[entry] != file || positions[entry] != position)) {
      before = entry;
      entry = next[entry];
    }
    if (entry == NONE) {
      throw new IllegalStateException("a row is not where it was found");
    }
    if (before != NONE) {
      next[before] = next[entry];
    } else if (next[entry] != NONE) {
      slots[slot] = next[entry];
    } else {
      digests--;
      vacate(slot);
    }
    next[entry] = free;
    files[entry] = NONE;
    free = entry;
    size--;
  }

  /** Changes the place of every row that lies in some files. */
  void move(Mover mover) {
    for (int entry = 0; entry < used; entry++) {
      if (files[entry] != NONE && mover.moves(files[entry])) {
        int file = files[entry];
        files[entry] = mover.file(file);
        positions[entry] = mover.position(file, positions[entry]);
      }
    }
  }

  /** Empties a slot, and closes the gap that it leaves in the probe sequences of others. */
  private void vacate(int emptied) {
    int mask = slots.length - 1;
    int hole = emptied;
    int slot = (hole + 1) & mask;
    while (slots[slot] != NONE) {
      int home = (int) low[slots[slot]] & mask;
      if (((slot - home) & mask) >= ((slot - hole) & mask)) {
        slots[hole] = slots[slot];
        hole = slot;
      }
      slot = (slot + 1) & mask;
    }
    slots[hole] = NONE;
  }

  private int find(long lowDigest, long highDigest) {
    int mask = slots.length - 1;
    int slot = (int) lowDigest & mask;
    while (slots[slot] != NONE
        && (low[slots[slot]] != lowDigest || high[slots[slot]] != highDigest)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void growEntries() {
    int capacity = low.length + (low.length >> 1);
    low = Arrays.copyOf(low, capacity);
    high = Arrays.copyOf(high, capacity);
    files = Arrays.copyOf(files, capacity);
    positions = Arrays.copyOf(positions, capacity);
    next = Arrays.copyOf(next, capacity);
  }

  private void growSlots() {
    int[] old = slots;
    slots = new int[old.length * 2];
    Arrays.fill(slots, NONE);
    for (int entry : old) {
      if (entry != NONE) {
        slots[find(low[entry], high[entry])] = entry;
      }
    }
  }

  /** Takes the place of a row. */
  interface Taker {
    void take(int file, int position);
  }

  /** Says where the rows of some files go. */
  interface Mover {
    boolean moves(int file);

    int file(int file);

    int position(int file, int position);
  }
}
