package io.millrace.lake.parquet;

/** The memory in which a column's pages are read and decompressed, one row group after another. */
final class PageBuffers {
  /** Bytes of the file. */
  byte[] window = {};

  private byte[] page = {};

  /** Returns an array of at least so many bytes, which the next call may return again. */
  byte[] page(int size) {
    if (page.length < size) {
      page = new byte[size + (size >>> 2)];
    }
    return page;
  }
}
