package io.millrace.circuit;

/** What a run of the schedule does once rows have been worked on. */
enum Run {
  /** Nothing: more rows may come. */
  ROWS,

  /** Tells operators of inputs that have ended. */
  ENDINGS,

  /** Ends the step. */
  STEP
}
