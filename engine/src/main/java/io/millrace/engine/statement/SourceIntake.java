package io.millrace.engine.statement;

import io.millrace.batch.Batch;
import io.millrace.batch.LongColumn;
import io.millrace.engine.flow.Intake;
import io.millrace.operator.Transform;
import io.millrace.type.Projection;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The intake of a table or stream: computed columns, then checks; and its watermark expression.
 *
 * <p>The stepping thread, views that are being filled and queries that read a stream again all come
 * here, and an expression holds its batch while it runs: one at a time.
 */
final class SourceIntake implements Intake {
  private final Optional<Transform> completion;
  private final RowChecks checks;
  private final Optional<WatermarkExpression> watermark;
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
   * The watermark expression of complete rows.
   *
   * @param value computes it
   * @param follows the column whose latest value has the latest watermark, if there is one
   */
  record WatermarkExpression(Transform value, OptionalInt follows) {}

  /**
   * @param completion makes all declared columns of those that the source delivers, where they
   *     differ
   */
  SourceIntake(
      Optional<Transform> completion,
      RowChecks checks,
      Optional<WatermarkExpression> watermark,
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
    return watermark.map(expression -> (LongColumn) expression.value().apply(completed).column(0));
  }

  @Override
  public Batch latest(Batch completed) {
    if (watermark.isEmpty() || watermark.get().follows().isEmpty()) {
      return completed;
    }
    int row = latest(completed.longs(watermark.get().follows().getAsInt()));
    return row < 0 ? completed : completed.slice(row, row + 1);
  }

  /** Returns the row with the latest time, or -1 where all are null. */
  private static int latest(LongColumn times) {
    long[] values = times.values();
    long largest = Long.MIN_VALUE;
    int latest = -1;
    for (int row = 0; row < times.size(); row++) {
      if ((values[row] > largest || latest < 0) && !times.isNull(row)) {
        largest = values[row];
        latest = row;
      }
    }
    return latest;
  }
}
