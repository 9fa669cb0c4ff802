package io.millrace.engine.statement;

import io.millrace.batch.Batch;
import io.millrace.batch.LongColumn;
import io.millrace.engine.flow.Intake;
import io.millrace.operator.Transform;
import io.millrace.type.Projection;
import java.util.Optional;

/**
 * The intake of a table or stream: computed columns, then checks; and its watermark expression.
 *
 * <p>The stepping thread, views that are being filled and queries that read a stream again all come
 * here, and an expression holds its batch while it runs: one at a time.
 */
final class SourceIntake implements Intake {
  private final Optional<Transform> completion;
  private final RowChecks checks;
  private final Optional<Transform> watermark;
  private final Needs needs;

  /**
   * What a source has to deliver.
   *
   * @param always of what it delivers, whoever reads
   * @param watermark of what it delivers, for the watermark expression
   * @param columns the declared columns that it delivers
   */
  record Needs(Projection always, Projection watermark, int[] columns) {}

  /**
   * @param completion makes all declared columns of those that the source delivers, where they
   *     differ
   * @param watermark computes the watermark expression of complete rows
   */
  SourceIntake(
      Optional<Transform> completion,
      RowChecks checks,
      Optional<Transform> watermark,
      Needs needs) {
    this.completion = completion;
    this.checks = checks;
    this.watermark = watermark;
    this.needs = needs;
  }

  @Override
  public Projection delivered(Projection needed, boolean watermarked) {
    Projection delivered = needs.always().and(needed.select(needs.columns()));
    return watermarked ? delivered.and(needs.watermark()) : delivered;
  }

  @Override
  public synchronized Batch complete(Batch raw, Report report) {
    Batch rows = completion.isPresent() ? completion.get().apply(raw) : raw;
    return rows.isEmpty() ? rows : checks.apply(rows, report);
  }

  @Override
  public synchronized Optional<LongColumn> watermark(Batch completed) {
    return watermark.map(expression -> (LongColumn) expression.apply(completed).column(0));
  }
}
