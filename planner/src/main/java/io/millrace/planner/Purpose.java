package io.millrace.planner;

/** What a query is planned for. */
public enum Purpose {
  /** It runs once over what is there. */
  SNAPSHOT,
  /** It is kept up to date. */
  CONTINUOUS,
  /** It is kept up to date; a window's rows are given once, when the watermark has passed it. */
  CONTINUOUS_ON_CLOSE
}
