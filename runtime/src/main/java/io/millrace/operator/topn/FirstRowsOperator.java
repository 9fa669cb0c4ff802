package io.millrace.operator.topn;

import io.millrace.batch.Batch;
import io.millrace.batch.LongColumn;
import io.millrace.operator.IntList;
import io.millrace.operator.Output;
import io.millrace.operator.StatefulOperator;
import io.millrace.operator.order.RowOrder;
import io.millrace.state.Durable;
import io.millrace.state.GroupTable;
import io.millrace.state.NumberedRows;
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
 * search in the partition's list for each that comes before its last. Of a batch only the rows that
 * are listed at its end become records; until then lists name them by their place in the batch.
 */
final class FirstRowsOperator extends StatefulOperator {
  /** The longest list: its places lie in the partition's record. */
  private static final int MOST_ROWS = 32;

  private static final int BATCH_ROWS = 8192;

  private final int limit;
  private final boolean withRank;
  private final int[] partition;
  private final RowOrder order;
  private final NumberedRows rows;
  private final RecordStore rowRecords;

  /** For each partition how many rows it has, then their records in order; made anew of them. */
  private final GroupTable groups;

  private final RecordStore groupRecords;
  private final int countSlot;

  /** Whether the partition is one of {@link #changed}. */
  private final int changedSlot;

  private final int firstSlot;

  private long[] hashes = {};
  private int[] found = {};

  /** The batch whose rows lists may name, by the complements of their places in it, or null. */
  private Batch held;

  /** The partitions whose lists may name such rows; they are marked. */
  private final IntList entered = new IntList();

  /** Rows of the batch that are listed, and their records. */
  private int[] listed = {};

  private int[] inserted = {};

  /** The partitions that have changed in the step, and the lists that they had before it. */
  private final IntList changed = new IntList();

  private int[] before = {};

  /** Records that no list names any more, but perhaps one from before the step. */
  private final IntList left = new IntList();

  /** What is to be given out: records, their weights and their numbers. */
  private final int[] given = new int[BATCH_ROWS];

  private final long[] weights = new long[BATCH_ROWS];
  private final long[] ranks = new long[BATCH_ROWS];
  private int givenCount;

