package io.millrace.operator.over;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.operator.Output;
import io.millrace.zset.RowEquality;
import java.util.Arrays;

/** Gives out rows with results that have come, and those that have gone. */
final class OverDifference {
  private static final int BATCH_ROWS = 8192;

  private final OverResults results;
  private final Chosen gone = new Chosen();
  private final Chosen come = new Chosen();

  OverDifference(OverResults results) {
    this.results = results;
  }

  /** Rows to give out, and where their results are. */
  private static final class Chosen {
    private int[] rows = new int[64];
    private int[] results = new int[64];
    private int count;

    void add(int row, int result) {
      if (count == rows.length) {
        rows = Arrays.copyOf(rows, 2 * count);
        results = Arrays.copyOf(results, 2 * count);
      }
      rows[count] = row;
      results[count++] = result;
    }

    void emit(Batch batch, Column[] found, boolean takenAway, Output out) {
      int width = batch.columnCount();
      for (int from = 0; from < count; from += BATCH_ROWS) {
        int size = Math.min(count - from, BATCH_ROWS);
        int[] chunk = Arrays.copyOfRange(rows, from, from + size);
        int[] chunkResults = Arrays.copyOfRange(results, from, from + size);
        Column[] columns = new Column[width + found.length];
        for (int i = 0; i < columns.length; i++) {
          columns[i] =
              i < width
                  ? batch.column(i).gather(chunk, size)
                  : found[i - width].gather(chunkResults, size);
        }
        long[] weights = null;
        if (takenAway) {
          weights = new long[size];
          Arrays.fill(weights, -1);
        }
        out.emit(new Batch(size, columns, weights));
      }
      count = 0;
      if (rows.length > 1 << 20) {
        rows = new int[64];
        results = new int[64];
      }
    }
  }

  /** Compares stretches of the same places; both are sealed. */
  void emit(OverRows before, OverRows after, Output out) {
    if (before.results() + after.results() == 0) {
      return;
    }
    Column[] old = results.evaluate(before);
    Column[] now = results.evaluate(after);
    for (int i = 0; i < after.stretches(); i++) {
      compare(before, before.stretch(i), old, after, after.stretch(i), now);
    }
    gone.emit(before.batch(), old, true, out);
    come.emit(after.batch(), now, false, out);
  }

  private void compare(
      OverRows before,
      OverRows.Stretch left,
      Column[] old,
      OverRows after,
      OverRows.Stretch right,
      Column[] now) {
    int i = left.from;
    int j = right.from;
    while (i < left.to || j < right.to) {
      int order;
      if (i == left.to) {
        order = 1;
      } else if (j == right.to) {
        order = -1;
      } else {
        order = before.compare(i, after, j);
      }
      int result = left.firstResult + i - left.from;
      int newResult = right.firstResult + j - right.from;
      boolean same = order == 0 && RowEquality.equal(old, result, now, newResult);
      if (order <= 0) {
        if (!same) {
          gone.add(i, result);
        }
        i++;
      }
      if (order >= 0) {
        if (!same) {
          come.add(j, newResult);
        }
        j++;
      }
    }
  }
}
