package io.millrace.connector.files;

/**
 * How far a file has been read.
 *
 * @param size how large it was, in bytes as stored, when its end was met; -1 while it is being read
 * @param position where its next record begins, in bytes uncompressed (in rows for Parquet)
 * @param rows how many rows it has given
 * @param lines how many lines end before the position
 */
record FileProgress(long size, long position, long rows, long lines) {
  static final FileProgress START = new FileProgress(-1, 0, 0, 0);
}
