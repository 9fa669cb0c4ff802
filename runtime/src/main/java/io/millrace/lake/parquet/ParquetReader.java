package io.millrace.lake.parquet;

import io.millrace.batch.Batch;
import io.millrace.error.MillraceException;
import io.millrace.type.Projection;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.parquet.format.RowGroup;

/**
 * Reads columns of a Parquet file in batches of at most {@link #BATCH_ROWS} rows, in file order.
 *
 * <p>Columns are matched by field id where one is asked for, else by name; a column that the file
 * does not have is null in every row. Text is shared with the decompressed pages and dictionaries,
 * not copied. Columns may be decoded side by side, by threads that help the calling one. Not to be
 * called by several threads; several readers may read one file.
 */
public final class ParquetReader implements AutoCloseable {
  /** The most rows of a batch. */
  public static final int BATCH_ROWS = 8192;

  private final ParquetFile file;
  private final FileChannel channel;
  private final PageMemory.Lease memory;
  private final ColumnReaders readers;
  private final List<RowGroup> groups = new ArrayList<>();
  private final List<Long> groupStarts = new ArrayList<>();
  private int nextGroup;
  private long groupLeft;
  private long position;
  private long batchPosition = -1;

  /** What has gone wrong: columns may no longer stand at the same row then. */
  private MillraceException failure;

  private ParquetReader(
      ParquetFile file,
      List<ParquetColumn> columns,
      int[] projection,
      Projection needed,
      List<ColumnRange> ranges,
      ReadResources resources) {
    this.file = file;
    memory = resources.memory().lease();
    try {
      channel = FileChannel.open(file.path(), StandardOpenOption.READ);
    } catch (IOException e) {
      throw ParquetFile.failed(file.path(), e);
    }
    try {
      List<ColumnReader> wanted = new ArrayList<>();
      for (int index : projection) {
        wanted.add(reader(columns.get(index), needed.of(index)));
      }
      readers = new ColumnReaders(wanted, resources.threads());
      long start = 0;
      for (RowGroup group : file.metadata.getRow_groups()) {
        if (RowGroupPruner.mayMatch(file, group, columns, ranges)) {
          groups.add(group);
          groupStarts.add(start);
        }
        start += group.getNum_rows();
      }
    } catch (RuntimeException e) {
      memory.close();
      closeFile();
      throw ParquetFile.failed(file.path(), e);
    }
  }

  /**
   * Opens a reader of some columns.
   *
   * @param columns all columns that may be asked for, in the caller's order
   * @param projection the indexes, among {@code columns}, of those to read
   * @param ranges row groups without a row in these are left out
   */
  public static ParquetReader open(
      ParquetFile file, List<ParquetColumn> columns, int[] projection, List<ColumnRange> ranges) {
    return open(file, columns, projection, Projection.whole(), ranges, ReadResources.alone());
  }

  /**
   * Opens a reader of some columns, of which not everything is needed.
   *
   * @param columns all columns that may be asked for, in the caller's order
   * @param projection the indexes, among {@code columns}, of those to return
   * @param needed of {@code columns}: what is not is returned as null, and not read
   * @param ranges row groups without a row in these are left out
   * @param resources threads that may help the calling one, and the memory of readers before it
   */
  public static ParquetReader open(
      ParquetFile file,
      List<ParquetColumn> columns,
      int[] projection,
      Projection needed,
      List<ColumnRange> ranges,
      ReadResources resources) {
    return new ParquetReader(file, columns, projection, needed, ranges, resources);
  }

  /** Opens a reader of all of a file's columns, with the types of {@link ParquetSchema#of}. */
  public static ParquetReader open(Path path) {
    ParquetFile file = ParquetFile.open(path);
    List<ParquetColumn> columns = ParquetColumn.of(ParquetSchema.of(file));
    return open(file, columns, IntStream.range(0, columns.size()).toArray(), List.of());
  }

  private ColumnReader reader(ParquetColumn column, Projection needed) {
    SchemaNode node = file.schema.find(column);
    if (node == null || needed.equals(Projection.none())) {
      return new ColumnReader.Missing(column.type());
    }
    if (node.isLeaf() && !node.isRepeated()) {
      return new FlatReader(node, Decoders.of(node, column.type()), channel, memory.take());
    }
    if (StructReader.canRead(node, column, needed)) {
      return new StructReader(node, column, needed, channel, memory);
    }
    return new NestedReader(node, column, needed, channel, memory);
  }

  /**
   * Returns the next rows, without weights, or null at the end. After an error it is of no more
   * use, and says the same again.
   *
   * @throws io.millrace.error.MillraceException DATA_CORRUPTED, naming the file, if it is damaged
   */
  public Batch next() {
    if (failure != null) {
      throw failure;
    }
    try {
      while (groupLeft == 0) {
        if (nextGroup == groups.size()) {
          return null;
        }
        RowGroup group = groups.get(nextGroup);
        position = groupStarts.get(nextGroup++);
        groupLeft = group.getNum_rows();
        if (groupLeft > 0) {
          readers.startRowGroup(group);
        }
      }
      int rows = readers.preferredRows((int) Math.min(groupLeft, BATCH_ROWS));
      Batch batch = new Batch(rows, readers.read(rows), null);
      batchPosition = position;
      position += rows;
      groupLeft -= rows;
      return batch;
    } catch (IOException | RuntimeException e) {
      failure = ParquetFile.failed(file.path(), e);
      throw failure;
    }
  }

  /** Returns where in the file, counted in rows from 0, the batch last returned starts. */
  public long batchPosition() {
    return batchPosition;
  }

  @Override
  public void close() {
    readers.close();
    memory.close();
    closeFile();
  }

  private void closeFile() {
    try {
      channel.close();
    } catch (IOException e) {
      throw ParquetFile.failed(file.path(), e);
    }
  }
}
