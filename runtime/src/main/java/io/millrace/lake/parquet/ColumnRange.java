package io.millrace.lake.parquet;

import java.nio.charset.StandardCharsets;

/**
 * A promise about the rows that are wanted: the value of a column lies between two bounds, both
 * inclusive, and is not null. Row groups and files that have no such row may be left out; others
 * may still hold rows outside the range, so the caller filters in any case.
 *
 * @param column the column's index in the table (not in the projection)
 * @param min the smallest value wanted, or null: a {@code Long} for a column of storage LONG (its
 *     stored form), a {@code Double} for DOUBLE, a {@code byte[]} for BYTES
 * @param max the largest value wanted, or null
 */
public record ColumnRange(int column, Object min, Object max) {

  /** A range over a column of storage LONG. */
  public static ColumnRange longs(int column, long min, long max) {
    return new ColumnRange(column, min, max);
  }

  /** A range over a column of storage DOUBLE. */
  public static ColumnRange doubles(int column, double min, double max) {
    return new ColumnRange(column, min, max);
  }

  /** A range over a text column; null is no bound. */
  public static ColumnRange text(int column, String min, String max) {
    return new ColumnRange(
        column,
        min == null ? null : min.getBytes(StandardCharsets.UTF_8),
        max == null ? null : max.getBytes(StandardCharsets.UTF_8));
  }
}
