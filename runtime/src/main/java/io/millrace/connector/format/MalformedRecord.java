package io.millrace.connector.format;

/**
 * Ends the decoding of one record. Without a stack trace, so that a file full of bad records costs
 * little more than a good one.
 */
public final class MalformedRecord extends RuntimeException {
  /** Says that the record goes on behind the bytes there are. */
  public static final MalformedRecord UNFINISHED =
      new MalformedRecord("the record is not complete");

  public MalformedRecord(String reason) {
    super(reason, null, false, false);
  }
}
