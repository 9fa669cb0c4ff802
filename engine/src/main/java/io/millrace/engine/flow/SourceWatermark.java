package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.batch.LongColumn;
import io.millrace.operator.time.Watermark;
import io.millrace.operator.time.WatermarkAssigner;

/**
 * The watermark of one source: gives each row the watermark at its arrival, and tells everyone how
 * far it has come. Rows are given by the stepping thread; any thread may ask.
 */
public final class SourceWatermark implements Watermark {
  private final Intake intake;
  private WatermarkAssigner assigner = new WatermarkAssigner();
  private volatile long current = NONE;

  public SourceWatermark(Intake intake) {
    this.intake = intake;
  }

  @Override
  public long current() {
    return current;
  }

  /** Returns the rows with one more column at the end: the watermark just before each row. */
  Batch append(Batch completed) {
    LongColumn values =
        intake
            .watermark(completed)
            .orElseThrow(() -> new IllegalStateException("no watermark expression"));
    Batch appended = completed.withColumn(assigner.assign(values));
    current = assigner.current();
    return appended;
  }

  /** Goes back to, or on to, a watermark. */
  void restore(long watermark) {
    assigner = new WatermarkAssigner(watermark);
    current = watermark;
  }
}
