package io.millrace.bench.nexmark.event;

import io.millrace.lake.parquet.Dialect;
import io.millrace.lake.parquet.PageCompression;
import io.millrace.lake.parquet.ParquetColumn;
import io.millrace.lake.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes events to Parquet files of a million each, which follow each other by name. */
public final class ParquetEvents {
  private static final long FILE_ROWS = 1_000_000;
  private static final int BATCH_ROWS = 8192;

  private ParquetEvents() {}

  /**
   * Writes the first events of a model.
   *
   * @param folder is made if it is not there; should be empty
   */
  public static void write(Path folder, EventModel model, long events) throws IOException {
    Files.createDirectories(folder);
    EventColumns columns = new EventColumns(model);
    for (long from = 0; from < events; from += FILE_ROWS) {
      String name = String.format(Locale.ROOT, "events-%05d.parquet", from / FILE_ROWS);
      long to = Math.min(events, from + FILE_ROWS);
      try (ParquetWriter file =
          ParquetWriter.create(
              folder.resolve(name),
              ParquetColumn.of(EventTypes.EVENT),
              Dialect.PARQUET,
              PageCompression.SNAPPY,
              false)) {
        for (long at = from; at < to; at += BATCH_ROWS) {
          file.write(columns.events(at, Math.min(to, at + BATCH_ROWS)));
        }
        file.finish();
      }
    }
  }
}
