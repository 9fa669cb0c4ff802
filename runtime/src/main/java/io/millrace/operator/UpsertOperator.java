package io.millrace.operator;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.state.Durable;
import io.millrace.state.GroupTable;
import io.millrace.state.RecordStore;
import io.millrace.state.StateReader;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import io.millrace.zset.Consolidator;
import io.millrace.zset.RowEquality;
import io.millrace.zset.RowHash;
import java.util.Arrays;

/**
 * Keeps a table to one row a key: takes rows put in and taken away, gives out the true change of
 * the table, net for each batch.
 *
 * <p>Not linear; the state is the table. A batch is taken whole or, where it fails, not at all.
 */
public final class UpsertOperator extends StatefulOperator {

  /** What happens to a row whose key is there already. */
  public enum Mode {
    /**
     * It is an error. A batch's retractions count before its insertions, so that a key may move
     * from row to row within a batch.
     */
    ERROR,
    /** It is ignored: the first row of a key stays. */
    IGNORE,
    /** It replaces the present row: the last row of a key wins. */
    REPLACE
  }

  /** What a key's row is at the end of the batch, other than a row of the batch. */
  private static final int UNCHANGED = -1;

  private static final int ABSENT = -2;

  private final RowType type;
  private final int[] key;
  private Mode mode;
  private final int[] rest;
  private final GroupTable table;
  private final RecordStore records;
  private final int scratchSlot;

  private long[] hashes = {};
  private int[] found = {};
  private int[] touched = {};
  private int[] outcome = {};
  private boolean[] existed = {};
  private long[] touchedHashes = {};
  private int touchedCount;

  /**
   * @param type of the table
   * @param primaryKey its columns; input must be distributed by them
   */
  public UpsertOperator(RowType type, int[] primaryKey, Mode mode) {
    this.type = type;
    this.key = primaryKey.clone();
    this.mode = mode;
    rest = new int[type.size() - key.length];
    int count = 0;
    for (int column = 0; column < type.size(); column++) {
      if (!isKey(column)) {
        rest[count++] = column;
      }
    }
    table = new GroupTable(type.select(key).types(), type.select(rest).types(), 0, 1);
    records = table.records();
    scratchSlot = records.layout().ownedSlot(0);
  }

  private boolean isKey(int column) {
    return Arrays.stream(key).anyMatch(k -> k == column);
  }

  /** Takes a batch under this rule, which holds until another is given. */
  public void process(Batch delta, Mode rule, Output out) {
    mode = rule;
    process(0, delta, out);
  }

  @Override
  public void process(int input, Batch delta, Output out) {
    Batch batch = mode == Mode.ERROR ? retractionsFirst(delta) : delta;
    reserve(batch.size());
    RowHash.hash(batch, key, hashes);
    table.findOrInsert(batch, key, hashes, found);
    touchedCount = 0;
    Column[] columns = columns(batch);
    MillraceException violation = null;
    for (int row = 0; row < batch.size() && violation == null; row++) {
      int place = touch(found[row], hashes[row], batch.size());
      boolean present = outcome[place] >= 0 || outcome[place] == UNCHANGED && existed[place];
      if (batch.weight(row) < 0) {
        if (present && removes(columns, row, found[row], outcome[place])) {
          outcome[place] = ABSENT;
        }
      } else if (!present || mode == Mode.REPLACE) {
        outcome[place] = row;
      } else if (mode == Mode.ERROR) {
        violation = violation(batch, row);
      }
      if (mode == Mode.ERROR && violation == null && batch.weight(row) > 1) {
        violation = violation(batch, row);
      }
    }
    if (violation != null) {
      forget(batch.size());
      throw violation;
    }
    apply(batch, columns, out);
  }

  /**
   * Finds the rows that are there now under the keys of these rows.
   *
   * @param places takes for each row where among the returned rows the one of its key is, -1 for
   *     none; as long as the batch at least
   * @return each present row once
   */
  public Batch present(Batch rows, int[] places) {
    reserve(rows.size());
    RowHash.hash(rows, key, hashes);
    table.find(rows, key, hashes, found);
    touchedCount = 0;
    for (int row = 0; row < rows.size(); row++) {
      places[row] = found[row] < 0 ? -1 : touch(found[row], hashes[row], rows.size());
    }
    for (int place = 0; place < touchedCount; place++) {
      records.setSlot(touched[place], scratchSlot, 0);
    }
    return gather(touched, touchedCount).withWeights(null);
  }

  private void reserve(int rows) {
    if (hashes.length < rows) {
      hashes = new long[rows];
      found = new int[rows];
      touched = new int[rows];
      outcome = new int[rows];
      existed = new boolean[rows];
      touchedHashes = new long[rows];
    }
  }

  private static Batch retractionsFirst(Batch delta) {
    if (delta.isInsertOnly()) {
      return delta;
    }
    Batch net = Consolidator.consolidate(delta);
    int[] order = new int[net.size()];
    int count = 0;
    for (int sign = -1; sign <= 1; sign += 2) {
      for (int row = 0; row < order.length; row++) {
        if (Long.signum(net.weight(row)) == sign) {
          order[count++] = row;
        }
      }
    }
    return net.gather(order, count);
  }

