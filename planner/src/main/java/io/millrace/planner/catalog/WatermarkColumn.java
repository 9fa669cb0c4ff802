package io.millrace.planner.catalog;

/**
 * A relation whose source promises something of a column's values to come.
 *
 * <p>Its scan can deliver one more column after all others, {@code $watermark}: a BIGINT that is
 * never null, the watermark in microseconds since 1970-01-01 just before the row arrived.
 *
 * @param column the column that the promise is about, a timestamp
 * @param frees whether state behind the watermark may be freed: no row is ever taken away
 */
public record WatermarkColumn(int column, boolean frees) {
  /** The name of the column that carries each row's watermark. */
  public static final String NAME = "$watermark";
}
