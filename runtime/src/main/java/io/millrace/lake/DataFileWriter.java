package io.millrace.lake;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.lake.delta.DataFile;
import io.millrace.lake.delta.TableView;
import io.millrace.lake.parquet.Dialect;
import io.millrace.lake.parquet.FileErrors;
import io.millrace.lake.parquet.ParquetColumn;
import io.millrace.lake.parquet.ParquetWriter;
import io.millrace.lake.parquet.WrittenFile;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Writes rows to new data files of a table: one for each partition, and another where one would
 * become too large. Close it; what was not finished is removed.
 */
final class DataFileWriter implements AutoCloseable {
  private static final long FILE_BYTES = 512L << 20;
  private static final long FILE_ROWS = 16L << 20;

  private final Path directory;
  private final TableView view;
  private final Clock clock;
  private final boolean durable;
  private final LongSupplier ordinals;
  private final SpareWriter spare;
  private final List<ParquetColumn> fileColumns = new ArrayList<>();
  private final int[] fileIndexes;
  private final Map<List<String>, OpenFile> open = new LinkedHashMap<>();
  private final List<DataFile> finished = new ArrayList<>();
  private final List<Path> written = new ArrayList<>();
  private boolean complete;

  /**
   * @param spare what its files are written with, if they can be; takes what they were written with
   */
  DataFileWriter(
      Path directory,
      TableView view,
      Clock clock,
      boolean durable,
      LongSupplier ordinals,
      SpareWriter spare) {
    this.spare = spare;
    this.directory = directory;
    this.view = view;
    this.clock = clock;
    this.durable = durable;
    this.ordinals = ordinals;
    int[] indexes = new int[view.columns().size()];
    int count = 0;
    for (int i = 0; i < indexes.length; i++) {
      if (!view.partitionColumns().contains(i)) {
        fileColumns.add(view.columns().get(i));
        indexes[count++] = i;
      }
    }
    fileIndexes = java.util.Arrays.copyOf(indexes, count);
  }

  /**
   * Writes all rows of a batch, whatever their weights.
   *
   * @param locations learns where they lie, if not null
   */
  void write(Batch batch, LocationChange locations) {
    if (view.partitionColumns().isEmpty()) {
      write(batch, List.of(), locations);
      return;
    }
    Map<List<String>, int[]> rows = new LinkedHashMap<>();
    Map<List<String>, Integer> counts = new HashMap<>();
    for (int row = 0; row < batch.size(); row++) {
      List<String> partition = partition(batch, row);
      int count = counts.merge(partition, 1, Integer::sum);
      int[] taken = rows.computeIfAbsent(partition, key -> new int[16]);
      if (count > taken.length) {
        taken = java.util.Arrays.copyOf(taken, taken.length * 2);
        rows.put(partition, taken);
      }
      taken[count - 1] = row;
    }
    rows.forEach(
        (partition, taken) ->
            write(batch.gather(taken, counts.get(partition)), partition, locations));
  }

  private List<String> partition(Batch batch, int row) {
    List<String> values = new ArrayList<>();
    for (int index : view.partitionColumns()) {
      values.add(PartitionValues.format(view.type().type(index), batch.column(index), row));
    }
    return values;
  }

  private void write(Batch batch, List<String> partition, LocationChange locations) {
    OpenFile file = open.computeIfAbsent(partition, this::openFile);
    if (locations != null) {
      locations.add(RowDigest.of(batch), file.path, (int) file.writer.rows());
    }
    Column[] columns = new Column[fileIndexes.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = batch.column(fileIndexes[i]);
    }
    file.writer.write(new Batch(batch.size(), columns, null));
    if (file.writer.rows() >= FILE_ROWS || file.writer.bytes() >= FILE_BYTES) {
      open.remove(partition);
      finish(file);
    }
  }

  private OpenFile openFile(List<String> partition) {
    StringBuilder folder = new StringBuilder();
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < partition.size(); i++) {
      int index = view.partitionColumns().get(i);
      String value = partition.get(i);
      values.put(view.columns().get(index).name(), value);
      folder
          .append(escape(view.type().field(index).name()))
          .append('=')
          .append(value == null ? "__HIVE_DEFAULT_PARTITION__" : escape(value))
          .append('/');
    }
    String relative = folder + FileOrdinal.fileName(ordinals.getAsLong(), UUID.randomUUID());
    Path path = directory.resolve(relative);
    try {
      Files.createDirectories(path.getParent());
      written.add(path);
      return new OpenFile(
          new URI(null, null, relative, null).getRawPath(), values, openWriter(path));
    } catch (IOException e) {
      throw FileErrors.notWritten(directory, e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private ParquetWriter openWriter(Path path) {
    Optional<ParquetWriter> kept = spare.take(fileColumns);
    if (kept.isEmpty()) {
      return ParquetWriter.create(path, fileColumns, Dialect.DELTA, durable);
    }
    kept.get().reopen(path);
    return kept.get();
  }

  /** Escapes what has a meaning in paths, as Hive does. */
  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == 0x7F || "\"#%'*/:=?\\{[]^".indexOf(c) >= 0) {
        escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.length() > 200 ? escaped.substring(0, 200) : escaped.toString();
  }

  private void finish(OpenFile file) {
    WrittenFile result = file.writer.finish();
    file.writer.close();
    spare.keep(file.writer);
    finished.add(
        new DataFile(
            file.path,
            file.partition,
            result.bytes(),
            clock.millis(),
            result.rows(),
            FileStatistics.of(result),
            null));
  }

  /** Finishes all files, and returns them in the order of their ordinals. */
  List<DataFile> finish() {
    open.values().forEach(this::finish);
    open.clear();
    complete = true;
    return finished;
  }

  @Override
  public void close() {
    if (complete) {
      return;
    }
    for (OpenFile file : open.values()) {
      file.writer.close();
    }
    for (Path path : written) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // A file that no version names is not seen by readers.
        continue;
      }
    }
  }

  private record OpenFile(String path, Map<String, String> partition, ParquetWriter writer) {}
}
