package io.millrace.state;

import java.util.Arrays;

/**
 * A list of keys, each with a number, whose bytes lie in one array; it can be sorted. Meant to be
 * filled and cleared again and again without garbage.
 */
public final class KeyLog {
  private static final int SMALL_RUN = 8;
  private static final int KEPT_BYTES = 1 << 20;

  private final KeyBuffer bytes = new KeyBuffer();
  private long[] places = new long[16];
  private long[] values = new long[16];
  private int size;

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** Returns how many bytes the keys take; there can be at most 2 GB. */
  public int bytes() {
    return bytes.length();
  }

  /** Forgets all keys. */
  public void clear() {
    size = 0;
    bytes.clear();
    if (bytes.data().length > KEPT_BYTES) {
      bytes.release();
    }
    if (places.length > KEPT_BYTES) {
      places = new long[16];
      values = new long[16];
    }
  }

  /** Appends a copy of a key. */
  public void add(byte[] key, int from, int length, long value) {
    if (size == places.length) {
      places = Arrays.copyOf(places, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    places[size] = (long) bytes.length() << 32 | length;
    values[size++] = value;
    bytes.putBytes(key, from, length);
  }

  public void add(KeyBuffer key, long value) {
    add(key.data(), 0, key.length(), value);
  }

  /** Returns the array in which all keys lie; changes when keys are added. */
  public byte[] data() {
    return bytes.data();
  }

  public int start(int index) {
    return (int) (places[index] >>> 32);
  }

  public int length(int index) {
    return (int) places[index];
  }

  public long value(int index) {
    return values[index];
  }

  /** Compares a key with bytes elsewhere. */
  public int compare(int index, byte[] key, int from, int length) {
    int start = start(index);
    return Arrays.compareUnsigned(
        bytes.data(), start, start + length(index), key, from, from + length);
  }

  /** Returns whether a key starts with these bytes. */
  public boolean startsWith(int index, byte[] prefix, int from, int length) {
    int start = start(index);
    return length(index) >= length
        && Arrays.equals(bytes.data(), start, start + length, prefix, from, from + length);
  }

  /** Sorts by key; equal keys keep their order. */
  public void sort() {
    if (size <= SMALL_RUN) {
      sortInPlace();
      return;
    }
    long[] heads = heads();
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    sort(order, order.clone(), 0, size, heads);
    long[] sortedPlaces = new long[places.length];
    long[] sortedValues = new long[values.length];
    for (int i = 0; i < size; i++) {
      sortedPlaces[i] = places[order[i]];
      sortedValues[i] = values[order[i]];
    }
    places = sortedPlaces;
    values = sortedValues;
  }

  private void sortInPlace() {
    for (int i = 1; i < size; i++) {
      long place = places[i];
      long value = values[i];
      int start = (int) (place >>> 32);
      int at = i;
      while (at > 0 && compare(at - 1, bytes.data(), start, (int) place) > 0) {
        places[at] = places[at - 1];
        values[at] = values[at - 1];
        at--;
      }
      places[at] = place;
      values[at] = value;
    }
  }

  /** Sorts by key and sums the numbers of equal keys; those whose sum is 0 go. */
  public void consolidate() {
    sort();
    int kept = 0;
    for (int i = 0; i < size; ) {
      long sum = values[i];
      int next = i + 1;
      while (next < size && compare(next, bytes.data(), start(i), length(i)) == 0) {
        sum = Math.addExact(sum, values[next++]);
      }
      if (sum != 0) {
        places[kept] = places[i];
        values[kept++] = sum;
      }
      i = next;
    }
    size = kept;
  }

  /** Returns for each key eight bytes after what all have in common, to compare at once. */
  private long[] heads() {
    byte[] data = bytes.data();
    int common = length(0);
    for (int i = 1; i < size && common > 0; i++) {
      int first = start(0);
      int start = start(i);
      int end = Math.min(common, length(i));
      int mismatch = Arrays.mismatch(data, first, first + end, data, start, start + end);
      common = mismatch < 0 ? end : mismatch;
    }
    long[] heads = new long[size];
    for (int i = 0; i < size; i++) {
      int start = start(i) + common;
      int rest = length(i) - common;
      long head = 0;
      if (rest >= Long.BYTES) {
        head = KeyBuffer.longAt(data, start);
      } else {
        for (int b = 0; b < rest; b++) {
          head |= (data[start + b] & 0xFFL) << (56 - 8 * b);
        }
      }
      heads[i] = head ^ Long.MIN_VALUE;
    }
    return heads;
  }

  private boolean inOrder(int left, int right, long[] heads) {
    if (heads[left] != heads[right]) {
      return heads[left] < heads[right];
    }
    return compare(left, bytes.data(), start(right), length(right)) <= 0;
  }

  /** Merge sort of {@code order[from .. to)}; {@code spare} holds the same there. */
  private void sort(int[] order, int[] spare, int from, int to, long[] heads) {
    if (to - from <= SMALL_RUN) {
      for (int i = from + 1; i < to; i++) {
        int moved = order[i];
        int at = i;
        while (at > from && !inOrder(order[at - 1], moved, heads)) {
          order[at] = order[at - 1];
          at--;
        }
        order[at] = moved;
      }
      return;
    }
    int middle = (from + to) >>> 1;
    sort(spare, order, from, middle, heads);
    sort(spare, order, middle, to, heads);
    if (inOrder(spare[middle - 1], spare[middle], heads)) {
      System.arraycopy(spare, from, order, from, to - from);
      return;
    }
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      boolean takeLeft = right >= to || left < middle && inOrder(spare[left], spare[right], heads);
      order[i] = takeLeft ? spare[left++] : spare[right++];
    }
  }
}
