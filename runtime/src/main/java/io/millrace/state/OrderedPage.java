package io.millrace.state;

import java.util.Arrays;

/**
 * A page of an ordered table: keys in order, their bytes in one array. A slot is two words: where
 * the key lies (start in the upper half, length in the lower), and a word for the owner.
 *
 * <p>All keys of the page share their first {@code prefix} bytes; the eight bytes after those, as a
 * number, lie side by side in {@code heads}, so that a search seldom has to go where the keys are.
 */
abstract class OrderedPage {
  static final int CAPACITY = 64;
  private static final int FIRST_CAPACITY = 4;
  private static final int FIRST_BYTES = 128;

  private byte[] data = new byte[FIRST_BYTES];
  private int used;
  private int garbage;
  private long[] slots = new long[2 * FIRST_CAPACITY];
  private long[] heads = new long[FIRST_CAPACITY];
  private int prefix;
  private int count;

  final int count() {
    return count;
  }

  final boolean isFull() {
    return count == CAPACITY;
  }

  final byte[] data() {
    return data;
  }

  final int start(int index) {
    return (int) (slots[2 * index] >>> 32);
  }

  final int length(int index) {
    return (int) slots[2 * index];
  }

  final long word(int index) {
    return slots[2 * index + 1];
  }

  final void setWord(int index, long word) {
    slots[2 * index + 1] = word;
  }

  final int compare(int index, byte[] key, int from, int length) {
    int start = start(index);
    return Arrays.compareUnsigned(data, start, start + length(index), key, from, from + length);
  }

  /** Returns the index of the key, or {@code -1 - index} of where it would be. */
  final int search(byte[] key, int from, int length) {
    if (count == 0) {
      return -1;
    }
    if (prefix > 0) {
      int start = start(0);
      int shared = Math.min(prefix, length);
      int order = Arrays.compareUnsigned(key, from, from + shared, data, start, start + prefix);
      if (order != 0) {
        return order < 0 ? -1 : -1 - count;
      }
    }
    long head = head(key, from + prefix, length - prefix);
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long other = heads[middle];
      int order = other == head ? compare(middle, key, from, length) : other < head ? -1 : 1;
      if (order < 0) {
        low = middle + 1;
      } else if (order > 0) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -1 - low;
  }

  /** Returns up to eight bytes such that signed numbers order as the unsigned bytes. */
  private static long head(byte[] key, int from, int length) {
    if (length >= Long.BYTES) {
      return KeyBuffer.longAt(key, from) ^ Long.MIN_VALUE;
    }
    long head = 0;
    for (int i = 0; i < length; i++) {
      head |= (key[from + i] & 0xFFL) << (56 - 8 * i);
    }
    return head ^ Long.MIN_VALUE;
  }

  /** Finds anew what all keys share. */
  private void findHeads() {
    if (count == 0) {
      prefix = 0;
      return;
    }
    int first = start(0);
    int last = start(count - 1);
    int end = length(count - 1);
    int mismatch = Arrays.mismatch(data, first, first + length(0), data, last, last + end);
    prefix = mismatch < 0 ? end : mismatch;
    for (int i = 0; i < count; i++) {
      heads[i] = head(data, start(i) + prefix, length(i) - prefix);
    }
  }

  /** Puts a key at an index; the page is not full. */
  final void insertKey(int index, byte[] key, int from, int length, long word) {
    long place = (long) append(key, from, length) << 32 | length;
    if (count == heads.length) {
      int capacity = Math.min(CAPACITY, 2 * count);
      slots = Arrays.copyOf(slots, 2 * capacity);
      heads = Arrays.copyOf(heads, capacity);
    }
    System.arraycopy(slots, 2 * index, slots, 2 * index + 2, 2 * (count - index));
    System.arraycopy(heads, index, heads, index + 1, count - index);
    slots[2 * index] = place;
    slots[2 * index + 1] = word;
    count++;
    if (count > 1 && sharesPrefix(index == 0 ? 1 : 0, key, from, length)) {
      heads[index] = head(key, from + prefix, length - prefix);
    } else {
      findHeads();
    }
  }

  private boolean sharesPrefix(int index, byte[] key, int from, int length) {
    int start = start(index);
    return length >= prefix && Arrays.equals(data, start, start + prefix, key, from, from + prefix);
  }

  private int append(byte[] key, int from, int length) {
    if (data.length - used < length) {
      int live = used - garbage;
      int wanted = Math.addExact(live, length);
      compact(wanted <= data.length - (data.length >> 2) ? data.length : wanted + (wanted >> 1));
    }
    System.arraycopy(key, from, data, used, length);
    used += length;
    return used - length;
  }

