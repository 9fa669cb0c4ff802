package io.millrace.connector.format;

import io.millrace.batch.Column;

/**
 * Decodes records of one format into columns. For one thread, and for one file at a time.
 *
 * <p>Order of calls: {@link #begin} with the beginning of a file, then {@link #decode} as long as
 * there are bytes, and {@link #take} whenever there are rows. The columns taken may be views of the
 * buffer: what has been decoded must not be written again.
 */
public interface RecordDecoder {
  /** How many bytes a buffer must have behind its limit. */
  int PADDING = 16;

  /** The longest record; what is longer is malformed. */
  int LONGEST_RECORD = 64 << 20;

  /** What {@link #begin} returns where it needs more bytes. */
  int MORE = -1;

  /**
   * Reads what stands before the first record of a file, such as a header, and returns where the
   * first record begins; {@link #MORE} where that cannot be told yet.
   *
   * @param limit the end of the bytes; at least {@link #PADDING} bytes follow, the first of them 0
   * @param end whether the file ends at the limit
   * @throws io.millrace.error.MillraceException for a file that cannot be of this format
   */
  int begin(byte[] data, int limit, boolean end);

  /**
   * Decodes records until there are {@code maxRows} rows or no whole record is left, and returns
   * where the first record begins that it has not decoded.
   *
   * @param data the same array until the rows have been taken
   * @param limit the end of the bytes; at least {@link #PADDING} bytes follow, the first of them 0
   * @param end whether the file ends at the limit, so that what is there is a whole record
   */
  int decode(byte[] data, int from, int limit, boolean end, int maxRows, BadRecords bad);

  /**
   * Returns whether a record that was read to its end, because the file ended there, goes on after
   * all.
   *
   * @param before the last byte that was read
   * @param next the byte that now follows it
   */
  default boolean isCut(byte before, byte next) {
    return false;
  }

  /** Returns how many rows have been decoded and not been taken. */
  int rows();

  /** Returns the rows' columns, and starts again with none. */
  Column[] take();

  /** Takes records that are no rows. */
  interface BadRecords {

    /** Returns whether to stop before a bad record as long as there are rows to be taken. */
    boolean isFatal();

    /** Returns whether so many have come that they should be looked at before going on. */
    boolean isFull();

    /** Takes the record {@code data[from .. to)}. */
    void add(int from, int to, String reason);
  }
}
