package io.millrace.batch;

import java.util.Arrays;

/**
 * Some rows of a table or of a change to it, in columns.
 *
 * <p>With weights it is a delta, a Z-set that says what changed: +1 a row that came, -1 a row that
 * went, 2 a row that came twice. Without weights (null) every row's weight is +1. Rows may repeat
 * (a batch is <em>not</em> consolidated unless something says so) and a weight is never 0.
 * Immutable; shared freely between operators and threads.
 */
public final class Batch {
  private final int size;
  private final Column[] columns;
  private final long[] weights;

  /**
   * @param size the number of rows; each column has as many
   * @param columns in the order of the row type
   * @param weights one a row, none of them 0, or null where every weight is +1
   */
  public Batch(int size, Column[] columns, long[] weights) {
    this.size = size;
    this.columns = columns;
    this.weights = weights;
    assert Arrays.stream(columns).allMatch(column -> column.size() == size);
  }

  /** Rows that came, each once. */
  public static Batch of(Column... columns) {
    return new Batch(columns[0].size(), columns, null);
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public int columnCount() {
    return columns.length;
  }

  public Column column(int index) {
    return columns[index];
  }

  /** Returns column {@code index}, of storage LONG. */
  public LongColumn longs(int index) {
    return (LongColumn) columns[index];
  }

  /** Returns column {@code index}, of storage DOUBLE. */
  public DoubleColumn doubles(int index) {
    return (DoubleColumn) columns[index];
  }

  /** Returns column {@code index}, of storage BYTES. */
  public BytesColumn bytes(int index) {
    return (BytesColumn) columns[index];
  }

  /** Returns the weights (not to be written), or null where every weight is +1. */
  public long[] weights() {
    return weights;
  }

  public long weight(int row) {
    return weights == null ? 1 : weights[row];
  }

  /** Returns roughly how many bytes the columns take that are not null in every row. */
  public long bytes() {
    long bytes = 0;
    for (Column column : columns) {
      bytes += Nulls.isEverywhere(column.nulls(), size) ? 0 : column.bytes();
    }
    return bytes;
  }

  /** Returns whether nothing is taken away: every weight is positive. */
  public boolean isInsertOnly() {
    if (weights != null) {
      for (int i = 0; i < size; i++) {
        if (weights[i] < 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** Returns the rows {@code rows[0..count)} in that order. */
  public Batch gather(int[] rows, int count) {
    Column[] gathered = new Column[columns.length];
    for (int i = 0; i < columns.length; i++) {
      gathered[i] = columns[i].gather(rows, count);
    }
    long[] gatheredWeights = null;
    if (weights != null) {
      gatheredWeights = new long[count];
      for (int i = 0; i < count; i++) {
        gatheredWeights[i] = weights[rows[i]];
      }
    }
    return new Batch(count, gathered, gatheredWeights);
  }

  /** Returns rows {@code from} (inclusive) to {@code to} (exclusive). */
  public Batch slice(int from, int to) {
    if (from == 0 && to == size) {
      return this;
    }
    int[] rows = new int[to - from];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = from + i;
    }
    return gather(rows, rows.length);
  }

  /** Returns the same rows with only the columns at these indexes, in that order. */
  public Batch select(int... indexes) {
    Column[] selected = new Column[indexes.length];
    for (int i = 0; i < indexes.length; i++) {
      selected[i] = columns[indexes[i]];
    }
    return new Batch(size, selected, weights);
  }

  /** Returns the same rows and weights with other columns. */
  public Batch withColumns(Column... newColumns) {
    return new Batch(size, newColumns, weights);
  }

  /** Returns the same rows and weights with one more column, the last. */
  public Batch withColumn(Column column) {
    Column[] more = Arrays.copyOf(columns, columns.length + 1);
    more[columns.length] = column;
    return withColumns(more);
  }

  /** Returns the same rows with these weights, none of them 0 (null: all +1). */
  public Batch withWeights(long[] newWeights) {
    return new Batch(size, columns, newWeights);
  }

  /** Returns the opposite change: what came goes, what went comes. */
  public Batch negate() {
    long[] negated = new long[size];
    for (int i = 0; i < size; i++) {
      negated[i] = -weight(i);
    }
    return new Batch(size, columns, negated);
  }
}
