package io.millrace.engine.result;

import io.millrace.type.RowType;
import java.util.List;

/** What a statement gives back. */
public sealed interface Result {

  /** Returns what should be known about it. */
  List<Notice> notices();

  /** Returns the same result with other notices. */
  Result withNotices(List<Notice> notices);

  /**
   * Rows. The caller closes the cursor.
   *
   * @param unbounded whether the rows go on until the cursor is cancelled (EMIT CHANGES)
   */
  record Rows(RowType type, RowCursor cursor, boolean unbounded, List<Notice> notices)
      implements Result {
    public Rows {
      notices = List.copyOf(notices);
    }

    public Rows(RowType type, RowCursor cursor, boolean unbounded) {
      this(type, cursor, unbounded, List.of());
    }

    @Override
    public Rows withNotices(List<Notice> others) {
      return new Rows(type, cursor, unbounded, others);
    }

    /** Returns the same rows from another cursor. */
    public Rows withCursor(RowCursor other) {
      return new Rows(type, other, unbounded, notices);
    }
  }

  /** A change of rows; how many rows it inserted, updated or deleted. */
  record Count(String tag, long rows, List<Notice> notices) implements Result {
    public Count {
      notices = List.copyOf(notices);
    }

    public Count(String tag, long rows) {
      this(tag, rows, List.of());
    }

    @Override
    public Count withNotices(List<Notice> others) {
      return new Count(tag, rows, others);
    }
  }

  /** A statement that gives nothing back but that it is done: {@code CREATE TABLE}. */
  record Done(String tag, List<Notice> notices) implements Result {
    public Done {
      notices = List.copyOf(notices);
    }

    public Done(String tag) {
      this(tag, List.of());
    }

    @Override
    public Done withNotices(List<Notice> others) {
      return new Done(tag, others);
    }
  }
}
