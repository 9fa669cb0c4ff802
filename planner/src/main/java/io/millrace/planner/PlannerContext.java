package io.millrace.planner;

import io.millrace.error.Position;
import io.millrace.planner.function.StatementContext;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a statement is planned under.
 *
 * @param now the moment of CURRENT_TIMESTAMP and the like
 * @param zone the session's time zone
 * @param schema the schema in which a name without one is looked for first
 * @param parameters the values of the question marks, in order: null, Boolean, Byte, Short,
 *     Integer, Long, BigDecimal, Float, Double, String, byte[], LocalDate, LocalTime,
 *     LocalDateTime, Instant or UUID; fewer than there are question marks is an error when the
 *     query is planned
 * @param places where the question marks stand in the user's text, in order: one statement may hold
 *     several texts that are parsed one by one; where it holds one alone, it may be empty
 */
public record PlannerContext(
    Instant now, ZoneId zone, String schema, List<Object> parameters, List<Position> places) {
  /** The name that CURRENT_USER gives. */
  private static final String USER = "millrace";

  public PlannerContext {
    places = List.copyOf(places);
    parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
  }

  /** What a statement without question marks is planned under. */
  public PlannerContext(Instant now, ZoneId zone, String schema) {
    this(now, zone, schema, List.of(), List.of());
  }

  /** Returns what functions may ask of the world. */
  public StatementContext forFunctions() {
    return new StatementContext(ChronoUnit.MICROS.between(Instant.EPOCH, now), zone, USER, schema);
  }
}
