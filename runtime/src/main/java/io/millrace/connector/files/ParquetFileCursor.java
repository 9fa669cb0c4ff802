package io.millrace.connector.files;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.lake.parquet.ParquetColumn;
import io.millrace.lake.parquet.ParquetFile;
import io.millrace.lake.parquet.ParquetReader;
import io.millrace.lake.parquet.ParquetSchema;
import io.millrace.lake.parquet.ReadResources;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A Parquet file being read; positions are row numbers. */
final class ParquetFileCursor implements FileCursor {
  private static final byte[] MAGIC = {'P', 'A', 'R', '1'};

  private final FoundFile file;
  private final ParquetReader reader;
  private final String unfinished;
  private final long until;
  private long position;
  private Batch batch;
  private int from;
  private int to;
  private boolean isExhausted;

  /**
   * Opens a file, of which nothing is read as long as it does not end as a whole one does.
   *
   * @param isMissingNull whether columns that the file lacks are NULL, rather than an error
   * @param until how many rows the file is taken to have at most
   * @param resources of the files before it, too
   */
  ParquetFileCursor(
      FoundFile file,
      RequestedColumns columns,
      FileProgress start,
      boolean isMissingNull,
      long until,
      ReadResources resources)
      throws IOException {
    this.file = file;
    this.until = until;
    position = start.position();
    boolean isWhole = endsWithMagic(file);
    unfinished = isWhole ? "" : "it does not end as a Parquet file does";
    isExhausted = !isWhole;
    reader = isWhole ? open(file, columns, isMissingNull, resources) : null;
    try {
      skipTo(position);
    } catch (MillraceException e) {
      close();
      throw e;
    }
  }

  private static boolean endsWithMagic(FoundFile file) throws IOException {
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
      ByteBuffer end = ByteBuffer.allocate(MAGIC.length);
      long at = channel.size() - MAGIC.length;
      while (at > 0 && end.hasRemaining() && channel.read(end, at + end.position()) >= 0) {
        // Reads until it is full.
      }
      return Arrays.equals(end.array(), MAGIC);
    }
  }

  private static ParquetReader open(
      FoundFile file, RequestedColumns requested, boolean isMissingNull, ReadResources resources) {
    RowType columns = requested.data();
    ParquetFile parquet = ParquetFile.open(file.path());
    RowType there = ParquetSchema.of(parquet);
    for (Field column : columns.fields()) {
      if (!isMissingNull && there.indexOf(column.name()) < 0) {
        throw new MillraceException(
            ErrorCode.UNDEFINED_COLUMN,
            "file '"
                + file.path()
                + "' has no column '"
                + column.name()
                + "'; it has "
                + there.fields().stream().map(Field::name).collect(Collectors.joining(", "))
                + " (option 'missing.columns' = 'null' reads missing columns as NULL)");
      }
    }
    return ParquetReader.open(
        parquet,
        ParquetColumn.of(columns),
        IntStream.range(0, columns.size()).toArray(),
        requested.neededData(),
        List.of(),
        resources);
  }

  private void skipTo(long row) {
    long passed = 0;
    while (passed < row) {
      batch = reader == null ? null : reader.next();
      if (batch == null) {
        throw FileErrors.replaced(file.path());
      }
      passed += batch.size();
    }
    if (batch != null) {
      to = batch.size() - (int) (passed - row);
    }
  }

  @Override
  public int read(int maxRows) {
    if (isExhausted || position >= until) {
      isExhausted = true;
      return 0;
    }
    from = to;
    if (batch == null || from == batch.size()) {
      batch = reader.next();
      from = 0;
      to = 0;
    }
    if (batch == null) {
      isExhausted = true;
      return 0;
    }
    to = (int) Math.min(batch.size(), from + Math.min(maxRows, until - position));
    return to - from;
  }

  @Override
  public Column[] take() {
    position += to - from;
    Batch rows = batch.slice(from, to);
    Column[] columns = new Column[rows.columnCount()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = rows.column(i);
    }
    return columns;
  }

  @Override
  public FileProgress progress() {
    return new FileProgress(isExhausted ? file.size() : -1, position, position, 0);
  }

  @Override
  public String unfinished() {
    return unfinished;
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
  }
}
