package io.millrace.engine.statement;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.Column;
import io.millrace.batch.ValueText;
import io.millrace.engine.flow.Intake;
import io.millrace.engine.flow.StoredTable;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.operator.Predicate;
import io.millrace.operator.Transform;
import io.millrace.state.GroupTable;
import io.millrace.type.RowType;
import io.millrace.zset.RowHash;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * {@code INSERT ... ON CONFLICT DO UPDATE}: a row whose key is there changes the present row, where
 * the condition holds; all others go in. As in PostgreSQL, a statement may not touch a key twice.
 */
final class ConflictUpdate {
  private final StoredTable table;
  private final RowType type;
  private final int[] key;
  private final RowPlaces named;
  private final Transform changed;
  private final Optional<Predicate> where;

  /**
   * @param key the primary key's columns
   * @param named where the statement says what becomes of present rows
   * @param changed makes the changed row of the present row beside the new one
   * @param where which present rows, beside the new ones, are changed
   */
  ConflictUpdate(
      StoredTable table, int[] key, RowPlaces named, Transform changed, Optional<Predicate> where) {
    this.table = table;
    this.type = table.dataset().type();
    this.key = key.clone();
    this.named = named;
    this.changed = changed;
    this.where = where;
  }

  /**
   * What a statement does to the table.
   *
   * @param rows how many rows it puts in or changes
   */
  record Outcome(Batch delta, long rows) {}

  /**
   * Returns what these rows do; they are complete.
   *
   * @throws MillraceException CARDINALITY_VIOLATION where a key would be touched twice
   */
  Outcome of(Batch rows, Intake.Report report) {
    int[] places = new int[rows.size()];
    Batch present = table.present(rows, places);
    boolean[] changes = changes(rows, places, present);
    refuseTwice(rows, places, changes);
    int[] fresh = IntStream.range(0, places.length).filter(row -> places[row] < 0).toArray();
    int[] meeting = IntStream.range(0, places.length).filter(row -> changes[row]).toArray();
    int[] met = IntStream.of(meeting).map(row -> places[row]).toArray();
    Batch old = present.gather(met, met.length);
    Batch updated = changed.apply(pairs(old, rows.gather(meeting, meeting.length)));
    Batch now = named.place(() -> table.check(updated, report));
    Batch delta =
        BatchBuilder.concat(type, List.of(old.negate(), now, rows.gather(fresh, fresh.length)));
    return new Outcome(delta, (long) fresh.length + now.size());
  }

  /** Returns for which rows the present row is to be changed. */
  private boolean[] changes(Batch rows, int[] places, Batch present) {
    int[] meeting = IntStream.range(0, places.length).filter(row -> places[row] >= 0).toArray();
    boolean[] changes = new boolean[places.length];
    if (where.isEmpty()) {
      IntStream.of(meeting).forEach(row -> changes[row] = true);
      return changes;
    }
    int[] met = IntStream.of(meeting).map(row -> places[row]).toArray();
    Batch pairs = pairs(present.gather(met, met.length), rows.gather(meeting, meeting.length));
    int[] selected = new int[meeting.length];
    int count = where.get().select(pairs, selected);
    for (int i = 0; i < count; i++) {
      changes[meeting[selected[i]]] = true;
    }
    return changes;
  }

  private void refuseTwice(Batch rows, int[] places, boolean[] changes) {
    GroupTable keys = new GroupTable(type.select(key).types(), List.of(), 0, 0);
    int[] groups = new int[rows.size()];
    long[] hashes = new long[rows.size()];
    RowHash.hash(rows, key, hashes);
    keys.findOrInsert(rows, key, hashes, groups);
    boolean[] touched = new boolean[keys.records().limit()];
    for (int row = 0; row < groups.length; row++) {
      boolean touches = places[row] < 0 || changes[row];
      if (touched[groups[row]] || (touches && rows.weight(row) > 1)) {
        throw new MillraceException(
            ErrorCode.CARDINALITY_VIOLATION,
            "ON CONFLICT DO UPDATE cannot touch a row twice, but the statement gives more than one"
                + " row with the primary key "
                + ValueText.named(type.select(key), rows.select(key), row),
            Errors.at(named.rows()));
      }
      touched[groups[row]] = touches;
    }
  }

  private static Batch pairs(Batch present, Batch excluded) {
    int width = present.columnCount();
    Column[] columns = new Column[width + excluded.columnCount()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = i < width ? present.column(i) : excluded.column(i - width);
    }
    return new Batch(present.size(), columns, null);
  }
}
