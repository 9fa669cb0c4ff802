package io.millrace.planner.plan;

/** What becomes of the rows of a join. */
public enum JoinKind {
  INNER,
  LEFT,
  RIGHT,
  FULL,
  /** Left rows that have a match. */
  SEMI,
  /** Left rows that have none. */
  ANTI;

  /** Returns whether right columns are part of the result. */
  public boolean givesRight() {
    return this != SEMI && this != ANTI;
  }

  /** Returns whether a left row without a match is given, with nulls for the right columns. */
  public boolean keepsLeft() {
    return this == LEFT || this == FULL;
  }

  /** Returns whether a right row without a match is given, with nulls for the left columns. */
  public boolean keepsRight() {
    return this == RIGHT || this == FULL;
  }
}
