package io.millrace.operator.over;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.operator.aggregate.Accumulators;
import io.millrace.operator.aggregate.AggregateCall;
import io.millrace.state.GroupTable;
import io.millrace.state.RecordStore;
import io.millrace.type.RowType;
import io.millrace.zset.RowHash;
import java.util.Arrays;
import java.util.List;

/**
 * Aggregates of rows of a batch that come and go one range after another: of one group at a time,
 * with copies of its state put aside where states can be merged.
 *
 * <p>Protocol: {@link #open}; any of {@link #add}, {@link #remove}, {@link #append}; {@link
 * #close}.
 */
final class RunningAggregates {
  private static final Batch NO_KEY = new Batch(1, new Column[0], null);
  private static final int[] NO_KEYS = {};

  /** After so many rows a table of values is made anew: it notes what it would have to save. */
  private static final long MOST_ROWS = 1 << 17;

  private final RowType input;
  private final List<AggregateCall> calls;
  private final boolean growing;
  private final boolean mergeable;
  private final long keyHash;
  private Accumulators accumulators;
  private RecordStore records;
  private int[] groups = new int[0];
  private long[] hashes = new long[0];
  private long[] minus = new long[0];
  private int group;
  private long rows;

  /**
   * @param growing whether rows are only ever added
   */
  RunningAggregates(RowType input, List<AggregateCall> calls, boolean growing) {
    this.input = input;
    this.calls = List.copyOf(calls);
    this.growing = growing;
    long[] hash = new long[1];
    RowHash.hash(NO_KEY, NO_KEYS, hash);
    keyHash = hash[0];
    mergeable = new Accumulators(input, calls, growing).canMerge();
    make();
  }

  private void make() {
    if (mergeable) {
      accumulators = new Accumulators(input, calls, growing);
      GroupTable table = new GroupTable(List.of(), accumulators.fields(), accumulators.slots(), 0);
      records = table.records();
      accumulators.bind(records, 0, records.layout().ownedSlot(0));
    } else {
      accumulators = new Accumulators(input, NO_KEYS, calls, growing, 0);
      records = accumulators.groups().records();
    }
  }

  /** Returns whether states can be put aside. */
  boolean isMergeable() {
    return mergeable;
  }

  /**
   * Begins with no rows, or with those of a state put aside.
   *
   * @param from rows that are going to be looked at are this
   * @param to up to this, exclusive
   * @param checkpoint the state, or -1
   */
  void open(int from, int to, int checkpoint) {
    if (mergeable) {
      group = records.allocate();
    } else {
      int[] found = new int[1];
      accumulators.groups().findOrInsert(NO_KEY, NO_KEYS, new long[] {keyHash}, found);
      group = found[0];
    }
    if (checkpoint >= 0) {
      merge(group, checkpoint);
    }
    if (groups.length < to) {
      int capacity = Math.max(to, 2 * groups.length);
      groups = new int[capacity];
      hashes = new long[capacity];
      minus = new long[capacity];
      Arrays.fill(hashes, keyHash);
      Arrays.fill(minus, -1);
    }
    Arrays.fill(groups, from, to, group);
  }

  private void merge(int target, int source) {
    accumulators.merge(target, source);
    count(target, records.slot(source, accumulators.rowCount()));
  }

  private void count(int target, long more) {
    int slot = accumulators.rowCount();
    records.setSlot(target, slot, records.slot(target, slot) + more);
  }

  void add(Batch batch, int from, int to) {
    change(batch, from, to, null, to - from);
  }

  void remove(Batch batch, int from, int to) {
    change(batch, from, to, minus, from - to);
  }

  private void change(Batch batch, int from, int to, long[] weights, int more) {
    if (from < to) {
      count(group, more);
      accumulators.process(batch, from, to, groups, hashes, weights);
      rows += to - from;
    }
  }

  /**
   * Appends a call's result for each of these rows, the same for all of them.
   *
   * @param call by its place among the calls
   */
  void append(int call, int from, int to, ColumnBuilder out) {
    accumulators.results().get(call).append(groups, from, to, out);
  }

  /** Puts the state aside. */
  int checkpoint() {
    int copy = records.allocate();
    merge(copy, group);
    return copy;
  }

  /** Gives up a state put aside. */
  void free(int checkpoint) {
    records.free(checkpoint);
  }

  void close() {
    if (mergeable) {
      records.free(group);
    } else {
      accumulators.remove(group, keyHash);
      if (rows > MOST_ROWS) {
        rows = 0;
        make();
      }
    }
  }

  long bytes() {
    return records.bytes();
  }
}
