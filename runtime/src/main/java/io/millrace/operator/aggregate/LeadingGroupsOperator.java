package io.millrace.operator.aggregate;

import io.millrace.aggregate.Accumulator;
import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.LongBuilder;
import io.millrace.batch.LongColumn;
import io.millrace.operator.IntList;
import io.millrace.operator.Output;
import io.millrace.operator.StatefulOperator;
import io.millrace.operator.time.Expiry;
import io.millrace.state.Durable;
import io.millrace.state.RecordStore;
import io.millrace.state.StateReader;
import io.millrace.type.RowType;
import io.millrace.zset.RowEquality;
import io.millrace.zset.RowHash;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * GROUP BY of which only the groups are wanted whose value of one aggregate no other group of their
 * partition surpasses: an {@link AggregateOperator} and, of what it gives, a {@link
 * io.millrace.operator.topn.TopNOperator} with RANK = 1, in one.
 *
 * <p>Input: distributed by the partition's columns. Output: the leading groups' rows, as an {@link
 * AggregateOperator} gives them; net changes at the end of the step. Not linear; takes any weights.
 *
 * <p>A group that changes and neither led before nor leads now costs one comparison: it is not
 * given out, nor kept a second time. Where all leaders of a partition fall below what they had, the
 * partition's groups are looked through for the next.
 *
 * <p>State: one record a group, with the accumulators; and, made anew of them, one a partition.
 * With an expiry, whose column must be one of the partition's, partitions whose time the watermark
 * has passed are freed at the end of the step; what they gave out stays.
 */
public final class LeadingGroupsOperator extends StatefulOperator {
  private static final int CHUNK = 2048;

  private final Leading leading;
  private final int[] keys;

  /** For each key of the output the field of the groups' records. */
  private final int[] fieldOf;

  private final Accumulators accumulators;
  private final RecordStore groups;
  private final Partitions partitions;
  private final TouchedGroups touched;
  private final Accumulator value;

  /** Groups that led before the step and that it has touched, with the rows that they gave out. */
  private final IntList former = new IntList();

  private ColumnBuilder[] formerResults;

  /** Groups that lead since this step, and those that did before and were left as they were. */
  private final IntList risen = new IntList();

  private final IntList fallen = new IntList();
  private long[] hashes = new long[0];
  private int[] rowGroups = new int[0];

  /**
   * @param input the rows it takes
   * @param leading what it gives out; {@link #supports} it
   * @param insertOnlyInput whether no weight is ever negative
   * @param expiry when partitions may be freed
   */
  public LeadingGroupsOperator(
      RowType input, Leading leading, boolean insertOnlyInput, Optional<Expiry> expiry) {
    this.leading = leading;
    int[] order = leading.partitionFirst();
    keys = new int[order.length];
    fieldOf = new int[order.length];
    for (int field = 0; field < order.length; field++) {
      keys[field] = leading.keys()[order[field]];
      fieldOf[order[field]] = field;
    }
    int parted = leading.partition().length;
    accumulators =
        new Accumulators(input, keys, parted, leading.calls(), insertOnlyInput, Partitions.SLOTS);
    groups = accumulators.groups().records();
    partitions =
        new Partitions(
            groups,
            input.select(Arrays.copyOf(keys, parted)).types(),
            accumulators.extraSlot(),
            expiry.map(e -> new Expiry(indexOf(e.column()), e.watermark())));
    touched = new TouchedGroups(groups);
    value = accumulators.results().get(leading.value());
    formerResults = accumulators.newResults(16);
  }

  /** Returns whether this operator can do these aggregates: no values are kept beside groups. */
  public static boolean supports(
      RowType input, List<AggregateCall> calls, boolean insertOnlyInput) {
    return new Accumulators(input, calls, insertOnlyInput).canMerge();
  }

  private int indexOf(int column) {
    for (int i = 0; i < leading.partition().length; i++) {
      if (keys[i] == column) {
        return i;
      }
    }
    throw new IllegalArgumentException("the expiry's column " + column + " parts nothing");
  }

  @Override
  public void process(int input, Batch delta, Output out) {
    int size = delta.size();
    if (hashes.length < size) {
      hashes = new long[size];
      rowGroups = new int[size];
    }
    RowHash.hash(delta, keys, hashes);
    accumulators.groups().findOrInsert(delta, keys, hashes, rowGroups);
    touch(size);
    accumulators.countRows(delta, rowGroups);
    accumulators.process(delta, rowGroups, hashes);
  }

  /** Notes the groups that this step had not touched before, and what leaders have given out. */
  private void touch(int rows) {
    int from = touched.size();
    touched.addAll(rowGroups, hashes, rows);
    int known = former.size();
    for (int i = from; i < touched.size(); i++) {
      if (partitions.isGiven(touched.group(i))) {
        former.add(touched.group(i));
      }
    }
    accumulators.appendResults(former.values(), known, former.size(), formerResults);
  }

  @Override
  public void finish(Output out) {
    if (touched.size() > 0) {
      for (int i = 0; i < former.size(); i++) {
        partitions.demote(former.get(i));
      }
      for (int from = 0; from < touched.size(); from += CHUNK) {
        int to = Math.min(touched.size(), from + CHUNK);
        partitions.enter(touched.groups(), from, to);
        compete(touched.groups(), from, to);
      }
      for (int i = 0; i < former.size(); i++) {
        seekLeaders(partitions.of(former.get(i)));
      }
      give(out);
      settle();
    }
    partitions.takeExpired(this::free);
  }

