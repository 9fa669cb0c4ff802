package io.millrace.state;

import io.millrace.state.OrderedPage.Inner;
import io.millrace.state.OrderedPage.Leaf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A map from byte keys in unsigned order to weights, as a B+tree of byte pages: no object for a
 * row. An entry of weight 0 is no entry.
 *
 * <p>The first two bytes of a key are its key group, big-endian (see {@link KeyBuffer#putShort}),
 * so that the table's order is the store's order. Not for use by several threads at a time.
 */
public final class OrderedTable implements Durable {
  private static final int FEW = 8;
  private static final int MERGED = OrderedPage.CAPACITY - OrderedPage.CAPACITY / 4;

  private OrderedPage root = new Leaf();
  private final Leaf head = (Leaf) root;
  private boolean notesChanges = true;
  private long size;
  private long changes;

  /** Leaves with entries that differ from the store. */
  private final List<Leaf> dirty = new ArrayList<>();

  /** Keys gone since the last save that the store has; each with its length ahead. */
  private KeyBuffer gone = new KeyBuffer();

  /** The way from the root to a leaf: the pages and the child taken in each. */
  private final Inner[] path = new Inner[16];

  private final int[] taken = new int[16];
  private int depth;

  /** The leaf to which the path leads; null where the path is no longer one. */
  private Leaf reached;

  /** Returns a table that is never saved, and does not note what a save would write. */
  public static OrderedTable unsaved() {
    OrderedTable table = new OrderedTable();
    table.keepNowhere();
    return table;
  }

  private void keepNowhere() {
    notesChanges = false;
    for (Leaf leaf : dirty) {
      leaf.listed = false;
      leaf.dirty = 0;
    }
    dirty.clear();
    gone = new KeyBuffer();
  }

  /** Returns how many entries there are. */
  public long size() {
    return size;
  }

  /** Returns the weight of a key, 0 where there is no entry. */
  public long weight(byte[] key, int from, int length) {
    Leaf leaf = descend(key, from, length);
    int index = leaf.search(key, from, length);
    return index < 0 ? 0 : leaf.word(index);
  }

  public long weight(KeyBuffer key) {
    return weight(key.data(), 0, key.length());
  }

  /** Adds to the weight of a key and returns the new one; 0 removes the entry. */
  public long add(byte[] key, int from, int length, long weight) {
    if (weight == 0) {
      return weight(key, from, length);
    }
    Leaf leaf = descend(key, from, length);
    int index = leaf.search(key, from, length);
    if (index < 0) {
      insert(leaf, -1 - index, key, from, length, weight, false);
      return weight;
    }
    long sum = Math.addExact(leaf.word(index), weight);
    if (sum == 0) {
      remove(leaf, index);
    } else {
      leaf.setWord(index, sum);
      leaf.dirty |= 1L << index;
      list(leaf);
    }
    return sum;
  }

  public long add(KeyBuffer key, long weight) {
    return add(key.data(), 0, key.length(), weight);
  }

  /** Removes all entries whose keys start with these bytes; returns how many there were. */
  public long removePrefix(byte[] prefix, int from, int length) {
    long removed = 0;
    Cursor cursor = cursor();
    while (cursor.seek(prefix, from, length) && cursor.startsWith(prefix, from, length)) {
      add(cursor.data(), cursor.start(), cursor.length(), -cursor.weight());
      removed++;
    }
    return removed;
  }

  private static boolean startsWith(Leaf leaf, int index, byte[] prefix, int from, int length) {
    int start = leaf.start(index);
    return leaf.length(index) >= length
        && Arrays.equals(leaf.data(), start, start + length, prefix, from, from + length);
  }

  private Leaf descend(byte[] key, int from, int length) {
    if (reached != null && isWithin(reached, key, from, length)) {
      return reached;
    }
    OrderedPage page = root;
    depth = 0;
    while (page instanceof Inner inner) {
      int child = inner.childOf(key, from, length);
      path[depth] = inner;
      taken[depth++] = child;
      page = inner.child(child);
    }
    reached = (Leaf) page;
    return reached;
  }

  /** Keys often come side by side: returns whether this one is in the leaf reached before. */
  private boolean isWithin(Leaf leaf, byte[] key, int from, int length) {
    int last = leaf.count() - 1;
    if (last < 0 || leaf.compare(0, key, from, length) > 0) {
      return false;
    }
    if (leaf.compare(last, key, from, length) >= 0) {
      return true;
    }
    if (depth == 0) {
      return true;
    }
    Inner above = path[depth - 1];
    int next = taken[depth - 1] + 1;
    return next < above.count() && above.compare(next, key, from, length) > 0;
  }

  private void insert(
      Leaf leaf, int index, byte[] key, int from, int length, long weight, boolean fromStore) {
    changes++;
    size++;
    Leaf target = leaf;
    int at = index;
    if (leaf.isFull()) {
      // Keys that come in order leave full pages behind.
      boolean appended = leaf.next == null && index == leaf.count();
      int half = appended ? leaf.count() : leaf.count() / 2;
      Leaf right = splitLeaf(leaf, half);
      if (index > half || appended) {
        target = right;
        at = index - half;
      }
      target.insert(at, key, from, length, weight, fromStore);
      insertChild(separator(leaf, right), right);
    } else {
      target.insert(at, key, from, length, weight, fromStore);
    }
    if (!fromStore) {
      list(target);
    }
  }

  private Leaf splitLeaf(Leaf leaf, int half) {
    reached = null;
    Leaf right = new Leaf();
    leaf.move(half, right);
    if (right.dirty != 0) {
      list(right);
    }
    right.next = leaf.next;
    right.previous = leaf;
    if (leaf.next != null) {
      leaf.next.previous = right;
    }
    leaf.next = right;
    return right;
  }

  /** Returns the shortest bytes above the left page's last key and not above the right's first. */
  private static byte[] separator(Leaf left, Leaf right) {
    int last = left.count() - 1;
    int leftStart = left.start(last);
    int start = right.start(0);
    int end = start + right.length(0);
    int common =
        Arrays.mismatch(
            left.data(), leftStart, leftStart + left.length(last), right.data(), start, end);
    return Arrays.copyOfRange(right.data(), start, start + common + 1);
  }

  /** Puts a page after the child that was taken last on the path. */
  private void insertChild(byte[] key, OrderedPage page) {
    byte[] separator = key;
    OrderedPage child = page;
    while (depth > 0) {
      Inner inner = path[--depth];
      int index = taken[depth] + 1;
      if (!inner.isFull()) {
        inner.insert(index, separator, 0, separator.length, child);
        return;
      }
      int half = index == inner.count() ? inner.count() - 1 : inner.count() / 2;
      Inner right = new Inner();
      inner.move(half, right);
      if (index > half) {
        right.insert(index - half, separator, 0, separator.length, child);
      } else {
        inner.insert(index, separator, 0, separator.length, child);
      }
      separator =
          Arrays.copyOfRange(right.data(), right.start(0), right.start(0) + right.length(0));
      child = right;
    }
    Inner above = new Inner();
    above.insert(0, new byte[0], 0, 0, root);
    above.insert(1, separator, 0, separator.length, child);
    root = above;
  }

  /** Removes an entry of the leaf to which the path leads. */
  private void remove(Leaf leaf, int index) {
    changes++;
    size--;
    if ((leaf.saved >>> index & 1) != 0) {
      int length = leaf.length(index);
      gone.putLong(length);
      gone.putBytes(leaf.data(), leaf.start(index), length);
    }
    leaf.remove(index);
    if (leaf.count() < FEW && depth > 0) {
      shrink(leaf);
    }
  }

  /** Gives a small leaf's entries to its left neighbour under the same page, or frees it. */
  private void shrink(Leaf leaf) {
    int child = taken[depth - 1];
    reached = null;
    if (leaf.count() > 0) {
      if (child == 0) {
        return;
      }
      Leaf left = leaf.previous;
      if (left.count() + leaf.count() > MERGED) {
        return;
      }
      leaf.move(0, left);
      if (left.dirty != 0) {
        list(left);
      }
    } else if (leaf == head) {
      // The first leaf stays: it is where walking starts.
      return;
    }
    leaf.previous.next = leaf.next;
    if (leaf.next != null) {
      leaf.next.previous = leaf.previous;
    }
    removeChild();
  }

  private void removeChild() {
    while (depth > 0) {
      Inner inner = path[--depth];
      inner.remove(taken[depth]);
      if (inner.count() > 0) {
        break;
      }
    }
    while (root instanceof Inner inner && inner.count() == 1) {
      root = inner.child(0);
    }
  }

  private void list(Leaf leaf) {
    if (notesChanges && !leaf.listed) {
      leaf.listed = true;
      dirty.add(leaf);
    }
  }

  /** Returns a new cursor, on no entry. */
  public Cursor cursor() {
    return new Cursor();
  }

  /**
   * A place in the table. A change of the table makes it invalid until it seeks again.
   *
   * <p>The key lies in {@link #data()} from {@link #start()}; it must be copied to be kept.
   */
  public final class Cursor {
    private Leaf leaf;
    private int index;
    private long asOf = -1;

    private Cursor() {}

    /** Goes to the first entry. */
    public boolean first() {
      return settle(head, 0);
    }

    /** Goes to the first entry whose key is not below this one. */
    public boolean seek(byte[] key, int from, int length) {
      Leaf found = descend(key, from, length);
      int position = found.search(key, from, length);
      return settle(found, position < 0 ? -1 - position : position);
    }

    public boolean seek(KeyBuffer key) {
      return seek(key.data(), 0, key.length());
    }

    /** Goes to the last entry whose key is below this one. */
    public boolean seekBefore(byte[] key, int from, int length) {
      Leaf found = descend(key, from, length);
      int position = found.search(key, from, length);
      leaf = found;
      index = position < 0 ? -1 - position : position;
      asOf = changes;
      return previous();
    }

    public boolean seekBefore(KeyBuffer key) {
      return seekBefore(key.data(), 0, key.length());
    }

    private boolean settle(Leaf from, int position) {
      leaf = from;
      index = position;
      asOf = changes;
      while (leaf != null && index >= leaf.count()) {
        leaf = leaf.next;
        index = 0;
      }
      return leaf != null;
    }

    /** Goes to the next entry; the cursor is on one. */
    public boolean next() {
      check();
      return settle(leaf, index + 1);
    }

    /** Goes to the entry before; the cursor is on one. */
    public boolean previous() {
      check();
      index--;
      while (leaf != null && index < 0) {
        leaf = leaf.previous;
        index = leaf == null ? 0 : leaf.count() - 1;
      }
      return leaf != null;
    }

    /** Returns whether the cursor is on an entry. */
    public boolean isValid() {
      return leaf != null && asOf == changes;
    }

    private void check() {
      if (!isValid()) {
        throw new IllegalStateException("the cursor is on no entry, or the table has changed");
      }
    }

    public byte[] data() {
      return leaf.data();
    }

    public int start() {
      return leaf.start(index);
    }

    public int length() {
      return leaf.length(index);
    }

    public long weight() {
      return leaf.word(index);
    }

    /** Returns whether the key starts with these bytes. */
    public boolean startsWith(byte[] prefix, int from, int length) {
      return OrderedTable.startsWith(leaf, index, prefix, from, length);
    }

    public boolean startsWith(KeyBuffer prefix) {
      return startsWith(prefix.data(), 0, prefix.length());
    }

    /** Compares the key with these bytes. */
    public int compare(byte[] key, int from, int length) {
      return leaf.compare(index, key, from, length);
    }

    /** Appends the key to a buffer. */
    public void copyKey(KeyBuffer target) {
      target.putBytes(data(), start(), length());
    }
  }

  @Override
  public void save(StateWriter writer) {
    if (!writer.isKept()) {
      keepNowhere();
      return;
    }
    byte[] keys = gone.data();
    for (int at = 0; at < gone.length(); ) {
      int length = (int) KeyBuffer.longAt(keys, at);
      byte[] key = Arrays.copyOfRange(keys, at + 8, at + 8 + length);
      writer.delete(keyGroup(key), key);
      at += 8 + length;
    }
    gone = new KeyBuffer();
    byte[] value = new byte[Long.BYTES];
    for (Leaf leaf : dirty) {
      leaf.listed = false;
      for (long rest = leaf.dirty; rest != 0; rest &= rest - 1) {
        int index = Long.numberOfTrailingZeros(rest);
        int start = leaf.start(index);
        byte[] key = Arrays.copyOfRange(leaf.data(), start, start + leaf.length(index));
        KeyBuffer.setLong(value, 0, leaf.word(index));
        writer.put(keyGroup(key), key, value);
      }
      leaf.saved |= leaf.dirty;
      leaf.dirty = 0;
    }
    dirty.clear();
  }

  private static int keyGroup(byte[] key) {
    return (key[0] & 0xFF) << 8 | key[1] & 0xFF;
  }

  @Override
  public void restore(StateReader reader) {
    reader.scan(
        (key, value) -> {
          Leaf leaf = descend(key, 0, key.length);
          int index = -1 - leaf.search(key, 0, key.length);
          insert(leaf, index, key, 0, key.length, KeyBuffer.longAt(value, 0), true);
        });
  }

  @Override
  public long stateRows() {
    return size;
  }

  @Override
  public long stateBytes() {
    long bytes = gone.data().length;
    for (Leaf leaf = head; leaf != null; leaf = leaf.next) {
      bytes += leaf.bytes();
    }
    return bytes;
  }
}
