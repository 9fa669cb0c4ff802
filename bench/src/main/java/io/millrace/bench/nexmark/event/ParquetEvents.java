package io.millrace.bench.nexmark.event;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.RowColumn;
import io.millrace.lake.parquet.Dialect;
import io.millrace.lake.parquet.PageCompression;
import io.millrace.lake.parquet.ParquetColumn;
import io.millrace.lake.parquet.ParquetWriter;
import io.millrace.type.RowType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes events to Parquet files of a million each, which follow each other by name. */
public final class ParquetEvents {
  private static final long FILE_ROWS = 1_000_000;
  private static final int BATCH_ROWS = 8192;

  private ParquetEvents() {}

  /**
   * Writes the first events of a model.
   *
   * @param isFlat whether the fields of each row are columns of their own: {@code bid_price}
   * @param folder is made if it is not there; should be empty
   */
  public static void write(Path folder, EventModel model, long events, boolean isFlat)
      throws IOException {
    Files.createDirectories(folder);
    EventColumns columns = new EventColumns(model);
    RowType type = isFlat ? EventTypes.FLAT : EventTypes.EVENT;
    for (long from = 0; from < events; from += FILE_ROWS) {
      String name = String.format(Locale.ROOT, "events-%05d.parquet", from / FILE_ROWS);
      long to = Math.min(events, from + FILE_ROWS);
      try (ParquetWriter file =
          ParquetWriter.create(
              folder.resolve(name),
              ParquetColumn.of(type),
              Dialect.PARQUET,
              PageCompression.SNAPPY,
              false)) {
        for (long at = from; at < to; at += BATCH_ROWS) {
          Batch batch = columns.events(at, Math.min(to, at + BATCH_ROWS));
          file.write(isFlat ? flat(batch) : batch);
        }
        file.finish();
      }
    }
  }

  private static Batch flat(Batch events) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < events.columnCount(); i++) {
      if (events.column(i) instanceof RowColumn row) {
        columns.addAll(row.fields());
      } else {
        columns.add(events.column(i));
      }
    }
    return events.withColumns(columns.toArray(Column[]::new));
  }
}
