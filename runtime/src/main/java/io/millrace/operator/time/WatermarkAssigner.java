package io.millrace.operator.time;

import io.millrace.batch.LongColumn;
import io.millrace.state.Decoder;
import io.millrace.state.Durable;
import io.millrace.state.Encoder;
import io.millrace.state.StateReader;
import io.millrace.state.StateWriter;

/**
 * The watermark of one partition of a source: the largest value of the watermark's expression in
 * the rows so far. Takes rows in the source's order; how they are cut into batches makes no
 * difference.
 */
public final class WatermarkAssigner implements Watermark, Durable {
  private static final byte[] KEY = {};

  private long current;
  private long saved = NONE;

  /** Starts before any row. */
  public WatermarkAssigner() {
    this(NONE);
  }

  /** Starts where {@link #current} was before. */
  public WatermarkAssigner(long current) {
    this.current = current;
  }

  /**
   * Takes the next rows.
   *
   * @param values the watermark's expression for each row; null says nothing
   * @return for each row the largest value of the rows <em>before</em> it, of former batches too,
   *     or {@link Watermark#NONE}; never null
   */
  public LongColumn assign(LongColumn values) {
    long[] watermarks = new long[values.size()];
    long largest = current;
    long[] candidates = values.values();
    for (int row = 0; row < watermarks.length; row++) {
      watermarks[row] = largest;
      if (!values.isNull(row)) {
        largest = Math.max(largest, candidates[row]);
      }
    }
    current = largest;
    return new LongColumn(watermarks, null, watermarks.length);
  }

  /** Takes the next rows like {@link #assign}, where nobody asks for the watermark of each. */
  public void advance(LongColumn values) {
    long largest = current;
    long[] candidates = values.values();
    for (int row = 0; row < values.size(); row++) {
      if (!values.isNull(row)) {
        largest = Math.max(largest, candidates[row]);
      }
    }
    current = largest;
  }

  @Override
  public long current() {
    return current;
  }

  @Override
  public void save(StateWriter writer) {
    if (current != saved) {
      Encoder encoder = new Encoder();
      encoder.putLong(current);
      writer.put(0, KEY, encoder.toBytes());
      saved = current;
    }
  }

  @Override
  public void restore(StateReader reader) {
    reader.scan((key, value) -> current = new Decoder().reset(value).readLong());
    saved = current;
  }

  @Override
  public long stateRows() {
    return 1;
  }

  @Override
  public long stateBytes() {
    return Long.BYTES;
  }
}
