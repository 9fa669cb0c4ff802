package io.millrace.planner;

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
 */
public record PlannerContext(Instant now, ZoneId zone, String schema, List<Object> parameters) {
  /** The name that CURRENT_USER gives. */
  private static final String USER = "millrace";

  public PlannerContext {
    parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
  }

  /** Returns what functions may ask of the world. */
  public StatementContext forFunctions() {
    return new StatementContext(ChronoUnit.MICROS.between(Instant.EPOCH, now), zone, USER, schema);
  }
}
