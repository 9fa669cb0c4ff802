package io.millrace.engine.result;

import io.millrace.type.RowType;

/** What a statement gives back. */
public sealed interface Result {

  /**
   * Rows. The caller closes the cursor.
   *
   * @param unbounded whether the rows go on until the cursor is cancelled (EMIT CHANGES)
   */
  record Rows(RowType type, RowCursor cursor, boolean unbounded) implements Result {}

  /** A change of rows; how many rows it inserted, updated or deleted. */
  record Count(String tag, long rows) implements Result {}

  /** A statement that gives nothing back but that it is done: {@code CREATE TABLE}. */
  record Done(String tag) implements Result {}
}
