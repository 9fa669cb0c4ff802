package io.millrace.planner.function;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * What a statement's expressions may ask of the world; fixed while it runs, so that two calls of
 * CURRENT_TIMESTAMP agree.
 *
 * @param now microseconds since 1970-01-01 UTC
 * @param zone the session's zone: of local times, and of how instants are shown
 * @param user the session's user
 * @param schema the session's schema
 */
public record StatementContext(long now, ZoneId zone, String user, String schema) {

  /** A context in UTC at a moment. */
  public static StatementContext at(Instant now) {
    return new StatementContext(
        ChronoUnit.MICROS.between(Instant.EPOCH, now), ZoneOffset.UTC, "millrace", "default");
  }
}
