package io.millrace.operator.topn;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.LongColumn;
import io.millrace.operator.Output;
import io.millrace.operator.StatefulOperator;
import io.millrace.operator.order.RowOrder;
import io.millrace.state.Durable;
import io.millrace.state.GroupTable;
import io.millrace.state.RecordArrangement;
import io.millrace.state.RecordStore;
import io.millrace.state.StateReader;
import io.millrace.type.RowType;
import io.millrace.zset.RowHash;
import java.util.Arrays;
import java.util.List;

/**
 * The first few rows of each partition by some order, of an input that only grows: what {@link
 * TopNOperator} does for a small limit, by a hash of the partition and a short list of its rows
 * instead of an order of all rows. For a limit of 1 see {@link FirstRowOperator}.
 *
 * <p>Output as there. State: so many rows a partition at most. Cost: a look-up for each row, and a
 * search in the partition's list for each that comes before its last.
 */
final class FirstRowsOperator extends StatefulOperator {
  /** The longest list: its places lie in the partition's record. */
  private static final int MOST_ROWS = 32;

  private static final int BATCH_ROWS = 8192;

  private final int limit;
  private final boolean withRank;
  private final int[] partition;
  private final RowOrder order;
  private final RecordArrangement rows;
  private final RecordStore rowRecords;

  /** For each partition how many rows it has, then their records in order; made anew of them. */
  private final GroupTable groups;

  private final RecordStore groupRecords;
  private final int countSlot;
  private final int firstSlot;

  private long[] hashes = {};
  private int[] found = {};
  private int[] candidates = {};
  private int[] inserted = {};

  /** The partitions that have changed in the step, and the lists that they had before it. */
  private int[] changed = new int[64];

  private int[] before = new int[64];
  private int changedCount;

  /** What is to be given out: records, their weights and their numbers. */
  private final int[] given = new int[BATCH_ROWS];

  private final long[] weights = new long[BATCH_ROWS];
  private final long[] ranks = new long[BATCH_ROWS];
  private int givenCount;

  FirstRowsOperator(RowType input, TopN top) {
    limit = Math.toIntExact(top.fetch());
    withRank = top.withRank();
    partition = Arrays.stream(top.partition()).distinct().toArray();
    rows = new RecordArrangement(input, partition, true, false);
    rowRecords = rows.records();
    order = new RowOrder(input, partition, top.order(), fieldOf(input.size(), partition));
    groups = new GroupTable(input.select(partition).types(), List.of(), 0, 1 + limit);
    groupRecords = groups.records();
    countSlot = groupRecords.layout().ownedSlot(0);
    firstSlot = groupRecords.layout().ownedSlot(1);
  }

  /** Returns where an arrangement by the partition keeps each column: the key's first. */
  private static int[] fieldOf(int columns, int[] partition) {
    int[] fields = new int[columns];
    Arrays.fill(fields, -1);
    for (int i = 0; i < partition.length; i++) {
      fields[partition[i]] = i;
    }
    int next = partition.length;
    for (int column = 0; column < columns; column++) {
      if (fields[column] < 0) {
        fields[column] = next++;
      }
    }
    return fields;
  }

  /** Returns whether this operator can stand for the other. */
  static boolean applies(RowType input, TopN top, boolean insertOnly) {
    return insertOnly
        && top.ranking() == Ranking.ROW_NUMBER
        && top.offset() == 0
        && top.fetch() >= 1
        && top.fetch() <= MOST_ROWS
        && RowOrder.supports(input);
  }

  @Override
  public void process(int input, Batch delta, Output out) {
    if (!delta.isInsertOnly()) {
      throw new IllegalStateException("a row was taken away from an input that only grows");
    }
    findGroups(delta);
    int count = findCandidates(delta);
    if (count == 0) {
      return;
    }
    Batch kept = delta.gather(candidates, count).withWeights(null);
    long[] keptHashes = new long[count];
    for (int i = 0; i < count; i++) {
      keptHashes[i] = hashes[candidates[i]];
    }
    if (inserted.length < count) {
      inserted = new int[count];
    }
    rows.insert(kept, keptHashes, inserted);
    for (int i = 0; i < count; i++) {
      int group = found[candidates[i]];
      note(group);
      enter(group, kept, i, inserted[i]);
    }
  }

  private void findGroups(Batch batch) {
    int size = batch.size();
    if (hashes.length < size) {
      hashes = new long[size];
      found = new int[size];
    }
    RowHash.hash(batch, partition, hashes);
    groups.findOrInsert(batch, partition, hashes, found);
  }

