package io.millrace.aggregate;

import io.millrace.state.RecordStore;
import java.util.Arrays;

/** Sets without an order: doubly linked lists. */
final class LinkedValues implements ValueSet {
  private final RecordStore groups;
  private final int head;
  private final RecordStore records;
  private final int links;

  /**
   * @param head the groups' slot for the first member's number plus 1
   * @param links the records' slot for the numbers, plus 1, of next (low half) and previous
   */
  LinkedValues(RecordStore groups, int head, RecordStore records, int links) {
    this.groups = groups;
    this.head = head;
    this.records = records;
    this.links = links;
  }

  private int next(int record) {
    return (int) records.slot(record, links) - 1;
  }

  private int previous(int record) {
    return (int) (records.slot(record, links) >>> 32) - 1;
  }

  private void link(int record, int previous, int next) {
    records.setSlot(record, links, (long) (previous + 1) << 32 | (next + 1));
  }

  @Override
  public void insert(int group, int record) {
    int next = first(group);
    link(record, -1, next);
    if (next >= 0) {
      link(next, record, next(next));
    }
    groups.setSlot(group, head, record + 1L);
  }

  @Override
  public void remove(int group, int record) {
    int previous = previous(record);
    int next = next(record);
    if (previous >= 0) {
      link(previous, previous(previous), next);
    } else {
      groups.setSlot(group, head, next + 1L);
    }
    if (next >= 0) {
      link(next, previous, next(next));
    }
    records.setSlot(record, links, 0);
  }

  @Override
  public int first(int group) {
    return (int) groups.slot(group, head) - 1;
  }

  @Override
  public int last(int group) {
    throw new UnsupportedOperationException("these sets have no order");
  }

  @Override
  public int[] clear(int group) {
    int[] members = new int[8];
    int size = 0;
    for (int record = first(group); record >= 0; record = next(record)) {
      if (size == members.length) {
        members = Arrays.copyOf(members, size * 2);
      }
      members[size++] = record;
    }
    groups.setSlot(group, head, 0);
    return Arrays.copyOf(members, size);
  }
}
