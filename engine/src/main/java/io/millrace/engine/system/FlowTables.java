package io.millrace.engine.system;

import io.millrace.batch.Batch;
import io.millrace.circuit.OperatorStatistics;
import io.millrace.engine.flow.Feed;
import io.millrace.engine.flow.Flow;
import io.millrace.engine.flow.Incidents;
import io.millrace.engine.flow.Pipeline;
import io.millrace.engine.result.TextRows;
import io.millrace.error.MillraceException;
import io.millrace.operator.time.Watermark;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What flows in the database, and how: the tables of the schema {@code system}. */
final class FlowTables {
  static final RowType PIPELINES =
      RowType.of(
          Field.required("name", Type.VARCHAR),
          Field.required("status", Type.VARCHAR),
          Field.required("late_rows", Type.BIGINT),
          Field.required("state_rows", Type.BIGINT),
          Field.required("state_bytes", Type.BIGINT),
          Field.of("error", Type.VARCHAR));
  static final RowType OPERATORS =
      RowType.of(
          Field.required("pipeline", Type.VARCHAR),
          Field.required("operator", Type.VARCHAR),
          Field.required("rows_in", Type.BIGINT),
          Field.required("rows_out", Type.BIGINT),
          Field.required("state_rows", Type.BIGINT),
          Field.required("state_bytes", Type.BIGINT),
          Field.required("busy_micros", Type.BIGINT));
  static final RowType FEEDS =
      RowType.of(
          Field.required("name", Type.VARCHAR),
          Field.required("status", Type.VARCHAR),
          Field.required("rows_read", Type.BIGINT),
          Field.required("bad_records", Type.BIGINT),
          Field.of("watermark", Type.TIMESTAMP),
          Field.of("error", Type.VARCHAR));
  static final RowType EVENTS =
      RowType.of(
          Field.required("time", Type.TIMESTAMPTZ),
          Field.required("level", Type.VARCHAR),
          Field.required("object", Type.VARCHAR),
          Field.required("message", Type.VARCHAR));
  static final RowType EXPECTATIONS =
      RowType.of(
          Field.required("source", Type.VARCHAR),
          Field.required("rule", Type.VARCHAR),
          Field.required("action", Type.VARCHAR),
          Field.required("violations", Type.BIGINT));
  static final RowType EPOCHS =
      RowType.of(Field.required("epoch", Type.BIGINT), Field.required("time", Type.TIMESTAMPTZ));

  private final Flow flow;
  private final Incidents incidents;

  FlowTables(Flow flow, Incidents incidents) {
    this.flow = flow;
    this.incidents = incidents;
  }

  private static String word(Enum<?> status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  Batch pipelines() {
    TextRows rows = new TextRows(PIPELINES);
    flow.locked(
        () -> {
          for (Pipeline pipeline : flow.pipelines()) {
            long stateRows = 0;
            long stateBytes = 0;
            for (OperatorStatistics operator : pipeline.statistics()) {
              stateRows += operator.stateRows();
              stateBytes += operator.stateBytes();
            }
            rows.add(
                pipeline.name(),
                word(pipeline.status()),
                pipeline.lateRows(),
                stateRows,
                stateBytes,
                pipeline.failure().map(MillraceException::describe).orElse(null));
          }
        });
    return rows.build();
  }

  Batch operators() {
    TextRows rows = new TextRows(OPERATORS);
    flow.locked(
        () -> {
          for (Pipeline pipeline : flow.pipelines()) {
            for (OperatorStatistics operator : pipeline.statistics()) {
              rows.add(
                  pipeline.name(),
                  pipeline.describe(operator.name()),
                  operator.rowsIn(),
                  operator.rowsOut(),
                  operator.stateRows(),
                  operator.stateBytes(),
                  operator.nanoseconds() / 1000);
            }
          }
        });
    return rows.build();
  }

  Batch feeds() {
    TextRows rows = new TextRows(FEEDS);
    flow.locked(
        () -> {
          for (Feed feed : flow.feeds()) {
            long mark = feed.watermark().current();
            rows.add(
                feed.name(),
                word(feed.status()),
                feed.rowsRead(),
                feed.badRecords(),
                mark == Watermark.NONE ? null : Instant.EPOCH.plus(mark, ChronoUnit.MICROS),
                feed.failure().map(MillraceException::describe).orElse(null));
          }
        });
    return rows.build();
  }

  Batch events() {
    TextRows rows = new TextRows(EVENTS);
    for (Incidents.Event event : incidents.events()) {
      rows.add(event.time(), event.level(), event.object(), event.message());
    }
    return rows.build();
  }

  Batch expectations() {
    TextRows rows = new TextRows(EXPECTATIONS);
    for (Incidents.Violation violation : incidents.violations()) {
      rows.add(violation.source(), violation.rule(), violation.action(), violation.rows());
    }
    return rows.build();
  }

  Batch epochs() {
    TextRows rows = new TextRows(EPOCHS);
    flow.epochs().forEach((epoch, time) -> rows.add(epoch, time));
    return rows.build();
  }
}
