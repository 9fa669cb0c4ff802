package io.millrace.state;

import io.millrace.batch.Batch;
import io.millrace.type.Type;
import io.millrace.zset.RowHash;
import java.util.ArrayList;
import java.util.List;

/**
 * A durable table of intervals of time, each a fixed-width record: the fields of its key, value
 * fields, and slots that belong to the owner. The intervals that can be found by a key lie apart.
 *
 * <p>A directory finds the root of each key's tree of intervals, mostly its only one. The trees are
 * treaps (Seidel and Aragon, Randomized Search Trees, 1996) whose priorities are hashes of the
 * records' numbers; so what is done to a key takes time in proportion to the logarithm of how many
 * intervals it has.
 *
 * <p>An interval that was taken out of its tree is a record still, until it is freed. Between two
 * saves all others must have been: what is restored is in its tree. Dirty records and their numbers
 * are as {@link GroupTable} has them.
 */
public final class IntervalTable implements Durable {
  private static final int FROM = 0;
  private static final int TO = 1;
  private static final int OWN_SLOTS = 2;

  /** The links of a root that is its key's only interval. */
  private static final long ROOT = 1L << 62;

  private static final int RIGHT = 31;
  private static final long NUMBER = (1L << 31) - 1;

  private final int keyCount;
  private final KeyedRecords keyed;
  private final RecordStore records;
  private final KeyDirectory roots;
  private final int fromSlot;
  private final int toSlot;
  private final int linkSlot;
  private long nextNumber;

  /**
   * @param keys the key's fields, possibly none; the first of each record
   * @param values the value fields, null in a new record
   * @param durableSlots how many of the owner's slots, from the first, are saved and restored
   * @param transientSlots how many more there are, 0 after a restart
   */
  public IntervalTable(List<Type> keys, List<Type> values, int durableSlots, int transientSlots) {
    keyCount = keys.size();
    List<Type> numbered = new ArrayList<>(keys);
    // Tells intervals of one key apart, whatever becomes of their ends.
    numbered.add(Type.BIGINT);
    keyed =
        new KeyedRecords(numbered, keyCount, values, OWN_SLOTS + durableSlots, transientSlots + 1);
    records = keyed.records();
    roots = new KeyDirectory(records, keyCount);
    RecordLayout layout = records.layout();
    fromSlot = layout.ownedSlot(FROM);
    toSlot = layout.ownedSlot(TO);
    linkSlot = layout.ownedSlot(OWN_SLOTS + durableSlots + transientSlots);
  }

  public RecordStore records() {
    return records;
  }

  /** Returns the number of the first value field. */
  public int firstValue() {
    return keyCount + 1;
  }

  /** Returns where the owner's slot of this index lies, in longs from a record's start. */
  public int slot(int index) {
    return records.layout().ownedSlot(OWN_SLOTS + index);
  }

  /** Returns the slot with the interval's first time, in longs from a record's start. */
  public int fromSlot() {
    return fromSlot;
  }

  /** Returns the slot with the interval's last time, in longs from a record's start. */
  public int toSlot() {
    return toSlot;
  }

  public long from(int record) {
    return records.slot(record, fromSlot);
  }

  public long to(int record) {
    return records.slot(record, toSlot);
  }

  /** Changes an interval's ends; it must not meet another of its key. */
  public void setEnds(int record, long from, long to) {
    records.setSlot(record, fromSlot, from);
    records.setSlot(record, toSlot, to);
  }

  /** Finds the root of each row's key, or -1; later changes may make others the roots. */
  public void find(Batch batch, int[] columns, long[] hashes, int[] found) {
    roots.find(batch, columns, hashes, found);
  }

  /** Finds the root of one row's key, or -1. */
  public int find(Batch batch, int[] columns, int row, long hash) {
    return roots.find(batch, columns, row, hash);
  }

  /** Returns whether a record is the root of its key's tree. */
  public boolean isRoot(int record) {
    return (records.slot(record, linkSlot) & ROOT) != 0;
  }

  /** Returns whether a record is the only interval in its key's tree. */
  public boolean isOnly(int record) {
    return records.slot(record, linkSlot) == ROOT;
  }

  /** Returns the last interval that starts at or before a time, or -1. */
  public int floor(int root, long time) {
    int best = -1;
    for (int at = root; at >= 0; ) {
      if (from(at) <= time) {
        best = at;
        at = right(at);
      } else {
        at = left(at);
      }
    }
    return best;
  }

  /** Returns the first interval that starts after a time, or -1. */
  public int higher(int root, long time) {
    int best = -1;
    for (int at = root; at >= 0; ) {
      if (from(at) > time) {
        best = at;
        at = left(at);
      } else {
        at = right(at);
      }
    }
    return best;
  }

