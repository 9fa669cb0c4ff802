package io.millrace.sqltests.differential;

/**
 * What went wrong in a scenario.
 *
 * @param view the view that it was seen in; empty where it was a change of a table
 */
record Failure(Kind kind, String view, String message) {
  enum Kind {
    /** The two answers differ. */
    MISMATCH,
    /** Millrace ended a statement with an error. */
    ERROR,
    /** Millrace said that it does not support what the query holds. */
    REFUSED,
    /** DuckDB ended the query with an error, which it must not. */
    ORACLE
  }
}
