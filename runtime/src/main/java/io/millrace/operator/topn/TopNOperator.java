package io.millrace.operator.topn;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.LongBuilder;
import io.millrace.operator.Output;
import io.millrace.operator.StatefulOperator;
import io.millrace.operator.order.RowKey;
import io.millrace.state.Durable;
import io.millrace.state.KeyBuffer;
import io.millrace.state.KeyLog;
import io.millrace.state.OrderedTable;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;

/**
 * The rows of each partition whose number by some order lies in a range: ORDER BY … LIMIT … OFFSET,
 * and ROW_NUMBER, RANK or DENSE_RANK compared with a constant.
 *
 * <p>Input: distributed by the partition's columns. Output: the input's columns, then the number
 * where asked for; net changes at the end of the step, of a large one several times. Not linear;
 * takes any weights.
 *
 * <p>State: all rows, ordered; of an input that only grows, only those up to the last number. Cost:
 * a look-up for each changed row, and for each partition changed before its last number a walk over
 * its rows up to that.
 */
public final class TopNOperator extends StatefulOperator {
  private static final int BATCH_ROWS = 8192;
  private static final int MOST_BYTES = 16 << 20;

  private final boolean insertOnly;
  private final boolean withRank;
  private final boolean complement;
  private final Ranking ranking;
  private final long last;
  private final RowKey rowKey;
  private final OrderedTable table = new OrderedTable();
  private final OrderedTable.Cursor cursor = table.cursor();
  private final KeyBuffer key = new KeyBuffer();
  private final KeyBuffer partition = new KeyBuffer();
  private final KeyLog changes = new KeyLog();
  private final RankedRows before;
  private final RankedRows after;
  private final BatchBuilder builder;
  private final int columns;

  /**
   * @param input the input's columns
   * @param top which rows
   * @param insertOnly whether the input never takes a row away
   */
  public TopNOperator(RowType input, TopN top, boolean insertOnly) {
    this.insertOnly = insertOnly;
    withRank = top.withRank();
    ranking = top.ranking();
    columns = input.size();
    // 'All but the first n' changes as the input does, less what happens to the first n.
    complement = !withRank && ranking == Ranking.ROW_NUMBER && top.last() == Long.MAX_VALUE;
    last = complement ? top.offset() : top.last();
    rowKey = new RowKey(input, top.partition(), top.order());
    long first = complement ? 0 : top.offset();
    before = new RankedRows(rowKey, ranking, first, last);
    after = new RankedRows(rowKey, ranking, first, last);
    builder = new BatchBuilder(outputType(input, top), 16);
  }

  /** Returns the output's columns. */
  public static RowType outputType(RowType input, TopN top) {
    return top.withRank() ? input.concat(RowType.of(Field.required("rank", Type.BIGINT))) : input;
  }

  @Override
  public void process(int input, Batch delta, Output out) {
    rowKey.prepare(delta);
    for (int row = 0; row < delta.size(); row++) {
      long weight = delta.weight(row);
      if (insertOnly && weight < 0) {
        throw new IllegalStateException("a row was taken away from an input that only grows");
      }
      rowKey.write(delta, row, key);
      changes.add(key, weight);
    }
    // A step may be a whole table: what is put aside must not grow with it.
    if (changes.bytes() > MOST_BYTES) {
      apply(out);
    }
  }

  @Override
  public void finish(Output out) {
    if (!changes.isEmpty()) {
      apply(out);
    }
  }

  private void apply(Output out) {
    changes.consolidate();
    for (int from = 0; from < changes.size(); ) {
      byte[] data = changes.data();
      int start = changes.start(from);
      partition.clear();
      partition.putBytes(data, start, rowKey.partitionEnd(data, start) - start);
      int to = from + 1;
      while (to < changes.size()
          && changes.startsWith(to, partition.data(), 0, partition.length())) {
        to++;
      }
      change(from, to, out);
      from = to;
    }
    changes.clear();
    flush(out);
  }

