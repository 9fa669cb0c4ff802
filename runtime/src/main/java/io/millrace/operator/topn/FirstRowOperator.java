package io.millrace.operator.topn;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.LongColumn;
import io.millrace.operator.IntList;
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
  private static final long PRESENT = 1;
  private static final int PLACE_SHIFT = 1;

  private final int[] partition;
  private final int[] rest;
  private final int[] fieldOf;
  private final boolean withRank;
  private final RowOrder order;
  private final GroupTable table;
  private final RecordStore records;

  /**
   * Of a partition that has a row {@link #PRESENT}, durable; while a row of the batch in hand is
   * its first, above that one more than its place among those chosen.
   */
  private final int stateSlot;

  private long[] hashes = {};
  private int[] found = {};

  /** The batch of which some rows are the first and in no record yet, or null. */
  private Batch held;

  /** The partitions whose first row is in that batch, and which row that is. */
  private int[] chosen = {};

  private int[] chosenRows = {};
  private int chosenCount;

  /** The partitions whose row is another than at the start of the step; they are marked. */
  private final IntList changed = new IntList();

  /** Partitions whose row has been given out and is another because of the batch in hand. */
  private final IntList replaced = new IntList();

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
    table = new GroupTable(input.select(partition).types(), input.select(rest).types(), 1, 0);
    records = table.records();
    stateSlot = records.layout().ownedSlot(0);
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
    write();
    int size = delta.size();
    if (hashes.length < size) {
      hashes = new long[size];
      found = new int[size];
      chosen = new int[size];
      chosenRows = new int[size];
    }
    RowHash.hash(delta, partition, hashes);
    table.findOrInsert(delta, partition, hashes, found);
    held = delta;
    choose(delta);
    if (replaced.size() > 0) {
      long[] weights = new long[replaced.size()];
      Arrays.fill(weights, -1);
      out.emit(ranked(gather(replaced.values(), replaced.size()).withWeights(weights)));
      replaced.clear();
    }
  }

  /**
   * Lists the partitions of which a row of the batch is the first from now on, these rows, and the
   * partitions of which they replace one that has been given out.
   */
  private void choose(Batch delta) {
    for (int row = 0; row < delta.size(); row++) {
      int record = found[row];
      long[] page = records.page(record);
      int slot = records.base(record) + stateSlot;
      int place = (int) (page[slot] >>> PLACE_SHIFT) - 1;
      if (place >= 0) {
        if (order.isBefore(delta, row, chosenRows[place])) {
          chosenRows[place] = row;
        }
        continue;
      }
      boolean present = page[slot] == PRESENT;
      if (present && !order.isBefore(delta, row, records, record)) {
        continue;
      }
      if (records.mark(record)) {
        changed.add(record);
        if (present) {
          replaced.add(record);
        }
      }
      chosenRows[chosenCount] = row;
      chosen[chosenCount++] = record;
      page[slot] = (long) chosenCount << PLACE_SHIFT | PRESENT;
    }
  }

  private Batch gather(int[] list, int count) {
    Column[] columns = new Column[fieldOf.length];
    for (int column = 0; column < columns.length; column++) {
      columns[column] = records.gather(fieldOf[column], list, 0, count);
    }
    return new Batch(count, columns, null);
  }

  /** Writes the rows that were chosen into their records. */
  private void write() {
    for (int i = 0; i < chosenCount; i++) {
      records.setSlot(chosen[i], stateSlot, PRESENT);
      records.markDirty(chosen[i]);
    }
    for (int i = 0; i < rest.length && chosenCount > 0; i++) {
      records.write(partition.length + i, held.column(rest[i]), chosenRows, chosen, chosenCount);
    }
    chosenCount = 0;
    held = null;
  }

  @Override
  public void finish(Output out) {
    if (chosenCount > 0) {
      // As they came, without a way through records.
      out.emit(ranked(held.gather(chosenRows, chosenCount).withWeights(null)));
    }
    for (int i = 0; i < changed.size(); i++) {
      records.unmark(changed.get(i));
    }
    if (changed.size() > chosenCount) {
      giveEarlier(out);
    }
    changed.clear();
    write();
  }

  /** Gives out the rows that came with an earlier batch of the step. */
  private void giveEarlier(Output out) {
    int[] earlier = new int[changed.size() - chosenCount];
    int count = 0;
    for (int i = 0; i < changed.size(); i++) {
      if (records.slot(changed.get(i), stateSlot) == PRESENT) {
        earlier[count++] = changed.get(i);
      }
    }
    out.emit(ranked(gather(earlier, count)));
  }

  private Batch ranked(Batch rows) {
    if (!withRank) {
      return rows;
    }
    long[] first = new long[rows.size()];
    Arrays.fill(first, 1);
    return rows.withColumn(LongColumn.of(first));
  }

  @Override
  protected Durable state() {
    return table;
  }
}
