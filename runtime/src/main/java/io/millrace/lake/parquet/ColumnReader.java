package io.millrace.lake.parquet;

import io.millrace.batch.Column;
import io.millrace.batch.NullColumns;
import io.millrace.type.Type;
import java.io.IOException;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.RowGroup;

/**
 * Reads one top-level column of a file, some rows at a time. It shares nothing that changes with
 * the readers of other columns, so that each may be with another thread; the {@link Codec} is that
 * thread's.
 */
interface ColumnReader {
  /** About how long it takes to decode a value, and a byte as it lies in the file. */
  double VALUE_NANOS = 6;

  double BYTE_NANOS = 0.25;

  /** Returns about how many nanoseconds it takes to read all of a row group. */
  double work(RowGroup group);

  /** Returns about how many nanoseconds it takes to read all of a leaf in a row group. */
  static double work(SchemaNode leaf, RowGroup group) {
    ColumnMetaData metadata = group.getColumns().get(leaf.leaf).getMeta_data();
    return VALUE_NANOS * metadata.getNum_values()
        + BYTE_NANOS * metadata.getTotal_compressed_size();
  }

  /** Goes to the first row of a row group. */
  void startRowGroup(RowGroup group) throws IOException;

  /**
   * Returns how many of the next rows, at most {@code limit}, are best read at once: {@code limit},
   * or a number that does not depend on it.
   */
  int preferredRows(int limit, Codec codec) throws IOException;

  /** Reads the next {@code rows} rows. */
  Column read(int rows, Codec codec) throws IOException;

  /** A column that the file does not have, or that nobody needs: null in every row. */
  final class Missing implements ColumnReader {
    private final NullColumns nulls;

    Missing(Type type) {
      nulls = new NullColumns(type);
    }

    @Override
    public double work(RowGroup group) {
      return 0;
    }

    @Override
    public void startRowGroup(RowGroup group) {}

    @Override
    public int preferredRows(int limit, Codec codec) {
      return limit;
    }

    @Override
    public Column read(int rows, Codec codec) {
      return nulls.of(rows);
    }
  }
}
