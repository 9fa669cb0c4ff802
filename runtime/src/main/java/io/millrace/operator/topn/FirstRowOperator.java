package io.millrace.operator.topn;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.Column;
import io.millrace.batch.LongColumn;
import io.millrace.operator.Output;
import io.millrace.operator.StatefulOperator;
import io.millrace.operator.order.RowOrder;
import io.millrace.state.Durable;
import io.millrace.state.GroupTable;
import io.millrace.state.RecordStore;
import io.millrace.type.RowType;
import io.millrace.zset.RowHash;
import java.util.Arrays;

/**
 * The first row of each partition by some order, of an input that only grows: deduplication, and
 * the latest row of a key. What {@link TopNOperator} does for a limit of 1, by a hash of the
 * partition instead of an order of rows.
 *
 * <p>Output and state as there; the state is one row a partition. Cost: a look-up for each row.
 */
final class FirstRowOperator extends StatefulOperator {
  private final int[] partition;
  private final int[] rest;
  private final int[] fieldOf;
  private final boolean withRank;
  private final RowOrder order;
  private final GroupTable table;
  private final RecordStore records;
  private final int presentSlot;

  /** While a batch is looked at: one more than the partition's place among those chosen, or 0. */
  private final int chosenSlot;

  private final BatchBuilder replaced;

  private long[] hashes = {};
  private int[] found = {};

  /** The partitions whose first row is in the batch in hand, and which row that is. */
  private int[] chosen = {};

  private int[] chosenRows = {};

  /** The partitions whose row is another than at the start of the step. */
  private int[] changed = new int[64];

  private int changedCount;

  FirstRowOperator(RowType input, TopN top) {
    partition = Arrays.stream(top.partition()).distinct().toArray();
    withRank = top.withRank();
    rest = new int[input.size() - partition.length];
    fieldOf = new int[input.size()];
    Arrays.fill(fieldOf, -1);
    for (int i = 0; i < partition.length; i++) {
      fieldOf[partition[i]] = i;
    }
    int count = 0;
    for (int column = 0; column < input.size(); column++) {
      if (fieldOf[column] < 0) {
        fieldOf[column] = partition.length + count;
        rest[count++] = column;
      }
    }
    order = new RowOrder(input, partition, top.order(), fieldOf);
    table = new GroupTable(input.select(partition).types(), input.select(rest).types(), 1, 1);
    records = table.records();
    presentSlot = records.layout().ownedSlot(0);
    chosenSlot = records.layout().ownedSlot(1);
    replaced = new BatchBuilder(input, 16);
  }

  /** Returns whether this operator can stand for the other. */
  static boolean applies(RowType input, TopN top, boolean insertOnly) {
    // Without ties the number of the first row is 1 by whatever ranking, but ties may share it.
    return insertOnly
        && top.ranking() == Ranking.ROW_NUMBER
        && top.offset() == 0
        && top.fetch() == 1
        && RowOrder.supports(input);
  }

  @Override
  public void process(int input, Batch delta, Output out) {
    if (!delta.isInsertOnly()) {
      throw new IllegalStateException("a row was taken away from an input that only grows");
    }
    int size = delta.size();
    if (hashes.length < size) {
      hashes = new long[size];
      found = new int[size];
      chosen = new int[size];
      chosenRows = new int[size];
    }
    RowHash.hash(delta, partition, hashes);
    table.findOrInsert(delta, partition, hashes, found);
    int count = choose(delta);
    for (int i = 0; i < rest.length; i++) {
      records.write(partition.length + i, delta.column(rest[i]), chosenRows, chosen, count);
    }
  }

  /**
   * Lists the partitions of which a row of the batch is the first from now on, and these rows. What
   * they replace is kept to be given out.
   */
  private int choose(Batch delta) {
    int count = 0;
    for (int row = 0; row < delta.size(); row++) {
      int record = found[row];
      long[] page = records.page(record);
      int base = records.base(record);
      int place = (int) page[base + chosenSlot] - 1;
      if (place >= 0) {
        if (order.isBefore(delta, row, chosenRows[place])) {
          chosenRows[place] = row;
        }
        continue;
      }
      boolean present = page[base + presentSlot] != 0;
      if (present && !order.isBefore(delta, row, records, record)) {
        continue;
      }
      if (records.mark(record)) {
        note(record);
        if (present) {
          keep(record);
        }
      }
      chosenRows[count] = row;
      chosen[count++] = record;
      page[base + chosenSlot] = count;
      page[base + presentSlot] = 1;
    }
    for (int i = 0; i < count; i++) {
      records.setSlot(chosen[i], chosenSlot, 0);
    }
    return count;
  }

  private void note(int record) {
    records.markDirty(record);
    if (changedCount == changed.length) {
      changed = Arrays.copyOf(changed, 2 * changedCount);
    }
    changed[changedCount++] = record;
  }

  /** Copies the row that has been given out, before another takes its place. */
  private void keep(int record) {
    for (int column = 0; column < fieldOf.length; column++) {
      records.append(record, fieldOf[column], replaced.column(column));
    }
    replaced.endRow(-1);
  }

  @Override
  public void finish(Output out) {
    if (changedCount == 0) {
      return;
    }
    if (!replaced.isEmpty()) {
      out.emit(ranked(replaced.build()));
    }
    Column[] columns = new Column[fieldOf.length];
    for (int column = 0; column < columns.length; column++) {
      columns[column] = records.gather(fieldOf[column], changed, 0, changedCount);
    }
    out.emit(ranked(new Batch(changedCount, columns, null)));
    for (int i = 0; i < changedCount; i++) {
      records.unmark(changed[i]);
    }
    changedCount = 0;
  }

  private Batch ranked(Batch rows) {
    if (!withRank) {
      return rows;
    }
    long[] first = new long[rows.size()];
    Arrays.fill(first, 1);
    Column[] columns = new Column[rows.columnCount() + 1];
    for (int i = 0; i < rows.columnCount(); i++) {
      columns[i] = rows.column(i);
    }
    columns[rows.columnCount()] = new LongColumn(first, null, first.length);
    return rows.withColumns(columns);
  }

  @Override
  protected Durable state() {
    return table;
  }
}
