package io.millrace.operator.aggregate;

import java.util.Arrays;

/** A list of ints, of records' numbers mostly, that is filled and cleared again and again. */
final class IntList {
  private static final int MOST_KEPT = 1 << 20;

  private int[] values = new int[16];
  private int size;

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  int get(int index) {
    return values[index];
  }

  int size() {
    return size;
  }

  /** Returns the list itself, whose first {@link #size} elements count. */
  int[] values() {
    return values;
  }

  void clear() {
    size = 0;
    if (values.length > MOST_KEPT) {
      values = new int[16];
    }
  }
}
