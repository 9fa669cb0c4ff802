package io.millrace.engine.statement;

import io.millrace.batch.Batch;
import io.millrace.batch.LongColumn;
import io.millrace.engine.flow.Intake;
import io.millrace.operator.Transform;
import java.util.Optional;

/** The intake of a table or stream: computed columns, then checks; and its watermark expression. */
final class SourceIntake implements Intake {
  private final Optional<Transform> completion;
  private final RowChecks checks;
  private final Optional<Transform> watermark;

  /**
   * @param completion makes all declared columns of those that the source delivers, where they
   *     differ
   * @param watermark computes the watermark expression of complete rows
   */
  SourceIntake(Optional<Transform> completion, RowChecks checks, Optional<Transform> watermark) {
    this.completion = completion;
    this.checks = checks;
    this.watermark = watermark;
  }

  @Override
  public Batch complete(Batch raw, Report report) {
    Batch rows = completion.isPresent() ? completion.get().apply(raw) : raw;
    return rows.isEmpty() ? rows : checks.apply(rows, report);
  }

  @Override
  public Optional<LongColumn> watermark(Batch completed) {
    return watermark.map(expression -> (LongColumn) expression.apply(completed).column(0));
  }
}
