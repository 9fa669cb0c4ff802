package io.millrace.aggregate;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.LongColumn;
import io.millrace.batch.Nulls;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives the rows of a batch to the accumulators that take the same ones: those whose filter is true
 * and whose argument is not null. Where it has a table of values, accumulators are given only each
 * group's different values: a row where a value comes (+1) or goes (-1).
 */
public final class Feed {
  private final int argument;
  private final int filter;
  private final ValueTable values;
  private final List<Accumulator> accumulators = new ArrayList<>();
  private final Selection selection = new Selection();
  private int[] selected = new int[0];

  /**
   * @param argument the batch's column, or -1 for none
   * @param filter a boolean column of the batch, or -1
   * @param values where each group's values are counted, or null to take every row
   */
  public Feed(int argument, int filter, ValueTable values) {
    this.argument = argument;
    this.filter = filter;
    this.values = values;
  }

  public void add(Accumulator accumulator) {
    accumulators.add(accumulator);
  }

  /** Takes a batch with each row's group and the hash of its key. */
  public void process(Batch batch, int[] groups, long[] hashes) {
    selection.argument = argument < 0 ? null : batch.column(argument);
    selection.groups = groups;
    selection.hashes = hashes;
    selection.weights = batch.weights();
    select(batch);
    if (selection.count == 0) {
      return;
    }
    if (values != null) {
      values.apply(selection);
    }
    for (Accumulator accumulator : accumulators) {
      accumulator.add(selection);
    }
  }

  private void select(Batch batch) {
    Column column = selection.argument;
    long[] nulls = column == null ? null : column.nulls();
    selection.rows = null;
    selection.count = batch.size();
    if (filter < 0 && nulls == null) {
      return;
    }
    if (selected.length < batch.size()) {
      selected = new int[batch.size()];
    }
    int count = 0;
    int size = batch.size();
    if (filter < 0) {
      for (int row = 0; row < size; row++) {
        selected[count] = row;
        count += Nulls.isNull(nulls, row) ? 0 : 1;
      }
    } else {
      LongColumn conditions = batch.longs(filter);
      long[] truths = conditions.values();
      for (int row = 0; row < size; row++) {
        boolean taken = truths[row] != 0 && !conditions.isNull(row) && !Nulls.isNull(nulls, row);
        selected[count] = row;
        count += taken ? 1 : 0;
      }
    }
    selection.rows = selected;
    selection.count = count;
  }
}
