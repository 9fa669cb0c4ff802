package io.millrace.batch;

import java.util.List;

/** Values of {@link io.millrace.type.Storage#ROW}: row {@code i} of every field's column. */
public record RowColumn(List<Column> fields, long[] nulls, int size) implements Column {
  public RowColumn {
    fields = List.copyOf(fields);
  }

  @Override
  public RowColumn gather(int[] rows, int count) {
    return new RowColumn(
        fields.stream().map(field -> field.gather(rows, count)).toList(),
        Nulls.gather(nulls, rows, count),
        count);
  }

  @Override
  public long bytes() {
    return fields.stream().mapToLong(Column::bytes).sum();
  }
}
