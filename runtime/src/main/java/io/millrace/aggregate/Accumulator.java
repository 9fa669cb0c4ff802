package io.millrace.aggregate;

import io.millrace.batch.ColumnBuilder;
import io.millrace.state.RecordStore;
import io.millrace.type.Type;
import java.util.List;

/**
 * One aggregate over many groups. Its state lies in the groups' records: value fields (null in a
 * new group) and slots (0 in a new group).
 *
 * <p>Protocol: {@link #bind} once; then {@link #add} for each batch and {@link #append} for the
 * results, at any time.
 */
public abstract class Accumulator {
  RecordStore records;

  /** Returns the value fields that it keeps with each group. */
  public List<Type> fields() {
    return List.of();
  }

  /** Returns how many slots it keeps with each group. */
  public int slots() {
    return 0;
  }

  /**
   * Tells where its state lies.
   *
   * @param groups the groups' records
   * @param field the first of its value fields
   * @param slot the first of its slots, in longs from a record's start
   */
  public final void bind(RecordStore groups, int field, int slot) {
    records = groups;
    bound(field, slot);
  }

  abstract void bound(int field, int slot);

  /** Takes rows; none has a null argument. */
  abstract void add(Selection rows);

  /**
   * Makes a group's state what it were had it taken another group's rows too; the other group is
   * given up afterwards. Not for accumulators that read a {@link ValueTable}.
   */
  public abstract void merge(int group, int other);

  /** Adds the other group's slot to the group's. */
  final void addSlot(int group, int other, int slot) {
    records.setSlot(group, slot, records.slot(group, slot) + records.slot(other, slot));
  }

  /** Appends the result of each group {@code groups[from .. to)}. */
  public abstract void append(int[] groups, int from, int to, ColumnBuilder out);
}