  /**
   * Lists the rows, each copy, that may be among the first: those that come before the last row
   * that their partition has now. It can only move forward.
   */
  private int findCandidates(Batch delta) {
    int count = 0;
    for (int row = 0; row < delta.size(); row++) {
      int group = found[row];
      int present = count(group);
      if (present == limit && !order.isBefore(delta, row, rowRecords, record(group, present - 1))) {
        continue;
      }
      long copies = Math.min(delta.weight(row), limit);
      if (candidates.length < count + copies) {
        candidates = Arrays.copyOf(candidates, Math.max(2 * count, delta.size() + limit));
      }
      for (long copy = 0; copy < copies; copy++) {
        candidates[count++] = row;
      }
    }
    return count;
  }

  private int count(int group) {
    return (int) groupRecords.slot(group, countSlot);
  }

  private int record(int group, int place) {
    return (int) groupRecords.slot(group, firstSlot + place);
  }

  /** Keeps the list that a partition had before the step. */
  private void note(int group) {
    if (!groupRecords.mark(group)) {
      return;
    }
    if (changedCount == changed.length) {
      changed = Arrays.copyOf(changed, 2 * changedCount);
    }
    int start = changedCount * (limit + 1);
    if (before.length < start + limit + 1) {
      before = Arrays.copyOf(before, 2 * (start + limit + 1));
    }
    int present = count(group);
    before[start] = present;
    for (int place = 0; place < present; place++) {
      before[start + 1 + place] = record(group, place);
    }
    changed[changedCount++] = group;
  }

  /** Puts a row, which has a record, into its place in its partition's list. */
  private void enter(int group, Batch batch, int row, int record) {
    long[] page = groupRecords.page(group);
    int first = groupRecords.base(group) + firstSlot;
    int present = count(group);
    int low = 0;
    int high = present;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (order.isBefore(batch, row, rowRecords, (int) page[first + middle])) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    if (low == limit) {
      rows.add(record, -1);
      return;
    }
    if (present == limit) {
      rows.add((int) page[first + limit - 1], -1);
    } else {
      groupRecords.setSlot(group, countSlot, present + 1L);
    }
    int moved = Math.min(present, limit - 1) - low;
    System.arraycopy(page, first + low, page, first + low + 1, moved);
    page[first + low] = record;
  }

  @Override
  public void finish(Output out) {
    for (int i = 0; i < changedCount; i++) {
      give(changed[i], i * (limit + 1), out);
      groupRecords.unmark(changed[i]);
    }
    flush(out);
    changedCount = 0;
    rows.sweep();
  }

  /** Gives out how a partition's list differs from what it was. */
  private void give(int group, int start, Output out) {
    int old = before[start];
    int now = count(group);
    if (givenCount + old + now > BATCH_ROWS) {
      flush(out);
    }
    if (withRank) {
      for (int place = 0; place < now; place++) {
        int record = record(group, place);
        boolean replaces = place < old;
        if (replaces && before[start + 1 + place] == record) {
          continue;
        }
        if (replaces) {
          add(before[start + 1 + place], -1, place + 1L);
        }
        add(record, 1, place + 1L);
      }
      return;
    }
    for (int place = 0; place < now; place++) {
      rowRecords.mark(record(group, place));
    }
    for (int place = 0; place < old; place++) {
      int record = before[start + 1 + place];
      if (rowRecords.isMarked(record)) {
        rowRecords.unmark(record);
      } else {
        add(record, -1, 0);
      }
    }
    for (int place = 0; place < now; place++) {
      int record = record(group, place);
      if (rowRecords.isMarked(record)) {
        rowRecords.unmark(record);
        add(record, 1, 0);
      }
    }
  }

  private void add(int record, long weight, long rank) {
    given[givenCount] = record;
    weights[givenCount] = weight;
    ranks[givenCount++] = rank;
  }

  private void flush(Output out) {
    if (givenCount == 0) {
      return;
    }
    Batch batch = rows.gather(given, 0, givenCount, Arrays.copyOf(weights, givenCount));
    if (withRank) {
      Column[] columns = new Column[batch.columnCount() + 1];
      Arrays.setAll(
          columns,
          i ->
              i < batch.columnCount()
                  ? batch.column(i)
                  : new LongColumn(Arrays.copyOf(ranks, givenCount), null, givenCount));
      out.emit(batch.withColumns(columns));
    } else {
      out.emit(batch);
    }
    givenCount = 0;
  }

  @Override
  protected Durable state() {
    return rows;
  }

  @Override
  public void restore(StateReader reader) {
    super.restore(reader);
    int[] list = new int[BATCH_ROWS];
    int count = 0;
    for (int record = 0; record < rowRecords.limit(); record++) {
      if (rowRecords.isLive(record)) {
        list[count++] = record;
      }
      if (count == BATCH_ROWS || count > 0 && record == rowRecords.limit() - 1) {
        Batch batch = rows.gather(list, 0, count, null);
        findGroups(batch);
        for (int i = 0; i < count; i++) {
          enter(found[i], batch, i, list[i]);
        }
        count = 0;
      }
    }
  }

  @Override
  public long stateBytes() {
    return super.stateBytes() + groups.stateBytes();
  }
}
