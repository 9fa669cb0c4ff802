package io.millrace.connector.files;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.connector.SourceRequest;
import io.millrace.connector.format.RecordDecoder;
import io.millrace.connector.format.csv.CsvDecoder;
import io.millrace.connector.format.json.JsonDecoder;
import io.millrace.lake.parquet.ReadResources;
import io.millrace.thread.SpareThreads;
import io.millrace.type.Field;
import io.millrace.type.Projection;
import io.millrace.type.RowType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The columns asked for: those of the data, and those that say where a row stands. */
final class RequestedColumns {
  private final RowType type;
  private final RowType data;
  private final FileMetadata[] metadata;
  private final FilesOptions options;
  private final Projection needed;
  private final SpareThreads spare;

  RequestedColumns(SourceRequest request, FilesOptions options) {
    this.options = options;
    needed = Projection.whole();
    spare = request.spare();
    type = request.columns();
    metadata = new FileMetadata[type.size()];
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < type.size(); i++) {
      String key = request.metadata().get(i);
      if (key == null) {
        fields.add(type.field(i));
      } else {
        metadata[i] = FileMetadata.of(key, type.field(i));
      }
    }
    data = new RowType(fields);
    if (options.format() != FileFormat.PARQUET) {
      // Refuses types that the format has no way to write.
      decoder();
    }
  }

  private RequestedColumns(RequestedColumns all, Projection needed) {
    type = all.type;
    data = all.data;
    metadata = all.metadata;
    options = all.options;
    this.needed = needed;
    spare = all.spare;
  }

  /** Returns the same columns, of which not everything is needed. */
  RequestedColumns needed(Projection part) {
    return new RequestedColumns(this, part);
  }

  RowType type() {
    return type;
  }

  /** Returns what is needed of the columns that are in the data. */
  Projection neededData() {
    return needed.select(
        IntStream.range(0, metadata.length).filter(i -> metadata[i] == null).toArray());
  }

  /** Returns the columns that are in the data. */
  RowType data() {
    return data;
  }

  /**
   * Returns new ones, for Parquet files one after the other: with threads that may help to decode.
   */
  ReadResources resources() {
    return ReadResources.of(spare);
  }

  /** Returns a new decoder of the data's columns. */
  RecordDecoder decoder() {
    return options.format() == FileFormat.CSV
        ? new CsvDecoder(data, options.csv(), options.values())
        : new JsonDecoder(data, options.values());
  }

  /**
   * Returns rows with all columns.
   *
   * @param firstRow the number of the first of them in their file
   */
  Batch batch(Column[] decoded, FoundFile file, long firstRow, int rows) {
    Column[] columns = new Column[metadata.length];
    int next = 0;
    for (int i = 0; i < columns.length; i++) {
      columns[i] = metadata[i] == null ? decoded[next++] : metadata[i].column(file, firstRow, rows);
    }
    return new Batch(rows, columns, null);
  }
}
