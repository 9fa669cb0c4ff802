package io.millrace.state;

import java.util.Arrays;

/** Rows that a durable store does not have yet, in the order in which they came. */
final class UnsavedRows {
  private static final int KEPT = 1 << 12;

  /** Numbers as runs that count up. */
  private int[] froms = new int[16];

  private int[] tos = new int[16];
  private int runs;

  /** By row. */
  private short[] keyGroups = new short[16];

  private int size;
  private int takenRuns;
  private int taken;
  private boolean isKept = true;

  /** Says that no store keeps anything: none is unsaved from now on. */
  void keepNowhere() {
    isKept = false;
    clear();
  }

  /** Adds rows by their numbers and the hashes of their keys. */
  void add(int[] numbers, long[] hashes, int count) {
    if (!isKept) {
      return;
    }
    if (keyGroups.length - size < count) {
      int wanted = Math.addExact(size, count);
      keyGroups = Arrays.copyOf(keyGroups, Math.max(wanted, wanted + (wanted >> 1)));
    }
    for (int i = 0; i < count; i++) {
      keyGroups[size++] = (short) KeyGroup.of(hashes[i]);
      if (runs > 0 && tos[runs - 1] == numbers[i]) {
        tos[runs - 1]++;
      } else {
        start(numbers[i]);
      }
    }
  }

  private void start(int number) {
    if (runs == froms.length) {
      froms = Arrays.copyOf(froms, runs * 2);
      tos = Arrays.copyOf(tos, runs * 2);
    }
    froms[runs] = number;
    tos[runs++] = number + 1;
  }

  /** Returns how many rows have not been taken. */
  int size() {
    return size - taken;
  }

  /**
   * Takes as many rows as these arrays are long.
   *
   * @throws IndexOutOfBoundsException if there are not so many
   */
  void take(int[] numbers, int[] groups) {
    for (int i = 0; i < numbers.length; i++) {
      while (froms[takenRuns] == tos[takenRuns]) {
        takenRuns++;
      }
      numbers[i] = froms[takenRuns]++;
      groups[i] = keyGroups[taken++];
    }
    if (taken == size) {
      clear();
    }
  }

  private void clear() {
    runs = 0;
    size = 0;
    takenRuns = 0;
    taken = 0;
    if (froms.length > KEPT) {
      froms = new int[16];
      tos = new int[16];
    }
    if (keyGroups.length > KEPT) {
      keyGroups = new short[16];
    }
  }
}
