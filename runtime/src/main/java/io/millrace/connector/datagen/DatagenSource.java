package io.millrace.connector.datagen;

import io.millrace.connector.Reader;
import io.millrace.connector.Source;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Made-up rows as a source. */
final class DatagenSource implements Source {
  private final List<ColumnGenerator> generators;
  private final long rows;
  private final long rate;
  private final LongSupplier nanos;

  /**
   * @param rows after how many it ends, or the largest number
   * @param rate rows a second, or the largest number
   * @param nanos a clock
   */
  DatagenSource(List<ColumnGenerator> generators, long rows, long rate, LongSupplier nanos) {
    this.generators = List.copyOf(generators);
    this.rows = rows;
    this.rate = rate;
    this.nanos = nanos;
  }

  @Override
  public Reader read(Optional<String> offset) {
    long start = offset.map(DatagenSource::row).orElse(0L);
    return new DatagenReader(generators, start, rows, rate, nanos);
  }

  @Override
  public Reader readUntil(String offset) {
    return new DatagenReader(generators, 0, row(offset), Long.MAX_VALUE, nanos);
  }

  private static long row(String offset) {
    try {
      return Long.parseLong(offset);
    } catch (NumberFormatException e) {
      throw new MillraceException(
          ErrorCode.DATA_CORRUPTED,
          "the saved position of a datagen source cannot be read: '" + offset + "'");
    }
  }

  @Override
  public boolean isBounded() {
    return rows != Long.MAX_VALUE;
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
