package io.millrace.lake;

import io.millrace.lake.parquet.ParquetColumn;
import io.millrace.lake.parquet.ParquetWriter;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Optional;

/**
 * The writer of a table's last file, for the next one. Its buffers take megabytes, and what is
 * written every second would leave as many behind, copied into the old generation. They stay no
 * longer than until the collector next looks there.
 */
final class SpareWriter {
  private WeakReference<ParquetWriter> spare = new WeakReference<>(null);

  /** Takes a writer that is closed and has finished its file. */
  void keep(ParquetWriter writer) {
    spare = new WeakReference<>(writer);
  }

  /** Hands the writer out, if it is there and writes these columns. */
  Optional<ParquetWriter> take(List<ParquetColumn> columns) {
    ParquetWriter writer = spare.get();
    spare.clear();
    return Optional.ofNullable(writer).filter(kept -> kept.columns().equals(columns));
  }
}
