package io.millrace.lake.delta;

import java.util.Map;

/**
 * A data file of a table, as the log names it.
 *
 * @param path relative to the table, encoded as a URI has it; or absolute
 * @param partition the values of the partition columns by physical name; a value may be null
 * @param size in bytes
 * @param modified milliseconds since 1970-01-01 UTC
 * @param rows how many rows the file has, deleted ones included, or -1 where the log does not say
 * @param statistics the log's statistics as JSON, or null
 * @param vector the rows that are deleted, or null
 */
public record DataFile(
    String path,
    Map<String, String> partition,
    long size,
    long modified,
    long rows,
    String statistics,
    DeletionVector vector) {

  /** Returns the same file with other rows deleted. */
  public DataFile withVector(DeletionVector newVector, String newStatistics) {
    return new DataFile(path, partition, size, modified, rows, newStatistics, newVector);
  }

  /** Returns how many of its rows are not deleted; {@link #rows} must be known. */
  public long liveRows() {
    return vector == null ? rows : rows - vector.cardinality();
  }
}
