package io.millrace.lake.parquet;

import io.millrace.batch.Column;
import io.millrace.batch.NullColumns;
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
    private final NullColumns nulls;

    Missing(Type type) {
      nulls = new NullColumns(type);
    }

    @Override
    public void startRowGroup(RowGroup group) {}

    @Override
    public int preferredRows(int limit) {
      return limit;
    }

    @Override
    public Column read(int rows) {
      return nulls.of(rows);
    }
  }
}
