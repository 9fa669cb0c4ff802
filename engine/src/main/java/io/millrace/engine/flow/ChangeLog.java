package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.BytesBuilder;
import io.millrace.batch.LongBuilder;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import io.millrace.zset.Consolidator;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns deltas into the rows of EMIT CHANGES: {@code op} ({@code +I}, {@code -U}, {@code +U},
 * {@code -D}) and {@code epoch} ahead of the query's own columns.
 *
 * <p>A row that goes and one that comes under the same unique key are an update; where the query
 * has no unique key, updates show as a deletion and an insertion.
 */
public final class ChangeLog {
  private final RowType type;
  private final RowType shown;
  private final UpdatePairs updates;

  /**
   * @param key the columns of a unique key, or null where there is none
   */
  public ChangeLog(RowType rows, int[] key) {
    this.type = rows;
    this.updates = new UpdatePairs(key);
    List<Field> fields = new ArrayList<>();
    fields.add(Field.required("op", Type.VARCHAR));
    fields.add(Field.required("epoch", Type.BIGINT));
    fields.addAll(rows.fields());
    this.shown = new RowType(fields);
  }

  /** Returns the columns of what is shown. */
  public RowType shownType() {
    return shown;
  }

  /** Returns the changes of one step as rows without weights. */
  public Batch show(List<Batch> deltas, long epoch) {
    Batch delta = Consolidator.consolidate(BatchBuilder.concat(type, deltas));
    int[] partner = updates.of(delta);
    BatchBuilder builder = new BatchBuilder(shown, delta.size());
    for (int row = 0; row < delta.size(); row++) {
      if (partner[row] != UpdatePairs.NONE) {
        if (delta.weight(row) < 0) {
          append(builder, "-U", epoch, delta, row);
          append(builder, "+U", epoch, delta, partner[row]);
        }
        continue;
      }
      String op = delta.weight(row) > 0 ? "+I" : "-D";
      for (long n = Math.abs(delta.weight(row)); n > 0; n--) {
        append(builder, op, epoch, delta, row);
      }
    }
    return builder.build();
  }

  private void append(BatchBuilder builder, String op, long epoch, Batch delta, int row) {
    ((BytesBuilder) builder.column(0)).appendText(op);
    ((LongBuilder) builder.column(1)).appendLong(epoch);
    for (int i = 0; i < delta.columnCount(); i++) {
      builder.column(i + 2).append(delta.column(i), row);
    }
    builder.endRow(1);
  }
}
