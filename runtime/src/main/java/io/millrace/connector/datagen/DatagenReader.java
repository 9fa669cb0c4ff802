package io.millrace.connector.datagen;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.connector.Reader;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Makes up rows as fast as the rate allows; the first second's worth at once. */
final class DatagenReader implements Reader {
  private static final double NANOS = 1e9;
  private static final long PAUSE_NANOS = 5_000_000;

  private final List<ColumnGenerator> generators;
  private final long start;
  private final long rows;
  private final long rate;
  private final LongSupplier nanos;
  private boolean isStarted;
  private long startedAt;
  private long next;

  DatagenReader(
      List<ColumnGenerator> generators, long start, long rows, long rate, LongSupplier nanos) {
    this.generators = generators;
    this.start = start;
    this.rows = rows;
    this.rate = rate;
    this.nanos = nanos;
    this.next = start;
  }

  @Override
  public Batch poll(int maxRows) {
    if (next >= rows) {
      return null;
    }
    int count = (int) Math.min(maxRows, Math.min(rows, allowed()) - next);
    if (count <= 0) {
      if (rows == Long.MAX_VALUE) {
        return null;
      }
      // Null would be taken for the end.
      LockSupport.parkNanos(PAUSE_NANOS);
      count = 0;
    }
    Column[] columns = new Column[generators.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = generators.get(i).generate(next, count);
    }
    next += count;
    return new Batch(count, columns, null);
  }

  /** Returns how many rows there may be by now. */
  private long allowed() {
    if (rate == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    long now = nanos.getAsLong();
    if (!isStarted) {
      isStarted = true;
      startedAt = now;
    }
    return start + rate + (long) ((now - startedAt) / NANOS * rate);
  }

  @Override
  public String offset() {
    return Long.toString(next);
  }

  @Override
  public List<BadRecord> takeBadRecords() {
    return List.of();
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
