package io.millrace.aggregate;

import io.millrace.state.RecordStore;
import io.millrace.zset.RowHash;
import java.util.Arrays;

/**
 * Sets ordered by value: treaps (Seidel and Aragon, Randomized Search Trees, 1996), whose
 * priorities are hashes of the records' numbers. Inserting and removing take time in proportion to
 * the logarithm of the set's size, expected.
 */
final class OrderedValues implements ValueSet {
  private static final int NONE = -1;

  private final RecordStore groups;
  private final int root;
  private final RecordStore records;
  private final int value;
  private final int links;

  /**
   * @param root the groups' slot for the root's number plus 1
   * @param value the records' field by which they are ordered, never null
   * @param links the records' slot for the numbers, plus 1, of the left child (low half) and right
   */
  OrderedValues(RecordStore groups, int root, RecordStore records, int value, int links) {
    this.groups = groups;
    this.root = root;
    this.records = records;
    this.value = value;
    this.links = links;
  }

  private int root(int group) {
    return (int) groups.slot(group, root) - 1;
  }

  private int left(int record) {
    return (int) records.slot(record, links) - 1;
  }

  private int right(int record) {
    return (int) (records.slot(record, links) >>> 32) - 1;
  }

  private void link(int record, int left, int right) {
    records.setSlot(record, links, (long) (right + 1) << 32 | (left + 1));
  }

  private static long priority(int record) {
    return RowHash.mix(record + 1L);
  }

  @Override
  public void insert(int group, int record) {
    groups.setSlot(group, root, insertBelow(root(group), record) + 1L);
  }

  private int insertBelow(int top, int record) {
    if (top < 0) {
      link(record, NONE, NONE);
      return record;
    }
    if (priority(record) > priority(top)) {
      long halves = split(top, record);
      link(record, (int) halves - 1, (int) (halves >>> 32) - 1);
      return record;
    }
    if (records.compare(record, top, value) < 0) {
      link(top, insertBelow(left(top), record), right(top));
    } else {
      link(top, left(top), insertBelow(right(top), record));
    }
    return top;
  }

  /** Splits a treap into what lies before the pivot (low half) and after, numbers plus 1. */
  private long split(int top, int pivot) {
    if (top < 0) {
      return 0;
    }
    if (records.compare(top, pivot, value) < 0) {
      long halves = split(right(top), pivot);
      link(top, left(top), (int) halves - 1);
      return halves & 0xFFFFFFFF00000000L | (top + 1);
    }
    long halves = split(left(top), pivot);
    link(top, (int) (halves >>> 32) - 1, right(top));
    return (long) (top + 1) << 32 | (halves & 0xFFFFFFFFL);
  }

  @Override
  public void remove(int group, int record) {
    groups.setSlot(group, root, removeBelow(root(group), record) + 1L);
    records.setSlot(record, links, 0);
  }

  private int removeBelow(int top, int record) {
    if (top == record) {
      return merge(left(top), right(top));
    }
    if (records.compare(record, top, value) < 0) {
      link(top, removeBelow(left(top), record), right(top));
    } else {
      link(top, left(top), removeBelow(right(top), record));
    }
    return top;
  }

  private int merge(int before, int after) {
    if (before < 0) {
      return after;
    }
    if (after < 0) {
      return before;
    }
    if (priority(before) > priority(after)) {
      link(before, left(before), merge(right(before), after));
      return before;
    }
    link(after, merge(before, left(after)), right(after));
    return after;
  }

  @Override
  public int first(int group) {
    int record = root(group);
    while (record >= 0 && left(record) >= 0) {
      record = left(record);
    }
    return record;
  }

  @Override
  public int last(int group) {
    int record = root(group);
    while (record >= 0 && right(record) >= 0) {
      record = right(record);
    }
    return record;
  }

  @Override
  public int[] clear(int group) {
    int top = root(group);
    groups.setSlot(group, root, 0);
    if (top < 0) {
      return new int[0];
    }
    int[] members = {top, 0, 0, 0};
    int size = 1;
    for (int i = 0; i < size; i++) {
      if (size + 2 > members.length) {
        members = Arrays.copyOf(members, members.length * 2);
      }
      int left = left(members[i]);
      int right = right(members[i]);
      if (left >= 0) {
        members[size++] = left;
      }
      if (right >= 0) {
        members[size++] = right;
      }
    }
    return Arrays.copyOf(members, size);
  }
}
