package io.millrace.state;

import java.util.Arrays;

/** Numbers of rows that a durable store does not have yet, as runs that count up, in order. */
final class UnsavedRows {
  private int[] froms = new int[16];
  private int[] tos = new int[16];
  private int count;
  private int taken;
  private boolean isKept = true;

  /** Says that no store keeps anything: none is unsaved from now on. */
  void keepNowhere() {
    isKept = false;
    clear();
  }

  void add(int[] numbers, int size) {
    if (!isKept) {
      return;
    }
    for (int i = 0; i < size; i++) {
      if (count > 0 && tos[count - 1] == numbers[i]) {
        tos[count - 1]++;
      } else {
        start(numbers[i]);
      }
    }
  }

  private void start(int number) {
    if (count == froms.length) {
      froms = Arrays.copyOf(froms, count * 2);
      tos = Arrays.copyOf(tos, count * 2);
    }
    froms[count] = number;
    tos[count++] = number + 1;
  }

  /** Takes as many as fit, or are left; returns how many. */
  int take(int[] numbers) {
    int size = 0;
    while (size < numbers.length && taken < count) {
      if (froms[taken] == tos[taken]) {
        taken++;
      } else {
        numbers[size++] = froms[taken]++;
      }
    }
    if (size == 0) {
      clear();
    }
    return size;
  }

  private void clear() {
    count = 0;
    taken = 0;
    if (froms.length > 1 << 12) {
      froms = new int[16];
      tos = new int[16];
    }
  }
}
