package io.millrace.operator;

import java.util.Arrays;

/** A list of ints, of records' numbers mostly, that is filled and cleared again and again. */
public final class IntList {
  private static final int MOST_KEPT = 1 << 20;

  private int[] values = new int[16];
  private int size;

  public void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  public int get(int index) {
    return values[index];
  }

  public int size() {
    return size;
  }

  /** Returns the list itself, whose first {@link #size} elements count; replaced as it grows. */
  public int[] values() {
    return values;
  }

  public void clear() {
    size = 0;
    if (values.length > MOST_KEPT) {
      values = new int[16];
    }
  }
}
