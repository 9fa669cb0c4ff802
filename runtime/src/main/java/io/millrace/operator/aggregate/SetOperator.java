package io.millrace.operator.aggregate;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.operator.Output;
import io.millrace.operator.StatefulOperator;
import io.millrace.state.Durable;
import io.millrace.state.GroupTable;
import io.millrace.state.RecordStore;
import io.millrace.type.RowType;
import io.millrace.zset.RowHash;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * UNION, INTERSECT and EXCEPT of two inputs, with and without ALL. Not linear.
 *
 * <p>State: each row that either input has, with its weight in both. At the end of a step a row
 * whose weight in the result has changed comes out with the difference.
 */
public final class SetOperator extends StatefulOperator {

  /** The set operations. */
  public enum Kind {
    UNION,
    INTERSECT,
    EXCEPT
  }

  private final Kind kind;
  private final boolean all;
  private final RowType type;
  private final int[] columns;
  private final GroupTable table;
  private final RecordStore records;
  private final TouchedGroups touched;
  private final int left;
  private final int right;

  private long[] before = new long[64];
  private long[] hashes = new long[0];
  private int[] rowRecords = new int[0];

  /**
   * @param all whether rows count as often as they are there
   * @param type the row type of both inputs and of the result; inputs are 0 and 1
   */
  public SetOperator(Kind kind, boolean all, RowType type) {
    this.kind = kind;
    this.all = all;
    this.type = type;
    columns = IntStream.range(0, type.size()).toArray();
    table = new GroupTable(type.types(), List.of(), 2, 0);
    records = table.records();
    touched = new TouchedGroups(records);
    left = records.layout().ownedSlot(0);
    right = records.layout().ownedSlot(1);
  }

  @Override
  public void process(int input, Batch delta, Output out) {
    int size = delta.size();
    if (hashes.length < size) {
      hashes = new long[size];
      rowRecords = new int[size];
    }
    RowHash.hash(delta, columns, hashes);
    table.findOrInsert(delta, columns, hashes, rowRecords);
    int from = touched.size();
    touched.addAll(rowRecords, hashes, size);
    int to = touched.size();
    if (before.length < to) {
      before = Arrays.copyOf(before, Math.max(to, before.length * 2));
    }
    for (int i = from; i < to; i++) {
      before[i] = weight(touched.group(i));
    }
    int slot = input == 0 ? left : right;
    for (int row = 0; row < size; row++) {
      int record = rowRecords[row];
      records.page(record)[records.base(record) + slot] += delta.weight(row);
    }
  }

  private long weight(int record) {
    long inLeft = Math.max(0, records.slot(record, left));
    long inRight = Math.max(0, records.slot(record, right));
    long weight =
        switch (kind) {
          case UNION -> inLeft + inRight;
          case INTERSECT -> Math.min(inLeft, inRight);
          case EXCEPT -> all || inRight == 0 ? Math.max(0, inLeft - inRight) : 0;
        };
    return all ? weight : Math.min(1, weight);
  }

  @Override
  public void finish(Output out) {
    int count = touched.size();
    if (count == 0) {
      return;
    }
    int[] changed = new int[count];
    long[] weights = new long[count];
    int size = 0;
    for (int i = 0; i < count; i++) {
      long difference = weight(touched.group(i)) - before[i];
      if (difference != 0) {
        changed[size] = touched.group(i);
        weights[size++] = difference;
      }
    }
    if (size > 0) {
      Column[] output = new Column[columns.length];
      for (int i = 0; i < output.length; i++) {
        ColumnBuilder builder = ColumnBuilder.of(type.type(i), size);
        records.append(i, changed, 0, size, builder);
        output[i] = builder.build();
      }
      out.emit(new Batch(size, output, weights));
    }
    for (int i = 0; i < count; i++) {
      int record = touched.group(i);
      if (records.slot(record, left) == 0 && records.slot(record, right) == 0) {
        table.remove(record, touched.hash(i));
      }
    }
    touched.release(0, count);
    touched.clear();
  }

  @Override
  protected Durable state() {
    return table;
  }
}
