package io.millrace.connector.print;

import io.millrace.batch.Batch;
import io.millrace.connector.Sink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts changes; the log says how many at the end. */
final class BlackholeSink implements Sink {
  private static final Logger LOG = LoggerFactory.getLogger(BlackholeSink.class);

  private long changes;
  private long epochs;

  @Override
  public void write(Batch delta) {
    for (int row = 0; row < delta.size(); row++) {
      changes += Math.abs(delta.weight(row));
    }
  }

  @Override
  public void commit(long epoch) {
    epochs++;
  }

  /** Returns how many rows have come or gone. */
  long changes() {
    return changes;
  }

  @Override
  public void close() {
    LOG.info("blackhole took {} changes in {} epochs", changes, epochs);
  }
}
