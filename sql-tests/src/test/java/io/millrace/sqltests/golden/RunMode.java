package io.millrace.sqltests.golden;

import java.util.Properties;

/** A way to run a golden file. The answers must be the same in all of them. */
enum RunMode {
  /** Whole input at once. */
  WHOLE,
  /** One row a step. */
  ROW_BY_ROW,
  /** Steps of random sizes. */
  RANDOM_STEPS,
  /** The database is closed and opened again after every statement. */
  RESTART,
  /** Two workers. */
  TWO_WORKERS,
  /** Two workers, random steps, and a restart after every statement. */
  ALL_AT_ONCE;

  boolean restarts() {
    return this == RESTART || this == ALL_AT_ONCE;
  }

  Properties properties(long seed) {
    Properties properties = new Properties();
    if (this == ROW_BY_ROW) {
      properties.setProperty("step.rows", "1");
    }
    if (this == RANDOM_STEPS || this == ALL_AT_ONCE) {
      properties.setProperty("step.seed", Long.toString(seed));
    }
    if (this == TWO_WORKERS || this == ALL_AT_ONCE) {
      properties.setProperty("workers", "2");
    }
    properties.setProperty("durable", "false");
    return properties;
  }
}