  private void compact(int capacity) {
    byte[] compacted = new byte[Math.max(capacity, FIRST_BYTES)];
    int end = 0;
    for (int i = 0; i < count; i++) {
      int length = length(i);
      System.arraycopy(data, start(i), compacted, end, length);
      slots[2 * i] = (long) end << 32 | length;
      end += length;
    }
    data = compacted;
    used = end;
    garbage = 0;
  }

  final void removeKey(int index) {
    garbage += length(index);
    System.arraycopy(slots, 2 * index + 2, slots, 2 * index, 2 * (count - index - 1));
    System.arraycopy(heads, index + 1, heads, index, count - index - 1);
    count--;
    if (count == 0) {
      used = 0;
      garbage = 0;
    }
  }

  /** Moves the keys from {@code from} on to the end of another page, which has room. */
  final void moveKeys(int from, OrderedPage target) {
    int moved = count - from;
    int capacity = Math.max(target.heads.length, target.count + moved);
    target.slots = Arrays.copyOf(target.slots, 2 * capacity);
    target.heads = Arrays.copyOf(target.heads, capacity);
    for (int i = from; i < count; i++) {
      int length = length(i);
      target.slots[2 * target.count] = (long) target.append(data, start(i), length) << 32 | length;
      target.slots[2 * target.count + 1] = word(i);
      target.count++;
      garbage += length;
    }
    count = from;
    if (garbage > used >> 1) {
      compact(used - garbage);
    }
    findHeads();
    target.findHeads();
  }

  /** Returns roughly how many bytes of memory this page takes. */
  final long bytes() {
    return data.length + 8L * slots.length + 8L * heads.length + 120;
  }

  /** The last level: entries; the word is the weight. */
  static final class Leaf extends OrderedPage {
    /** A bit for each entry: whether the store has had an entry of this key since it was added. */
    long saved;

    /** A bit for each entry: whether it differs from what the store has. */
    long dirty;

    /** Whether it is in the list of pages to look through when saving. */
    boolean listed;

    Leaf next;
    Leaf previous;

    void insert(int index, byte[] key, int from, int length, long weight, boolean fromStore) {
      insertKey(index, key, from, length, weight);
      long below = (1L << index) - 1;
      long bit = 1L << index;
      saved = saved & below | (saved & ~below) << 1 | (fromStore ? bit : 0);
      dirty = dirty & below | (dirty & ~below) << 1 | (fromStore ? 0 : bit);
    }

    void remove(int index) {
      removeKey(index);
      long below = (1L << index) - 1;
      saved = saved & below | saved >>> 1 & ~below;
      dirty = dirty & below | dirty >>> 1 & ~below;
    }

    /** Moves the entries from {@code from} on to the end of another leaf, which has room. */
    void move(int from, Leaf target) {
      if (from == count()) {
        return;
      }
      int at = target.count();
      long below = (1L << from) - 1;
      target.saved |= saved >>> from << at;
      target.dirty |= dirty >>> from << at;
      saved &= below;
      dirty &= below;
      moveKeys(from, target);
    }
  }

  /** A level above: key {@code i} is at most the first of child {@code i}; the first is empty. */
  static final class Inner extends OrderedPage {
    private OrderedPage[] children = new OrderedPage[FIRST_CAPACITY];

    OrderedPage child(int index) {
      return children[index];
    }

    /** Returns the index of the child in which the key is or would be. */
    int childOf(byte[] key, int from, int length) {
      int found = search(key, from, length);
      return found >= 0 ? found : -found - 2;
    }

    void insert(int index, byte[] key, int from, int length, OrderedPage child) {
      int count = count();
      if (count == children.length) {
        children = Arrays.copyOf(children, Math.min(CAPACITY, 2 * count));
      }
      System.arraycopy(children, index, children, index + 1, count - index);
      children[index] = child;
      insertKey(index, key, from, length, 0);
    }

    /** Removes a child; the keys of the next one's range widen downwards to take its place. */
    void remove(int index) {
      int count = count();
      System.arraycopy(children, index + 1, children, index, count - index - 1);
      children[count - 1] = null;
      if (index == 0 && count > 1) {
        // The first key must stay the lowest there is.
        removeKey(1);
      } else {
        removeKey(index);
      }
    }

    void move(int from, Inner target) {
      int count = count();
      int at = target.count();
      target.children = Arrays.copyOf(target.children, Math.max(CAPACITY, at + count - from));
      System.arraycopy(children, from, target.children, at, count - from);
      Arrays.fill(children, from, count, null);
      moveKeys(from, target);
    }
  }
}