  /**
   * Makes an interval of one moment.
   *
   * @param root of the key of this row, or -1
   * @return its record
   */
  public int insert(Batch batch, int[] columns, int row, long hash, int root, long time) {
    int record = records.allocate();
    records.write(record, batch, columns, row);
    records.writeLong(record, keyCount, nextNumber++);
    setEnds(record, time, time);
    enter(record, hash, root);
    return record;
  }

  private void enter(int record, long hash, int root) {
    if (root < 0) {
      records.setSlot(record, linkSlot, ROOT);
      roots.insert(record, hash);
    } else {
      setRoot(root, insertBelow(unrooted(root), record), hash);
    }
  }

  /**
   * Takes an interval out of its key's tree; its record stays.
   *
   * @param root of its key
   * @return the root that there is now, or -1
   */
  public int detach(int record, long hash, int root) {
    int now = -1;
    if (isOnly(record)) {
      roots.remove(record, hash);
    } else {
      now = removeBelow(unrooted(root), record);
      setRoot(root, now, hash);
    }
    records.setSlot(record, linkSlot, 0);
    return now;
  }

  /** Gives a record up that has been taken out of its tree. */
  public void free(int record, long hash) {
    keyed.remove(record, hash);
  }

  /** Takes intervals out of their trees and gives their records up. */
  public void remove(int[] list, int count) {
    long[] hashes = new long[count];
    Batch keys = keyed.keys(list, 0, count, hashes);
    for (int i = 0; i < count; i++) {
      int root = isOnly(list[i]) ? list[i] : roots.find(keys, keyed.hashedFields(), i, hashes[i]);
      detach(list[i], hashes[i], root);
      free(list[i], hashes[i]);
    }
  }

  private int left(int record) {
    return (int) (records.slot(record, linkSlot) & NUMBER) - 1;
  }

  private int right(int record) {
    return (int) (records.slot(record, linkSlot) >>> RIGHT & NUMBER) - 1;
  }

  private void link(int record, int left, int right) {
    records.setSlot(record, linkSlot, (long) (right + 1) << RIGHT | (left + 1));
  }

  private int unrooted(int root) {
    link(root, left(root), right(root));
    return root;
  }

  private void setRoot(int before, int now, long hash) {
    if (before != now) {
      roots.replace(before, now, hash);
    }
    records.setSlot(now, linkSlot, records.slot(now, linkSlot) | ROOT);
  }

  private static long priority(int record) {
    return RowHash.mix(record + 1L);
  }

  private int insertBelow(int top, int record) {
    if (top < 0) {
      link(record, -1, -1);
      return record;
    }
    if (priority(record) > priority(top)) {
      long halves = split(top, from(record));
      link(record, (int) halves - 1, (int) (halves >>> 32) - 1);
      return record;
    }
    if (from(record) < from(top)) {
      link(top, insertBelow(left(top), record), right(top));
    } else {
      link(top, left(top), insertBelow(right(top), record));
    }
    return top;
  }

  /** Splits a treap into what lies before a time (low half) and after, numbers plus 1. */
  private long split(int top, long time) {
    if (top < 0) {
      return 0;
    }
    if (from(top) < time) {
      long halves = split(right(top), time);
      link(top, left(top), (int) halves - 1);
      return halves & 0xFFFFFFFF00000000L | (top + 1);
    }
    long halves = split(left(top), time);
    link(top, (int) (halves >>> 32) - 1, right(top));
    return (long) (top + 1) << 32 | (halves & 0xFFFFFFFFL);
  }

  private int removeBelow(int top, int record) {
    if (top == record) {
      return join(left(top), right(top));
    }
    if (from(record) < from(top)) {
      link(top, removeBelow(left(top), record), right(top));
    } else {
      link(top, left(top), removeBelow(right(top), record));
    }
    return top;
  }

  private int join(int before, int after) {
    if (before < 0) {
      return after;
    }
    if (after < 0) {
      return before;
    }
    if (priority(before) > priority(after)) {
      link(before, left(before), join(right(before), after));
      return before;
    }
    link(after, join(before, left(after)), right(after));
    return after;
  }

  @Override
  public void save(StateWriter writer) {
    keyed.save(writer);
  }

  @Override
  public void restore(StateReader reader) {
    keyed.restore(
        reader,
        (list, count, hashes) -> {
          Batch keys = keyed.keys(list, 0, count, hashes);
          int number = records.layout().slot(keyCount);
          for (int i = 0; i < count; i++) {
            nextNumber = Math.max(nextNumber, records.slot(list[i], number) + 1);
            enter(list[i], hashes[i], roots.find(keys, keyed.hashedFields(), i, hashes[i]));
          }
        });
  }

  @Override
  public long stateRows() {
    return records.size();
  }

  @Override
  public long stateBytes() {
    return records.bytes() + roots.bytes();
  }
}
