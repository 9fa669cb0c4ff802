package io.millrace.operator.join;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.operator.Operator;
import io.millrace.operator.Output;
import io.millrace.operator.time.Expiry;
import io.millrace.state.Durable;
import io.millrace.state.ExpiryIndex;
import io.millrace.state.GroupTable;
import io.millrace.state.RecordStore;
import io.millrace.state.StateReader;
import io.millrace.state.StateWriter;
import io.millrace.zset.RowHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A semi or anti join whose condition is nothing but equal keys: of the right input only the weight
 * of each key matters.
 *
 * <p>Everything is given out at the end of the step, when it is known which keys are there: old
 * rows of keys that have come or gone, and new rows. Once the right input has ended it is known at
 * once, and left rows are not gathered any more, nor kept. State: the left input, and a count a
 * right key. Cost: the rows of the deltas, and the left rows of keys that come or go.
 */
final class SemiJoinOperator implements Operator, Durable {
  private static final int CHUNK_ROWS = 8_192;

  private final boolean anti;
  private final JoinSide left;
  private final Join.Side right;
  private final JoinKeys rightKeys;
  private final GroupTable counts;
  private final RecordStore records;
  private final int countSlot;
  private final int[] keyFields;

  /** Null where right keys are never forgotten. */
  private final ExpiryIndex expiries;

  /** The left input's deltas of this step. */
  private final List<Batch> pending = new ArrayList<>();

  private int[] touched = new int[16];
  private boolean[] wasThere = new boolean[16];
  private int touchedCount;
  private boolean rightHasEnded;
  private int[] found = {};
  private long[] hashes = {};

  SemiJoinOperator(Join join) {
    anti = join.kind() == Join.Kind.ANTI;
    left = new JoinSide(join.left(), join.nullSafe(), false, false);
    right = join.right();
    rightKeys = new JoinKeys(right.keys(), join.nullSafe());
    counts = new GroupTable(right.type().select(right.keys()).types(), List.of(), 1, 0);
    records = counts.records();
    countSlot = records.layout().ownedSlot(0);
    keyFields = new int[right.keys().length];
    Arrays.setAll(keyFields, i -> i);
    expiries =
        right.expiry().map(expiry -> new ExpiryIndex(records, keyOf(expiry.column()))).orElse(null);
  }

  private int keyOf(int column) {
    for (int i = 0; i < right.keys().length; i++) {
      if (right.keys()[i] == column) {
        return i;
      }
    }
    throw new IllegalArgumentException("column " + column + " is not part of the right key");
  }

  @Override
  public void process(int input, Batch delta, Output out) {
    if (input == 1) {
      count(rightKeys.select(delta, true));
      return;
    }
    Batch keyed = left.keys.select(delta, true);
    if (rightHasEnded) {
      settle(out);
      take(keyed, out);
    } else if (!keyed.isEmpty()) {
      pending.add(keyed);
    }
    if (anti && keyed != delta) {
      out.emit(left.keys.select(delta, false));
    }
  }

  /** Gives out the rows of a left delta whose keys are, or are not, there; gathers them. */
  private void take(Batch batch, Output out) {
    left.begin(batch);
    out.emit(chosen(batch));
    if (!rightHasEnded) {
      left.gather(batch);
    }
  }

  @Override
  public void end(int input) {
    rightHasEnded |= input == 1;
  }

  private void reserve(int rows) {
    if (hashes.length < rows) {
      hashes = new long[rows];
      found = new int[rows];
    }
  }

  private long count(int record) {
    return records.slot(record, countSlot);
  }

  private void count(Batch batch) {
    reserve(batch.size());
    RowHash.hash(batch, right.keys(), hashes);
    counts.findOrInsert(batch, right.keys(), hashes, found);
    for (int row = 0; row < batch.size(); row++) {
      int record = found[row];
      if (records.mark(record)) {
        touch(record);
      }
      records.setSlot(record, countSlot, count(record) + batch.weight(row));
      records.markDirty(record);
    }
  }

