package io.millrace.operator.topn;

/** How the rows of a partition are numbered, from 1. */
public enum Ranking {
  /** Each row has a number of its own. */
  ROW_NUMBER,
  /** Rows equal in order share a number; the next number leaves out as many. */
  RANK,
  /** Rows equal in order share a number; the next number is one more. */
  DENSE_RANK
}