  /** Applies the changes {@code from .. to)}, all of one partition. */
  private void change(int from, int to, Output out) {
    if (complement) {
      for (int i = from; i < to; i++) {
        emit(changes, i, changes.value(i), 0, out);
      }
    }
    before.read(cursor, partition, changes, from);
    int beyond = from;
    while (beyond < to && !before.isBeyond(changes, beyond)) {
      beyond++;
    }
    int applied = insertOnly ? beyond : to;
    for (int i = from; i < applied && last > 0; i++) {
      table.add(changes.data(), changes.start(i), changes.length(i), changes.value(i));
    }
    if (beyond == from) {
      return;
    }
    boolean more = after.read(cursor, partition, changes, from);
    if (withRank && ranking == Ranking.ROW_NUMBER) {
      emitByNumber(out);
    } else {
      emitByKey(complement ? -1 : 1, out);
    }
    if (insertOnly && more) {
      trim();
    }
  }

  /** Takes away the rows from the cursor to the partition's end: none of them can come back. */
  private void trim() {
    boolean there = true;
    while (there && cursor.startsWith(partition)) {
      key.clear();
      cursor.copyKey(key);
      table.add(key, -cursor.weight());
      there = cursor.seek(key);
    }
  }

  /** Where each copy has its own number: what stands at each number, before and after. */
  private void emitByNumber(Output out) {
    KeyLog old = before.rows();
    KeyLog now = after.rows();
    int i = 0;
    int j = 0;
    long oldDone = 0;
    long nowDone = 0;
    while (i < old.size() || j < now.size()) {
      long count;
      boolean hasOld = i < old.size();
      boolean hasNow = j < now.size();
      long oldRank = hasOld ? before.rank(i) + oldDone : Long.MAX_VALUE;
      long nowRank = hasNow ? after.rank(j) + nowDone : Long.MAX_VALUE;
      hasOld &= oldRank <= nowRank;
      hasNow &= nowRank <= oldRank;
      if (hasOld && hasNow) {
        count = Math.min(old.value(i) - oldDone, now.value(j) - nowDone);
      } else if (hasOld) {
        count = Math.min(old.value(i) - oldDone, nowRank - oldRank);
      } else {
        count = Math.min(now.value(j) - nowDone, oldRank - nowRank);
      }
      boolean same = hasOld && hasNow && compare(old, i, now, j) == 0;
      for (long k = 0; k < count && !same; k++) {
        if (hasOld) {
          emit(old, i, -1, oldRank + k, out);
        }
        if (hasNow) {
          emit(now, j, 1, nowRank + k, out);
        }
      }
      if (hasOld) {
        oldDone += count;
        if (oldDone == old.value(i)) {
          i++;
          oldDone = 0;
        }
      }
      if (hasNow) {
        nowDone += count;
        if (nowDone == now.value(j)) {
          j++;
          nowDone = 0;
        }
      }
    }
  }

  /** Where copies do not differ: how many of each row there are, before and after. */
  private void emitByKey(int sign, Output out) {
    KeyLog old = before.rows();
    KeyLog now = after.rows();
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      int order;
      if (i == old.size()) {
        order = 1;
      } else if (j == now.size()) {
        order = -1;
      } else {
        order = compare(old, i, now, j);
      }
      if (order == 0 && (!withRank || before.rank(i) == after.rank(j))) {
        emit(now, j, sign * (now.value(j) - old.value(i)), after.rank(j), out);
      } else {
        if (order <= 0) {
          emit(old, i, -sign * old.value(i), before.rank(i), out);
        }
        if (order >= 0) {
          emit(now, j, sign * now.value(j), after.rank(j), out);
        }
      }
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
  }

  private static int compare(KeyLog left, int i, KeyLog right, int j) {
    return left.compare(i, right.data(), right.start(j), right.length(j));
  }

  private void emit(KeyLog keys, int index, long weight, long rank, Output out) {
    if (weight == 0) {
      return;
    }
    if (builder.isEmpty()) {
      rowKey.target(builder);
    }
    rowKey.read(keys.data(), keys.start(index));
    if (withRank) {
      ((LongBuilder) builder.column(columns)).appendLong(rank);
    }
    builder.endRow(weight);
    if (builder.size() == BATCH_ROWS) {
      flush(out);
    }
  }

  private void flush(Output out) {
    if (!builder.isEmpty()) {
      out.emit(builder.build());
    }
  }

  @Override
  protected Durable state() {
    return table;
  }
}
