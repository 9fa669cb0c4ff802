package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.connector.Reader;
import io.millrace.connector.Reader.BadRecord;
import io.millrace.connector.Source;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.type.Projection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a source once, from its start as far as it goes. */
public final class ScanReader {
  private static final int BATCH_ROWS = 16_384;

  private ScanReader() {}

  /**
   * Reads all rows there are.
   *
   * @param needed of the source's columns; the rest may be NULL
   * @throws MillraceException MALFORMED_RECORD at the first record that is no row
   */
  public static void readAll(Source source, Projection needed, Consumer<Batch> take) {
    try (Reader reader = source.read(Optional.empty(), needed)) {
      while (true) {
        Batch batch = reader.poll(BATCH_ROWS);
        List<BadRecord> bad = reader.takeBadRecords();
        if (!bad.isEmpty()) {
          throw new MillraceException(
              ErrorCode.MALFORMED_RECORD, bad.get(0).place() + ": " + bad.get(0).reason());
        }
        if (batch == null) {
          return;
        }
        take.accept(batch);
      }
    }
  }
}