  private void touch(int record) {
    if (touchedCount == touched.length) {
      touched = Arrays.copyOf(touched, touchedCount * 2);
      wasThere = Arrays.copyOf(wasThere, touchedCount * 2);
    }
    touched[touchedCount] = record;
    wasThere[touchedCount++] = count(record) != 0;
  }

  @Override
  public void finish(Output out) {
    settle(out);
    for (Batch batch : pending) {
      take(batch, out);
    }
    pending.clear();
    if (rightHasEnded) {
      left.forget();
    }
    left.expire();
    right.expiry().ifPresent(this::expire);
  }

  /** Gives out the old left rows of keys that have come or gone; removes the counts of 0. */
  private void settle(Output out) {
    int[] come = new int[touchedCount];
    int[] gone = new int[touchedCount];
    int comeCount = 0;
    int goneCount = 0;
    int zeroFrom = touchedCount;
    for (int i = touchedCount - 1; i >= 0; i--) {
      int record = touched[i];
      records.unmark(record);
      boolean there = count(record) != 0;
      if (there && !wasThere[i]) {
        come[comeCount++] = record;
        list(record);
      } else if (!there && wasThere[i]) {
        gone[goneCount++] = record;
      }
      if (!there) {
        touched[--zeroFrom] = record;
      }
    }
    emitRows(come, comeCount, anti ? -1 : 1, out);
    emitRows(gone, goneCount, anti ? 1 : -1, out);
    remove(touched, zeroFrom, touchedCount);
    touchedCount = 0;
  }

  /** Gives out the left rows of these keys, come or gone. */
  private void emitRows(int[] keys, int count, int sign, Output out) {
    for (int from = 0; from < count; from += CHUNK_ROWS) {
      int to = Math.min(count, from + CHUNK_ROWS);
      reserve(to - from);
      Batch batch = keys(keys, from, to);
      RowHash.hash(batch, keyFields, hashes);
      left.probe.start(batch, keyFields, hashes);
      for (int pairs = left.probe.next(); pairs > 0; pairs = left.probe.next()) {
        int[] rows = left.probe.records();
        long[] weights = new long[pairs];
        for (int i = 0; i < pairs; i++) {
          weights[i] = sign * left.arrangement.weight(rows[i]);
        }
        out.emit(left.arrangement.gather(rows, 0, pairs, weights));
      }
    }
  }

  private Batch keys(int[] list, int from, int to) {
    Column[] columns = new Column[keyFields.length];
    Arrays.setAll(columns, i -> records.gather(i, list, from, to));
    return new Batch(to - from, columns, null);
  }

  /** Returns the rows of a left delta, just begun, that are given out as keys stand now. */
  private Batch chosen(Batch batch) {
    reserve(batch.size());
    counts.find(batch, left.input.keys(), left.hashes, found);
    int[] rows = new int[batch.size()];
    int count = 0;
    for (int row = 0; row < rows.length; row++) {
      if (found[row] < 0 == anti) {
        rows[count++] = row;
      }
    }
    return count == rows.length ? batch : batch.gather(rows, count);
  }

  private void remove(int[] list, int from, int to) {
    long[] keyHashes = new long[to - from];
    counts.hash(list, from, to, keyHashes);
    for (int i = from; i < to; i++) {
      counts.remove(list[i], keyHashes[i - from]);
    }
  }

  private void expire(Expiry expiry) {
    int[] due = expiries.takeDue(expiry.watermark().current());
    remove(due, 0, due.length);
  }

  private void list(int record) {
    if (expiries != null) {
      expiries.add(record);
    }
  }

  @Override
  public void save(StateWriter writer) {
    left.save(writer.part("left"));
    counts.save(writer.part("right"));
  }

  @Override
  public void restore(StateReader reader) {
    left.restore(reader.part("left"));
    counts.restore(reader.part("right"));
    for (int record = 0; record < records.limit(); record++) {
      list(record);
    }
  }

  @Override
  public long stateRows() {
    return left.stateRows() + counts.stateRows();
  }

  @Override
  public long stateBytes() {
    return left.stateBytes() + counts.stateBytes() + (expiries == null ? 0 : expiries.bytes());
  }
}
