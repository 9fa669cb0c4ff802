package io.millrace.batch;

/**
 * The values of one column of a batch, over primitive arrays.
 *
 * <p>Immutable once built: the arrays behind a column must not be written again, and may be longer
 * than {@link #size()}. The value in a null row is undefined (but readable without error).
 */
public sealed interface Column
    permits LongColumn, DoubleColumn, WideColumn, BytesColumn, ArrayColumn, MapColumn, RowColumn {

  int size();

  /** Returns the null bitmap as {@link Nulls} describes it, or null where no row is null. */
  long[] nulls();

  default boolean isNull(int row) {
    return Nulls.isNull(nulls(), row);
  }

  /** Returns roughly how many bytes the values take, those that others share too. */
  long bytes();

  /** Returns the column of the rows {@code rows[0..count)}, in that order; rows may repeat. */
  Column gather(int[] rows, int count);
}
