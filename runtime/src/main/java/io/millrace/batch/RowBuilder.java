package io.millrace.batch;

import java.util.List;

/** Builds a {@link RowColumn}: append one value to every field, then {@link #end()}. */
public final class RowBuilder extends ColumnBuilder {
  private final List<ColumnBuilder> fields;

  public RowBuilder(List<ColumnBuilder> fields) {
    this.fields = List.copyOf(fields);
  }

  public ColumnBuilder field(int index) {
    return fields.get(index);
  }

  /** Ends the row, once each field has its value. */
  public void end() {
    size++;
  }

  @Override
  public void appendNull() {
    markNull();
    for (ColumnBuilder field : fields) {
      field.appendNull();
    }
    size++;
  }

  @Override
  public void append(Column column, int row) {
    RowColumn rows = (RowColumn) column;
    if (rows.isNull(row)) {
      appendNull();
      return;
    }
    for (int i = 0; i < fields.size(); i++) {
      fields.get(i).append(rows.fields().get(i), row);
    }
    size++;
  }

  @Override
  void truncateValues(int rows) {
    fields.forEach(field -> field.truncate(rows));
  }

  @Override
  public RowColumn build() {
    return new RowColumn(fields.stream().map(ColumnBuilder::build).toList(), finishNulls(), size);
  }
}
