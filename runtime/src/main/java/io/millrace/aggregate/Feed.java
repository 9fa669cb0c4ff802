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
  private final int bit;
  private final List<Accumulator> accumulators = new ArrayList<>();
  private final Selection selection = new Selection();
  private int[] selected = new int[0];

  /**
   * @param argument the batch's column, or -1 for none
   * @param filter a boolean column of the batch, or -1
   * @param values where each group's values are counted, or null to take every row
   * @param bit this feed's in that table, if values are only added to it; else -1
   */
  public Feed(int argument, int filter, ValueTable values, int bit) {
    this.argument = argument;
    this.filter = filter;
    this.values = values;
    this.bit = bit;
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
    give();
  }

  /**
   * Takes some rows of a batch without weights.
   *
   * @param from the first row
   * @param to the row after the last
   * @param weights by the row's number, or null where every weight is 1
   */
  public void process(Batch batch, int from, int to, int[] groups, long[] hashes, long[] weights) {
    selection.argument = argument < 0 ? null : batch.column(argument);
    selection.groups = groups;
    selection.hashes = hashes;
    selection.weights = weights;
    select(batch, from, to);
    give();
  }

  private void give() {
    if (selection.count == 0) {
      return;
    }
    if (bit >= 0) {
      values.add(selection, bit);
    } else if (values != null) {
      values.apply(selection);
    }
    for (Accumulator accumulator : accumulators) {
      accumulator.add(selection);
    }
  }

  private void select(Batch batch) {
    Column column = selection.argument;
    long[] nulls = column == null ? null : column.nulls();
    if (filter < 0 && nulls == null) {
      selection.rows = null;
      selection.count = batch.size();
      return;
    }
    select(batch, 0, batch.size());
  }

  private void select(Batch batch, int from, int to) {
    Column column = selection.argument;
    long[] nulls = column == null ? null : column.nulls();
    if (selected.length < to - from) {
      selected = new int[Math.max(to - from, 2 * selected.length)];
    }
    int count = 0;
    if (filter < 0) {
      for (int row = from; row < to; row++) {
        selected[count] = row;
        count += Nulls.isNull(nulls, row) ? 0 : 1;
      }
    } else {
      LongColumn conditions = batch.longs(filter);
      long[] truths = conditions.values();
      for (int row = from; row < to; row++) {
        boolean taken = truths[row] != 0 && !conditions.isNull(row) && !Nulls.isNull(nulls, row);
        selected[count] = row;
        count += taken ? 1 : 0;
      }
    }
    selection.rows = selected;
    selection.count = count;
  }
}
