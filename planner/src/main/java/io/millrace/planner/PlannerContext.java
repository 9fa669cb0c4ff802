package io.millrace.planner;

import java.time.Instant;
import java.time.ZoneId;
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
  public PlannerContext {
    parameters = java.util.Collections.unmodifiableList(new java.util.ArrayList<>(parameters));
  }
}