  /** Lets groups that are there lead where no other surpasses them. */
  private void compete(int[] list, int from, int to) {
    LongBuilder results = new LongBuilder(to - from);
    value.append(list, from, to, results);
    LongColumn column = results.build();
    long[] values = column.values();
    int rowCount = accumulators.rowCount();
    for (int i = from; i < to; i++) {
      int group = list[i];
      if (groups.slot(group, rowCount) > 0) {
        // Reverses the order, and has no overflow.
        long rank = leading.descending() ? values[i - from] : ~values[i - from];
        partitions.compete(group, rank, risen, fallen);
      }
    }
  }

  /** Looks through a partition's groups where none of those that led does so still. */
  private void seekLeaders(int partition) {
    if (!partitions.isLeaderless(partition)) {
      return;
    }
    int[] chunk = new int[CHUNK];
    int count = 0;
    for (int group = partitions.first(partition); group >= 0; group = partitions.next(group)) {
      chunk[count++] = group;
      if (count == CHUNK) {
        compete(chunk, 0, count);
        count = 0;
      }
    }
    compete(chunk, 0, count);
  }

  private void give(Output out) {
    emit(fallen, -1, out);
    for (int i = 0; i < fallen.size(); i++) {
      partitions.setGiven(fallen.get(i), false);
    }
    if (former.size() > 0) {
      giveChanged(out);
    }
    IntList now = new IntList();
    for (int i = 0; i < risen.size(); i++) {
      int group = risen.get(i);
      if (partitions.leads(group) && !partitions.isGiven(group)) {
        partitions.setGiven(group, true);
        now.add(group);
      }
    }
    emit(now, 1, out);
    fallen.clear();
    former.clear();
    risen.clear();
  }

  /** Gives out what has become of touched groups that led before. */
  private void giveChanged(Output out) {
    Column[] before = Accumulators.build(formerResults);
    formerResults = accumulators.newResults(16);
    ColumnBuilder[] results = accumulators.newResults(16);
    accumulators.appendResults(former.values(), 0, former.size(), results);
    Column[] after = Accumulators.build(results);
    int[] gone = new int[former.size()];
    int[] come = new int[former.size()];
    int goneCount = 0;
    int comeCount = 0;
    for (int i = 0; i < former.size(); i++) {
      int group = former.get(i);
      boolean leads = partitions.leads(group);
      if (leads && equal(before, after, i)) {
        continue;
      }
      gone[goneCount++] = i;
      if (leads) {
        come[comeCount++] = i;
      } else {
        partitions.setGiven(group, false);
      }
    }
    emit(before, gone, goneCount, -1, out);
    emit(after, come, comeCount, 1, out);
  }

  private static boolean equal(Column[] before, Column[] after, int row) {
    for (int i = 0; i < before.length; i++) {
      if (!RowEquality.equal(before[i], row, after[i], row)) {
        return false;
      }
    }
    return true;
  }

  /** Gives out rows of former leaders. */
  private void emit(Column[] results, int[] rows, int count, long weight, Output out) {
    if (count == 0) {
      return;
    }
    int[] list = new int[count];
    Column[] columns = new Column[results.length];
    for (int i = 0; i < count; i++) {
      list[i] = former.get(rows[i]);
    }
    Arrays.setAll(columns, i -> results[i].gather(rows, count));
    emit(list, 0, count, columns, weight, out);
  }

  /** Gives out the rows of groups as they are. */
  private void emit(IntList list, long weight, Output out) {
    for (int from = 0; from < list.size(); from += CHUNK) {
      int to = Math.min(list.size(), from + CHUNK);
      ColumnBuilder[] results = accumulators.newResults(16);
      accumulators.appendResults(list.values(), from, to, results);
      emit(list.values(), from, to, Accumulators.build(results), weight, out);
    }
  }

  private void emit(int[] list, int from, int to, Column[] results, long weight, Output out) {
    Column[] columns = new Column[fieldOf.length + results.length];
    for (int i = 0; i < fieldOf.length; i++) {
      columns[i] = groups.gather(fieldOf[i], list, from, to);
    }
    System.arraycopy(results, 0, columns, fieldOf.length, results.length);
    long[] weights = null;
    if (weight != 1) {
      weights = new long[to - from];
      Arrays.fill(weights, weight);
    }
    out.emit(new Batch(to - from, columns, weights));
  }

  /** Removes touched groups that have no rows left. */
  private void settle() {
    int rowCount = accumulators.rowCount();
    for (int i = 0; i < touched.size(); i++) {
      int group = touched.group(i);
      if (groups.slot(group, rowCount) == 0) {
        long distributed = partitions.leave(group);
        accumulators.remove(group, touched.hash(i), distributed);
      }
    }
    touched.release(0, touched.size());
    touched.clear();
  }

  private void free(int[] list, int count, long distributedHash) {
    long[] freed = new long[count];
    accumulators.groups().hash(list, 0, count, freed);
    for (int i = 0; i < count; i++) {
      accumulators.remove(list[i], freed[i], distributedHash);
    }
  }

  @Override
  protected Durable state() {
    return accumulators;
  }

  @Override
  public void restore(StateReader reader) {
    super.restore(reader);
    int[] chunk = new int[CHUNK];
    int count = 0;
    for (int group = 0; group < groups.limit(); group++) {
      if (groups.isLive(group)) {
        chunk[count++] = group;
      }
      if (count == CHUNK || group == groups.limit() - 1) {
        partitions.enter(chunk, 0, count);
        compete(chunk, 0, count);
        count = 0;
      }
    }
    // What leads had been given out before the restart.
    for (int i = 0; i < risen.size(); i++) {
      partitions.setGiven(risen.get(i), partitions.leads(risen.get(i)));
    }
    risen.clear();
  }

  @Override
  public long stateBytes() {
    return super.stateBytes() + partitions.bytes();
  }
}
