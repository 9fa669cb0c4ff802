package io.millrace.operator.aggregate;

import io.millrace.state.RecordStore;

/**
 * Doubly linked lists of records through one of their slots; a record is on one list at most. Who
 * has a list keeps its head, {@link #EMPTY} for none.
 */
final class RecordLists {
  static final int EMPTY = -1;

  private static final long LISTED = 1L << 63;

  private final RecordStore records;
  private final int slot;

  /**
   * @param slot of the records, in longs from a record's start; 0 in a record that is on no list
   */
  RecordLists(RecordStore records, int slot) {
    this.records = records;
    this.slot = slot;
  }

  boolean isListed(int record) {
    return records.slot(record, slot) != 0;
  }

  /** Returns the record after this one, or {@link #EMPTY}. */
  int next(int record) {
    return (int) (records.slot(record, slot) & Integer.MAX_VALUE) - 1;
  }

  private int previous(int record) {
    return (int) (records.slot(record, slot) >>> 31 & Integer.MAX_VALUE) - 1;
  }

  /** Puts a record at the start of a list and returns the list's head. */
  int add(int head, int record) {
    link(record, EMPTY, head);
    if (head >= 0) {
      link(head, record, next(head));
    }
    return record;
  }

  /** Takes a record off its list and returns the list's head. */
  int remove(int head, int record) {
    int previous = previous(record);
    int next = next(record);
    if (previous >= 0) {
      link(previous, previous(previous), next);
    }
    if (next >= 0) {
      link(next, previous, next(next));
    }
    records.setSlot(record, slot, 0);
    return previous >= 0 ? head : next;
  }

  private void link(int record, int previous, int next) {
    records.setSlot(record, slot, LISTED | (long) (previous + 1) << 31 | (next + 1));
  }
}
