package io.millrace.lake.parquet;

/** The memory in which a column's pages are read and decompressed, one row group after another. */
final class PageBuffers {
  private byte[] window = {};
  private byte[] page = {};

  /**
   * Returns an array of at least so many bytes of the file, which the next call may return again.
   */
  byte[] window(int size) {
    window = withRoom(window, size);
    return window;
  }

  /** Returns an array of at least so many bytes, which the next call may return again. */
  byte[] page(int size) {
    page = withRoom(page, size);
    return page;
  }

  /** With room to spare: one page is a little longer than the other. */
  private static byte[] withRoom(byte[] array, int size) {
    return array.length < size ? new byte[size + (size >>> 2)] : array;
  }
}
