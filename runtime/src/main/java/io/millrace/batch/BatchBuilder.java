package io.millrace.batch;

import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.Arrays;
import java.util.List;

/** Builds a batch row by row: append a value to each column, then end the row with its weight. */
public final class BatchBuilder {
  private final List<Type> types;
  private final int capacity;
  private ColumnBuilder[] columns;
  private long[] weights;
  private boolean weighted;
  private int size;

  public BatchBuilder(RowType type, int capacity) {
    this(type.types(), capacity);
  }

  public BatchBuilder(List<Type> types, int capacity) {
    this.types = List.copyOf(types);
    this.capacity = capacity;
    reset();
  }

  private void reset() {
    columns = new ColumnBuilder[types.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = ColumnBuilder.of(types.get(i), capacity);
    }
    weights = new long[capacity];
    weighted = false;
    size = 0;
  }

  public ColumnBuilder column(int index) {
    return columns[index];
  }

  /** Ends the row, whose values have been appended to each column. */
  public void endRow(long weight) {
    if (size == weights.length) {
      weights = Arrays.copyOf(weights, ColumnBuilder.grown(size));
    }
    weights[size++] = weight;
    weighted |= weight != 1;
  }

  /** Appends a row of a batch of the same types, with this weight. */
  public void append(Batch batch, int row, long weight) {
    for (int i = 0; i < columns.length; i++) {
      columns[i].append(batch.column(i), row);
    }
    endRow(weight);
  }

  /** Appends all rows of a batch of the same types, with their weights. */
  public void appendAll(Batch batch) {
    for (int i = 0; i < columns.length; i++) {
      columns[i].appendRange(batch.column(i), 0, batch.size());
    }
    for (int row = 0; row < batch.size(); row++) {
      endRow(batch.weight(row));
    }
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** Returns the batch; the builder starts again, empty. */
  public Batch build() {
    Column[] built = new Column[columns.length];
    for (int i = 0; i < built.length; i++) {
      built[i] = columns[i].build();
    }
    Batch batch = new Batch(size, built, weighted ? weights : null);
    reset();
    return batch;
  }

  /** Returns a batch of no rows. */
  public static Batch empty(RowType type) {
    return new BatchBuilder(type, 0).build();
  }

  /** Returns all rows of these batches, of the same types, in one. */
  public static Batch concat(RowType type, List<Batch> batches) {
    if (batches.size() == 1) {
      return batches.get(0);
    }
    int rows = batches.stream().mapToInt(Batch::size).sum();
    BatchBuilder builder = new BatchBuilder(type, rows);
    batches.forEach(builder::appendAll);
    return builder.build();
  }
}
