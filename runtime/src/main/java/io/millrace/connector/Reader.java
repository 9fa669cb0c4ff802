package io.millrace.connector;

import io.millrace.batch.Batch;
import java.util.List;

/** Reads a source from an offset on. For one thread. */
public interface Reader extends AutoCloseable {

  /**
   * Returns rows that are ready now, in source order, without weights; null where none are. Looks
   * for new data (new files) when it has come to the end of what it knew.
   *
   * @param maxRows the most rows to return, at least 1
   * @throws io.millrace.error.MillraceException for a damaged file, or a malformed record where the
   *     source's options say that it fails the feed; the offset then stands before it
   */
  Batch poll(int maxRows);

  /** Returns where the next poll begins; survives restarts. */
  String offset();

  /** Returns the records that polls since the last call could not decode, and forgets them. */
  List<BadRecord> takeBadRecords();

  @Override
  void close();

  /** A record that is no row: where it is, why, and its beginning as text. */
  record BadRecord(String place, String reason, String text) {}
}
