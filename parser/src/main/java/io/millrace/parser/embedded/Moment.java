package io.millrace.parser.embedded;

import io.millrace.parser.text.SqlText;

/** The moment at which a table is to be read, or to which it is to be restored. */
public sealed interface Moment {
  /** A version of one table. */
  record Version(long number) implements Moment {
    @Override
    public String toString() {
      return "VERSION AS OF " + number;
    }
  }

  /**
   * A point in time.
   *
   * @param text the string as the user wrote it, without quotes, e.g. {@code 2026-01-31 12:00:00};
   *     the parser has checked that it begins with a date
   */
  record Timestamp(String text) implements Moment {
    @Override
    public String toString() {
      return "TIMESTAMP AS OF " + SqlText.string(text);
    }
  }

  /** An epoch: one moment of the whole database. */
  record Epoch(long number) implements Moment {
    @Override
    public String toString() {
      return "AS OF EPOCH " + number;
    }
  }
}
