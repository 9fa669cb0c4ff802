package io.millrace.lake.parquet;

import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.type.Type;
import java.io.IOException;
import org.apache.parquet.format.RowGroup;

/** Reads one top-level column of a file, some rows at a time. */
interface ColumnReader {
  /** Goes to the first row of a row group. */
  void startRowGroup(RowGroup group) throws IOException;

  /** Returns how many of the next rows, at most {@code limit}, are best read at once. */
  int preferredRows(int limit) throws IOException;

  /** Reads the next {@code rows} rows. */
  Column read(int rows) throws IOException;

  /** A column that the file does not have, or that nobody needs: null in every row. */
  final class Missing implements ColumnReader {
    private final Type type;
    private Column last;

    Missing(Type type) {
      this.type = type;
    }

    @Override
    public void startRowGroup(RowGroup group) {}

    @Override
    public int preferredRows(int limit) {
      return limit;
    }

    @Override
    public Column read(int rows) {
      if (last == null || last.size() != rows) {
        last = nulls(type, rows);
      }
      return last;
    }

    static Column nulls(Type type, int rows) {
      ColumnBuilder builder = ColumnBuilder.of(type, rows);
      for (int row = 0; row < rows; row++) {
        builder.appendNull();
      }
      return builder.build();
    }
  }
}
