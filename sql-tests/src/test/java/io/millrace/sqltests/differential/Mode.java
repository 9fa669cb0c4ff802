package io.millrace.sqltests.differential;

import java.util.Properties;

/** A way in which Millrace runs a scenario. The answers must be the same in all of them. */
enum Mode {
  WHOLE,
  RANDOM_STEPS,
  TWO_WORKERS,
  /** In a directory; the database is closed and opened again between steps. */
  RESTART;

  /** The mode of a seed's scenario: restarts are dear, so they are one in twelve. */
  static Mode of(long seed) {
    int number = (int) Math.floorMod(seed, 12L);
    return number == 11 ? RESTART : values()[number % 3];
  }

  Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("durable", "false");
    if (this == RANDOM_STEPS || this == TWO_WORKERS) {
      properties.setProperty("step.seed", "17");
    }
    if (this == TWO_WORKERS) {
      properties.setProperty("workers", "2");
    }
    return properties;
  }
}
