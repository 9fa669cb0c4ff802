package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.LongColumn;
import io.millrace.batch.NullColumns;
import io.millrace.operator.time.Watermark;
import io.millrace.operator.time.WatermarkAssigner;
import io.millrace.type.Projection;
import io.millrace.type.Type;

/**
 * The watermark of one source: gives each row the watermark at its arrival, and tells everyone how
 * far it has come. Rows are given by the stepping thread; any thread may ask.
 */
public final class SourceWatermark implements Watermark {
  private final Intake intake;
  private final NullColumns nobodys = new NullColumns(Type.BIGINT);
  private WatermarkAssigner assigner = new WatermarkAssigner();
  private volatile long current = NONE;

  public SourceWatermark(Intake intake) {
    this.intake = intake;
  }

  @Override
  public long current() {
    return current;
  }

  /**
   * Returns the rows with one more column at the end: the watermark just before each row.
   *
   * @param needed of the returned columns; where the last one is not among them it is NULL
   */
  Batch append(Batch completed, Projection needed) {
    Column column;
    if (needed.needs(completed.columnCount())) {
      column = assigner.assign(values(completed));
    } else {
      assigner.advance(values(intake.latest(completed)));
      column = nobodys.of(completed.size());
    }
    current = assigner.current();
    return completed.withColumn(column);
  }

  private LongColumn values(Batch completed) {
    return intake
        .watermark(completed)
        .orElseThrow(() -> new IllegalStateException("no watermark expression"));
  }

  /** Goes back to, or on to, a watermark. */
  void restore(long watermark) {
    assigner = new WatermarkAssigner(watermark);
    current = watermark;
  }
}
