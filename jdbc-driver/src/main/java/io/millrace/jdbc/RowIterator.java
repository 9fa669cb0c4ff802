package io.millrace.jdbc;

import io.millrace.batch.Batch;
import io.millrace.engine.result.Result;
import io.millrace.engine.result.RowCursor;
import io.millrace.type.RowType;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** A cursor's rows one by one, as Java values. */
final class RowIterator implements Iterator<Object[]> {
  private final RowType type;
  private final RowCursor cursor;
  private long left;
  private Batch batch;
  private int row;
  private long repeats;

  /**
   * @param maxRows 0 for no limit
   */
  RowIterator(Result.Rows rows, long maxRows) {
    this.type = rows.type();
    this.cursor = rows.cursor();
    this.left = maxRows <= 0 ? Long.MAX_VALUE : maxRows;
  }

  @Override
  public boolean hasNext() {
    if (left == 0) {
      return false;
    }
    while (repeats == 0) {
      if (batch != null && row + 1 < batch.size()) {
        row++;
      } else {
        batch = cursor.next();
        row = 0;
        if (batch == null) {
          left = 0;
          return false;
        }
      }
      repeats = batch.isEmpty() ? 0 : batch.weight(row);
    }
    return true;
  }

  @Override
  public Object[] next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    repeats--;
    left--;
    Object[] values = new Object[type.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = JdbcValues.of(type.type(i), batch.column(i), row);
    }
    return values;
  }

  void close() {
    cursor.close();
  }
}
