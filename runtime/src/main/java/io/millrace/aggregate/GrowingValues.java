package io.millrace.aggregate;

import io.millrace.state.RecordStore;
import java.util.Arrays;

/**
 * Sets without an order that only grow, until they are emptied: singly linked lists, so that a new
 * member touches no other.
 */
final class GrowingValues implements ValueSet {
  private final RecordStore groups;
  private final int head;
  private final RecordStore records;
  private final int links;

  /**
   * @param head the groups' slot for the first member's number plus 1
   * @param links the records' slot for the number, plus 1, of the next
   */
  GrowingValues(RecordStore groups, int head, RecordStore records, int links) {
    this.groups = groups;
    this.head = head;
    this.records = records;
    this.links = links;
  }

  @Override
  public void insert(int group, int record) {
    records.setSlot(record, links, groups.slot(group, head));
    groups.setSlot(group, head, record + 1L);
  }

  @Override
  public void remove(int group, int record) {
    throw new IllegalStateException("a value was taken away from an input that only grows");
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
    for (int record = first(group); record >= 0; record = (int) records.slot(record, links) - 1) {
      if (size == members.length) {
        members = Arrays.copyOf(members, size * 2);
      }
      members[size++] = record;
    }
    groups.setSlot(group, head, 0);
    return Arrays.copyOf(members, size);
  }
}
