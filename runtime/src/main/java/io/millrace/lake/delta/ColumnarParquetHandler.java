package io.millrace.lake.delta;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.defaults.internal.data.DefaultColumnarBatch;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.engine.ParquetHandler;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Predicate;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.DataFileStatus;
import io.delta.kernel.utils.FileStatus;
import io.millrace.batch.Batch;
import io.millrace.batch.LongColumn;
import io.millrace.lake.parquet.Dialect;
import io.millrace.lake.parquet.ParquetColumn;
import io.millrace.lake.parquet.ParquetFile;
import io.millrace.lake.parquet.ParquetReader;
import io.millrace.lake.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes Kernel's own Parquet files, the checkpoints, with our reader and writer. */
final class ColumnarParquetHandler implements ParquetHandler {
  private final LocalFileIO io;
  private final boolean durable;

  ColumnarParquetHandler(LocalFileIO io, boolean durable) {
    this.io = io;
    this.durable = durable;
  }

  @Override
  public CloseableIterator<FileReadResult> readParquetFiles(
      CloseableIterator<FileStatus> files, StructType schema, Optional<Predicate> predicate) {
    return new Results(files, schema);
  }

  @Override
  public CloseableIterator<DataFileStatus> writeParquetFiles(
      String folder, CloseableIterator<FilteredColumnarBatch> data, List<Column> statistics) {
    throw new IllegalStateException("data files are not written through Kernel");
  }

  @Override
  public void writeParquetFileAtomically(
      String target, CloseableIterator<FilteredColumnarBatch> data) throws IOException {
    Path path = LocalFileIO.path(target);
    Path temporary = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID());
    try {
      write(temporary, data);
      Files.createLink(path, temporary);
    } catch (UnsupportedOperationException e) {
      io.putAtomically(path, Files.readAllBytes(temporary), false);
    } finally {
      Files.deleteIfExists(temporary);
    }
    if (durable) {
      LocalFileIO.forceFolder(path.getParent());
    }
  }

  private void write(Path file, CloseableIterator<FilteredColumnarBatch> data) throws IOException {
    ParquetWriter writer = null;
    try (data) {
      while (data.hasNext()) {
        FilteredColumnarBatch batch = data.next();
        StructType schema = batch.getData().getSchema();
        if (writer == null) {
          writer = ParquetWriter.create(file, DeltaTypes.physical(schema), Dialect.DELTA, durable);
        }
        writer.write(KernelColumns.toBatch(batch));
      }
      if (writer == null) {
        throw new IllegalStateException("a checkpoint without rows");
      }
      writer.finish();
    } finally {
      if (writer != null) {
        writer.close();
      }
    }
  }

  /** The batches of some files, one after the other. */
  private static final class Results implements CloseableIterator<FileReadResult> {
    private final CloseableIterator<FileStatus> files;
    private final StructType schema;
    private final List<ParquetColumn> columns;
    private final int[] projection;
    private FileStatus file;
    private ParquetReader reader;
    private Batch next;

    Results(CloseableIterator<FileStatus> files, StructType schema) {
      this.files = files;
      this.schema = schema;
      columns = DeltaTypes.physical(schema);
      List<Integer> read = new ArrayList<>();
      for (int i = 0; i < schema.length(); i++) {
        if (!schema.at(i).isMetadataColumn()) {
          read.add(i);
        }
      }
      projection = read.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public boolean hasNext() {
      while (next == null) {
        if (reader == null) {
          if (!files.hasNext()) {
            return false;
          }
          file = files.next();
          reader =
              ParquetReader.open(
                  ParquetFile.open(LocalFileIO.path(file.getPath())),
                  columns,
                  projection,
                  List.of());
        }
        next = reader.next();
        if (next == null) {
          reader.close();
          reader = null;
        }
      }
      return true;
    }

    @Override
    public FileReadResult next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      ColumnVector[] vectors = new ColumnVector[schema.length()];
      int at = 0;
      for (int i = 0; i < vectors.length; i++) {
        StructField field = schema.at(i);
        vectors[i] =
            field.isMetadataColumn()
                ? rowIndexes(field)
                : KernelColumns.toVector(field.getDataType(), next.column(at++));
      }
      ColumnarBatch batch = new DefaultColumnarBatch(next.size(), schema, vectors);
      next = null;
      return new FileReadResult(batch, file.getPath());
    }

    private ColumnVector rowIndexes(StructField field) {
      long[] positions = new long[next.size()];
      for (int i = 0; i < positions.length; i++) {
        positions[i] = reader.batchPosition() + i;
      }
      if (!(field.getDataType() instanceof LongType)) {
        throw new IllegalStateException("no metadata column " + field.getName());
      }
      return KernelColumns.toVector(field.getDataType(), LongColumn.of(positions));
    }

    @Override
    public void close() throws IOException {
      if (reader != null) {
        reader.close();
      }
      files.close();
    }
  }
}