  private static Column[] columns(Batch batch) {
    Column[] columns = new Column[batch.columnCount()];
    Arrays.setAll(columns, batch::column);
    return columns;
  }

  /** Returns where among the touched records this one is, entering it if need be. */
  private int touch(int record, long hash, int rows) {
    long place = records.slot(record, scratchSlot);
    if (place != 0) {
      return (int) (place - 1);
    }
    assert touchedCount < rows;
    touched[touchedCount] = record;
    outcome[touchedCount] = UNCHANGED;
    existed[touchedCount] = records.isMarked(record);
    touchedHashes[touchedCount] = hash;
    records.setSlot(record, scratchSlot, touchedCount + 1);
    return touchedCount++;
  }

  /**
   * Returns whether a retraction takes away what is there: the same row, or, where it names nothing
   * but the key (a tombstone), any.
   */
  private boolean removes(Column[] columns, int row, int record, int present) {
    boolean tombstone = mode == Mode.REPLACE && rest.length > 0;
    boolean same = true;
    for (int i = 0; i < rest.length; i++) {
      Column column = columns[rest[i]];
      tombstone &= column.isNull(row);
      same &=
          present >= 0
              ? RowEquality.equal(column, present, column, row)
              : records.equal(record, key.length + i, column, row);
    }
    return same || tombstone;
  }

  private MillraceException violation(Batch batch, int row) {
    return new MillraceException(
        ErrorCode.UNIQUE_VIOLATION,
        "a row with the primary key "
            + KeyText.of(type, key, batch, row)
            + " exists already; change it by UPDATE, or say ON CONFLICT what to do");
  }

  /** Takes out what the batch has made, so that it leaves no trace. */
  private void forget(int rows) {
    for (int row = 0; row < rows; row++) {
      touch(found[row], hashes[row], rows);
    }
    for (int place = 0; place < touchedCount; place++) {
      records.setSlot(touched[place], scratchSlot, 0);
      if (!existed[place]) {
        table.remove(touched[place], touchedHashes[place]);
      }
    }
  }

  private void apply(Batch batch, Column[] columns, Output out) {
    int[] old = new int[touchedCount];
    int oldCount = 0;
    int[] come = new int[touchedCount];
    int comeCount = 0;
    for (int place = 0; place < touchedCount; place++) {
      int record = touched[place];
      int row = outcome[place];
      boolean same =
          row == UNCHANGED || existed[place] && row >= 0 && equalRest(record, columns, row);
      if (same) {
        outcome[place] = UNCHANGED;
      } else if (existed[place]) {
        old[oldCount++] = record;
      }
      if (!same && row >= 0) {
        come[comeCount++] = row;
      }
    }
    // Read before it is overwritten.
    Batch gone = gather(old, oldCount);
    for (int place = 0; place < touchedCount; place++) {
      settle(touched[place], outcome[place], place, columns);
    }
    out.emit(gone);
    if (comeCount > 0) {
      out.emit(batch.gather(come, comeCount).withWeights(null));
    }
  }

  private boolean equalRest(int record, Column[] columns, int row) {
    for (int i = 0; i < rest.length; i++) {
      if (!records.equal(record, key.length + i, columns[rest[i]], row)) {
        return false;
      }
    }
    return true;
  }

  private void settle(int record, int row, int place, Column[] columns) {
    records.setSlot(record, scratchSlot, 0);
    if (row >= 0) {
      for (int i = 0; i < rest.length; i++) {
        records.write(record, key.length + i, columns[rest[i]], row);
      }
      records.mark(record);
      records.markDirty(record);
    } else if (row == ABSENT || !existed[place]) {
      table.remove(record, touchedHashes[place]);
    }
  }

  /** Returns the rows of these records, taken away. */
  private Batch gather(int[] list, int count) {
    if (count == 0) {
      return BatchBuilder.empty(type);
    }
    Column[] columns = new Column[type.size()];
    for (int i = 0; i < key.length; i++) {
      columns[key[i]] = column(i, type.type(key[i]), list, count);
    }
    for (int i = 0; i < rest.length; i++) {
      columns[rest[i]] = column(key.length + i, type.type(rest[i]), list, count);
    }
    long[] weights = new long[count];
    Arrays.fill(weights, -1);
    return new Batch(count, columns, weights);
  }

  private Column column(int field, Type fieldType, int[] list, int count) {
    ColumnBuilder builder = ColumnBuilder.of(fieldType, count);
    records.append(field, list, 0, count, builder);
    return builder.build();
  }

  @Override
  protected Durable state() {
    return table;
  }

  @Override
  public void restore(StateReader reader) {
    super.restore(reader);
    for (int record = 0; record < records.limit(); record++) {
      records.mark(record);
    }
  }
}
