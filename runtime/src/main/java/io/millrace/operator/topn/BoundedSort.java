package io.millrace.operator.topn;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.operator.Output;
import io.millrace.operator.order.RowKey;
import io.millrace.operator.order.SortColumn;
import io.millrace.state.KeyBuffer;
import io.millrace.state.KeyLog;
import io.millrace.type.RowType;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts a result that has an end: takes deltas, gives out the rows of their sum in order.
 *
 * <p>Rows equal in the order follow one another by all their columns, ascending with nulls last: so
 * a limit lets through the very rows that {@link TopNOperator} would, and an answer comes in the
 * same order however its rows were computed. Memory: all rows and their keys; of an input that only
 * grows, a few times the limit.
 */
public final class BoundedSort {
  private static final int BATCH_ROWS = 4096;
  private static final int RUN_BYTES = 64 << 20;
  private static final int FEW_ROWS = 1 << 16;

  private final RowType type;
  private final RowKey rowKey;
  private final long offset;
  private final long last;
  private final boolean insertOnly;
  private final KeyBuffer key = new KeyBuffer();
  private List<Run> runs = new ArrayList<>();
  private Run current = new Run();
  private long rows;

  /**
   * @param type the rows' columns
   * @param order the most significant column first; may be empty
   * @param offset how many rows are left out at the start
   * @param fetch how many rows there may be, or {@link TopN#UNLIMITED}
   * @param insertOnly whether no row is ever taken away
   */
  public BoundedSort(
      RowType type, List<SortColumn> order, long offset, long fetch, boolean insertOnly) {
    this.type = type;
    this.offset = offset;
    this.insertOnly = insertOnly;
    last = TopN.limit(order, offset, fetch).last();
    rowKey = new RowKey(type, new int[0], order);
  }

  /**
   * Returns the rows of some deltas' sum in order.
   *
   * @param limit how many rows there may be; {@link Long#MAX_VALUE} for no limit
   */
  public static List<Batch> sort(
      RowType type, List<Batch> rows, List<SortColumn> order, long offset, long limit) {
    BoundedSort sort = new BoundedSort(type, order, offset, limit, false);
    rows.forEach(sort::add);
    List<Batch> sorted = new ArrayList<>();
    sort.finish(sorted::add);
    return sorted;
  }

  /** Takes rows. */
  public void add(Batch batch) {
    if (insertOnly && !batch.isInsertOnly()) {
      throw new IllegalStateException("a row was taken away from an input that only grows");
    }
    rowKey.prepare(batch);
    current.batches.add(batch);
    long batchNumber = current.batches.size() - 1L;
    for (int row = 0; row < batch.size(); row++) {
      rowKey.write(batch, row, key);
      current.keys.add(key, batchNumber << 32 | row);
    }
    rows += batch.size();
    if (current.keys.bytes() > RUN_BYTES) {
      endRun();
    }
    if (insertOnly && rows / 2 - FEW_ROWS > last) {
      keepFirst();
    }
  }

  private void endRun() {
    if (!current.keys.isEmpty()) {
      current.keys.sort();
      runs.add(current);
      current = new Run();
    }
  }

  /** Lets go of what is behind the limit. */
  private void keepFirst() {
    List<Batch> first = new ArrayList<>();
    merge(0, first::add);
    runs = new ArrayList<>();
    rows = 0;
    first.forEach(this::add);
  }

  /**
   * Gives out the rows, in order, in batches of some thousand; a row present several times comes
   * once with that weight. Ends the use of this object.
   */
  public void finish(Output out) {
    merge(offset, out);
  }

  private void merge(long skipped, Output out) {
    endRun();
    PriorityQueue<Run> queue = new PriorityQueue<>(runs);
    BatchBuilder builder = new BatchBuilder(type, 16);
    long number = 0;
    while (!queue.isEmpty() && number < last) {
      Run run = queue.poll();
      Batch batch = run.batch();
      int row = run.row();
      long weight = batch.weight(row);
      key.clear();
      run.copyKey(key);
      advance(queue, run);
      while (!queue.isEmpty() && queue.peek().hasKey(key)) {
        Run next = queue.poll();
        weight = Math.addExact(weight, next.batch().weight(next.row()));
        advance(queue, next);
      }
      if (weight > 0) {
        long from = Math.max(number, skipped);
        number += weight;
        long to = Math.min(number, last);
        if (to > from) {
          builder.append(batch, row, to - from);
        }
        if (builder.size() == BATCH_ROWS) {
          out.emit(builder.build());
        }
      }
    }
    if (!builder.isEmpty()) {
      out.emit(builder.build());
    }
  }

  private static void advance(PriorityQueue<Run> queue, Run run) {
    if (run.next()) {
      queue.add(run);
    }
  }

  /** Some of the rows, in order once sorted; the queue orders runs by their current key. */
  private static final class Run implements Comparable<Run> {
    private final KeyLog keys = new KeyLog();
    private final List<Batch> batches = new ArrayList<>();
    private int at;

    Batch batch() {
      return batches.get((int) (keys.value(at) >>> 32));
    }

    int row() {
      return (int) keys.value(at);
    }

    boolean next() {
      return ++at < keys.size();
    }

    void copyKey(KeyBuffer target) {
      target.putBytes(keys.data(), keys.start(at), keys.length(at));
    }

    boolean hasKey(KeyBuffer key) {
      return keys.compare(at, key.data(), 0, key.length()) == 0;
    }

    @Override
    public int compareTo(Run other) {
      return keys.compare(
          at, other.keys.data(), other.keys.start(other.at), other.keys.length(other.at));
    }
  }
}
