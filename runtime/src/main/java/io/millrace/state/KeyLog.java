package io.millrace.state;

import java.util.Arrays;

/**
 * A list of keys, each with a number, whose bytes lie in one array; it can be sorted. Meant to be
 * filled and cleared again and again without garbage.
 */
public final class KeyLog {
  private static final int FEW = 8;
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
    if (size <= FEW) {
      sortInPlace();
      return;
    }
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    sort(order, 0, size, 0);
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

  /** Of equal keys, which lie side by side, keeps the last. */
  public void keepLast() {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (i + 1 == size || compare(i + 1, bytes.data(), start(i), length(i)) != 0) {
        places[kept] = places[i];
        values[kept++] = values[i];
      }
    }
    size = kept;
  }

  /**
   * Sorts {@code order[from .. to)} by numbers: the bytes after what all keys have in common, with
   * the place in the low bits; then each run of equal bytes by what follows.
   *
   * @param known how many bytes all have in common, unless one of them is shorter
   */
  private void sort(int[] order, int from, int to, int known) {
    int count = to - from;
    int common = common(order, from, to);
    if (count <= FEW || common < known) {
      sortByComparing(order, order.clone(), from, to);
      return;
    }
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
    long low = (1L << bits) - 1;
    long[] heads = new long[count];
    for (int i = 0; i < count; i++) {
      heads[i] = head(order[from + i], common) & ~low | i;
    }
    Arrays.sort(heads);
    int[] sorted = new int[count];
    for (int i = 0; i < count; i++) {
      sorted[i] = order[from + (int) (heads[i] & low)];
    }
    System.arraycopy(sorted, 0, order, from, count);
    int shared = common + (Long.SIZE - bits) / Byte.SIZE;
    for (int run = 0; run < count; ) {
      int end = run + 1;
      while (end < count && (heads[end] & ~low) == (heads[run] & ~low)) {
        end++;
      }
      if (end - run > 1 && !areEqual(order, from + run, from + end)) {
        sortRun(order, from + run, from + end, shared);
      }
      run = end;
    }
  }

  private void sortRun(int[] order, int from, int to, int known) {
    if (to - from <= FEW) {
      insertionSort(order, from, to);
    } else {
      sort(order, from, to, known);
    }
  }

  private boolean areEqual(int[] order, int from, int to) {
    int first = order[from];
    for (int i = from + 1; i < to; i++) {
      if (compare(order[i], bytes.data(), start(first), length(first)) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns how many bytes all these keys have in common at the start. */
  private int common(int[] order, int from, int to) {
    byte[] data = bytes.data();
    int first = start(order[from]);
    int common = length(order[from]);
    for (int i = from + 1; i < to && common > 0; i++) {
      int start = start(order[i]);
      int end = Math.min(common, length(order[i]));
      int mismatch = Arrays.mismatch(data, first, first + end, data, start, start + end);
      common = mismatch < 0 ? end : mismatch;
    }
    return common;
  }

  /** Returns eight bytes of a key, zeros after its end, such that signed numbers order as they. */
  private long head(int index, int skipped) {
    int start = start(index) + skipped;
    int rest = length(index) - skipped;
    if (rest >= Long.BYTES) {
      return KeyBuffer.longAt(bytes.data(), start) ^ Long.MIN_VALUE;
    }
    long head = 0;
    for (int i = 0; i < rest; i++) {
      head |= (bytes.data()[start + i] & 0xFFL) << (56 - 8 * i);
    }
    return head ^ Long.MIN_VALUE;
  }

  private boolean inOrder(int left, int right) {
    return compare(left, bytes.data(), start(right), length(right)) <= 0;
  }

  private void insertionSort(int[] order, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int moved = order[i];
      int at = i;
      while (at > from && !inOrder(order[at - 1], moved)) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = moved;
    }
  }

  /** Merge sort of {@code order[from .. to)}; {@code spare} holds the same there. */
  private void sortByComparing(int[] order, int[] spare, int from, int to) {
    if (to - from <= FEW) {
      insertionSort(order, from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    sortByComparing(spare, order, from, middle);
    sortByComparing(spare, order, middle, to);
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      boolean takeLeft = right >= to || left < middle && inOrder(spare[left], spare[right]);
      order[i] = takeLeft ? spare[left++] : spare[right++];
    }
  }
}
