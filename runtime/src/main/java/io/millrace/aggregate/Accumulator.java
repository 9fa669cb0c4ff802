package io.millrace.aggregate;

import io.millrace.batch.ColumnBuilder;
import io.millrace.state.GroupTable;
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
   * @param field the first of its value fields
   * @param slot the first of its slots, in longs from a record's start
   */
  public final void bind(GroupTable groups, int field, int slot) {
    records = groups.records();
    bound(field, slot);
  }

  abstract void bound(int field, int slot);

  /** Takes rows; none has a null argument. */
  abstract void add(Selection rows);

  /** Appends the result of each group {@code groups[from .. to)}. */
  public abstract void append(int[] groups, int from, int to, ColumnBuilder out);
}