  FirstRowsOperator(RowType input, TopN top) {
    limit = Math.toIntExact(top.fetch());
    withRank = top.withRank();
    partition = Arrays.stream(top.partition()).distinct().toArray();
    rows = new NumberedRows(input, partition);
    rowRecords = rows.records();
    order = new RowOrder(input, partition, top.order(), rows.columnFields());
    groups = new GroupTable(input.select(partition).types(), List.of(), 0, 2 + limit);
    groupRecords = groups.records();
    countSlot = groupRecords.layout().ownedSlot(0);
    changedSlot = groupRecords.layout().ownedSlot(1);
    firstSlot = groupRecords.layout().ownedSlot(2);
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
    keep(listHeld());
    findGroups(delta);
    held = delta;
    for (int row = 0; row < delta.size(); row++) {
      long copies = Math.min(delta.weight(row), limit);
      for (long copy = 0; copy < copies && enter(found[row], row, true); copy++) {}
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
   * Puts a row of the batch in hand into its place in its partition's list, and the list's last out
   * if it is full.
   *
   * @param isChange whether the list as it was is to be noted
   * @return whether the row comes before the last
   */
  private boolean enter(int group, int row, boolean isChange) {
    long[] page = groupRecords.page(group);
    int base = groupRecords.base(group);
    int first = base + firstSlot;
    int present = (int) page[base + countSlot];
    int last = first + present - 1;
    boolean isFull = present == limit;
    if (isFull && !isBefore(row, (int) page[last])) {
      return false;
    }
    int low = first;
    int high = isFull ? last : last + 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isBefore(row, (int) page[middle])) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    if (isChange && page[base + changedSlot] == 0) {
      note(group, page, first, present);
      page[base + changedSlot] = 1;
    }
    if (groupRecords.mark(group)) {
      entered.add(group);
    }
    if (isFull && page[last] >= 0) {
      left.add((int) page[last]);
    } else if (!isFull) {
      page[base + countSlot] = present + 1L;
      last++;
    }
    System.arraycopy(page, low, page, low + 1, last - low);
    page[low] = ~row;
    return true;
  }

  private boolean isBefore(int row, int entry) {
    return entry < 0
        ? order.isBefore(held, row, ~entry)
        : order.isBefore(held, row, rowRecords, entry);
  }

  /** Keeps the list that a partition had before the step: of records alone. */
  private void note(int group, long[] page, int first, int present) {
    int start = changed.size() * (limit + 1);
    if (before.length < start + limit + 1) {
      before = Arrays.copyOf(before, 2 * (start + limit + 1));
    }
    before[start] = present;
    for (int place = 0; place < present; place++) {
      before[start + 1 + place] = (int) page[first + place];
    }
    changed.add(group);
  }

  /**
   * Lists the rows of the batch in hand that lists name, and has these name them by the complements
   * of their places among the listed.
   *
   * @return how many there are
   */
  private int listHeld() {
    int count = 0;
    for (int i = 0; i < entered.size(); i++) {
      long[] page = groupRecords.page(entered.get(i));
      int base = groupRecords.base(entered.get(i));
      int first = base + firstSlot;
      int end = first + (int) page[base + countSlot];
      if (listed.length < count + limit) {
        listed = Arrays.copyOf(listed, 2 * (count + limit));
      }
      for (int place = first; place < end; place++) {
        if (page[place] < 0) {
          listed[count] = (int) ~page[place];
          page[place] = ~count;
          count++;
        }
      }
    }
    return count;
  }

  /** Makes records of the listed rows; then lists name records alone. */
  private void keep(int count) {
    if (count > 0) {
      keep(held.gather(listed, count));
    }
    held = null;
  }

  private void keep(Batch fresh) {
    if (inserted.length < fresh.size()) {
      inserted = new int[Math.max(fresh.size(), 2 * inserted.length)];
    }
    rows.insert(fresh, inserted);
    nameRecords(inserted);
  }

  /** Has lists name rows of the batch in hand by their records. */
  private void nameRecords(int[] records) {
    for (int i = 0; i < entered.size(); i++) {
      long[] page = groupRecords.page(entered.get(i));
      int base = groupRecords.base(entered.get(i));
      int first = base + firstSlot;
      int end = first + (int) page[base + countSlot];
      for (int place = first; place < end; place++) {
        if (page[place] < 0) {
          page[place] = records[(int) ~page[place]];
        }
      }
      groupRecords.unmark(entered.get(i));
    }
    entered.clear();
  }

  @Override
  public void finish(Output out) {
    int count = listHeld();
    long[] freshRanks = new long[withRank ? count : 0];
    for (int i = 0; i < changed.size(); i++) {
      give(changed.get(i), i * (limit + 1), freshRanks, out);
      groupRecords.setSlot(changed.get(i), changedSlot, 0);
    }
    flush(out);
    changed.clear();
    rows.remove(left.values(), left.size());
    left.clear();
    if (count > 0) {
      // As they came, without a way through records.
      Batch fresh = held.gather(listed, count).withWeights(null);
      out.emit(withRank ? ranked(fresh, freshRanks) : fresh);
      keep(fresh);
    }
    held = null;
  }

  /**
   * Gives out how a partition's list differs from what it was, but for rows that have no record.
   *
   * @param freshRanks takes the numbers of those rows
   */
  private void give(int group, int start, long[] freshRanks, Output out) {
    long[] page = groupRecords.page(group);
    int base = groupRecords.base(group);
    int old = before[start];
    int now = (int) page[base + countSlot];
    int first = base + firstSlot;
    if (givenCount + old + now > BATCH_ROWS) {
      flush(out);
    }
    if (withRank) {
      for (int place = 0; place < now; place++) {
        int record = (int) page[first + place];
        boolean replaces = place < old;
        if (replaces && before[start + 1 + place] == record) {
          continue;
        }
        if (replaces) {
          add(before[start + 1 + place], -1, place + 1L);
        }
        if (record >= 0) {
          add(record, 1, place + 1L);
        } else {
          freshRanks[~record] = place + 1L;
        }
      }
      return;
    }
    for (int place = first; place < first + now; place++) {
      if (page[place] >= 0) {
        rowRecords.mark((int) page[place]);
      }
    }
    for (int place = 0; place < old; place++) {
      int record = before[start + 1 + place];
      if (rowRecords.isMarked(record)) {
        rowRecords.unmark(record);
      } else {
        add(record, -1, 0);
      }
    }
    for (int place = first; place < first + now; place++) {
      int record = (int) page[place];
      if (record >= 0 && rowRecords.isMarked(record)) {
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
    out.emit(withRank ? ranked(batch, Arrays.copyOf(ranks, givenCount)) : batch);
    givenCount = 0;
  }

  private static Batch ranked(Batch batch, long[] ranks) {
    return batch.withColumn(new LongColumn(ranks, null, batch.size()));
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
        held = rows.gather(list, 0, count, null);
        findGroups(held);
        for (int row = 0; row < count; row++) {
          enter(found[row], row, false);
        }
        nameRecords(list);
        held = null;
        count = 0;
      }
    }
  }

  @Override
  public long stateBytes() {
    return super.stateBytes() + groups.stateBytes();
  }
}
