package io.millrace.lake.delta;

import io.millrace.lake.parquet.ParquetColumn;
import io.millrace.type.RowType;
import java.util.List;

/**
 * What the log says of a table at one version.
 *
 * @param timestamp when the version was committed, milliseconds since 1970-01-01 UTC
 * @param type the table's columns
 * @param columns the same columns as the data files have them
 * @param partitionColumns the indexes of the columns that are kept in the log and not in files
 * @param files in no particular order
 * @param writable whether the table has the features that our commits need
 */
public record TableView(
    long version,
    long timestamp,
    RowType type,
    List<ParquetColumn> columns,
    List<Integer> partitionColumns,
    List<DataFile> files,
    boolean writable) {
  public TableView {
    columns = List.copyOf(columns);
    partitionColumns = List.copyOf(partitionColumns);
    files = List.copyOf(files);
  }

  /** Returns the view of a later version of the same columns. */
  public TableView next(long newVersion, long newTimestamp, List<DataFile> newFiles) {
    return new TableView(
        newVersion, newTimestamp, type, columns, partitionColumns, newFiles, writable);
  }
}
