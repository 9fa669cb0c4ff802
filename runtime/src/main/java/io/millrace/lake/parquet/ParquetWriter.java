package io.millrace.lake.parquet;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.error.MillraceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;

/**
 * Writes batches to a new Parquet file: compressed, dictionaries where values repeat, statistics
 * for every column of every row group, and a checksum for every page.
 *
 * <p>Call {@link #write} any number of times, then {@link #finish} once, then {@link #close}; then
 * perhaps {@link #reopen}. A file that was not finished is removed by {@code close}. Weights are
 * not written: every row of a batch is written once. Not for several threads.
 */
public final class ParquetWriter implements AutoCloseable {
  static final byte[] MAGIC = {'P', 'A', 'R', '1'};

  private static final int ROW_GROUP_ROWS = 1 << 20;
  private static final long ROW_GROUP_BYTES = 32L << 20;

  /** Rows that are written to one column before the next column's turn. */
  private static final int STRIDE = 8192;

  private final List<ParquetColumn> columns;
  private final Codec codec;
  private final WriteSchema schema;
  private final boolean durable;
  private Path file;
  private FileChannel channel;
  private List<RowGroup> rowGroups;
  private long position;
  private long rows;
  private long groupRows;
  private boolean finished;

  private ParquetWriter(
      List<ParquetColumn> columns, Dialect dialect, PageCompression compression, boolean durable) {
    this.columns = List.copyOf(columns);
    this.durable = durable;
    codec = new Codec(compression);
    schema = new WriteSchema(columns, dialect, codec);
  }

  private void open(Path path) {
    file = path;
    rowGroups = new ArrayList<>();
    position = 0;
    rows = 0;
    groupRows = 0;
    finished = false;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw failed(e);
    }
    try {
      output(MAGIC, MAGIC.length);
    } catch (IOException e) {
      close();
      throw failed(e);
    }
  }

  /** Opens a writer of zstd pages. */
  public static ParquetWriter create(
      Path file, List<ParquetColumn> columns, Dialect dialect, boolean durable) {
    return create(file, columns, dialect, PageCompression.ZSTD, durable);
  }

  /**
   * Opens a writer.
   *
   * @param file must not exist; its folder must
   * @param columns one for each column of the batches
   * @param durable whether the finished file is forced to the disk
   */
  public static ParquetWriter create(
      Path file,
      List<ParquetColumn> columns,
      Dialect dialect,
      PageCompression compression,
      boolean durable) {
    ParquetWriter writer = new ParquetWriter(columns, dialect, compression, durable);
    writer.open(file);
    return writer;
  }

  /**
   * Begins another file like the last one, which must have been finished and closed, with the
   * buffers that are there: they take megabytes for each column.
   *
   * @param next must not exist; its folder must
   */
  public void reopen(Path next) {
    if (!finished) {
      throw new IllegalStateException(file + " was not finished");
    }
    schema.leaves.forEach(LeafWriter::startFile);
    open(next);
  }

  /** Returns the columns that it writes. */
  public List<ParquetColumn> columns() {
    return columns;
  }

  /** Returns the rows written so far. */
  public long rows() {
    return rows;
  }

  /** Returns about how many bytes the file has so far. */
  public long bytes() {
    return position + bufferedBytes();
  }

  /** Writes every row of the batch once, whatever its weight. */
  public void write(Batch batch) {
    write(batch, 0, batch.size());
  }

  /** Writes rows {@code from .. to} of the batch. */
  public void write(Batch batch, int from, int to) {
    for (int at = from; at < to; ) {
      int end = (int) Math.min(Math.min(to, at + (long) STRIDE), at + ROW_GROUP_ROWS - groupRows);
      for (int i = 0; i < schema.roots.size(); i++) {
        WriteNode root = schema.roots.get(i);
        Column column = batch.column(i);
        if (root instanceof WriteNode.Leaf leaf) {
          leaf.writer().writeFlat(column, at, end);
        } else {
          for (int row = at; row < end; row++) {
            root.write(column, row, 0, 0);
          }
        }
      }
      for (LeafWriter leaf : schema.leaves) {
        leaf.endRows();
      }
      rows += end - at;
      groupRows += end - at;
      at = end;
      if (groupRows >= ROW_GROUP_ROWS || bufferedBytes() >= ROW_GROUP_BYTES) {
        endRowGroup();
      }
    }
  }

  private long bufferedBytes() {
    long buffered = 0;
    for (LeafWriter leaf : schema.leaves) {
      buffered += leaf.bufferedBytes();
    }
    return buffered;
  }

  private void endRowGroup() {
    if (groupRows == 0) {
      return;
    }
    long start = position;
    long uncompressed = 0;
    List<ColumnChunk> chunks = new ArrayList<>();
    try {
      for (LeafWriter leaf : schema.leaves) {
        ColumnMetaData metadata = leaf.endRowGroup(position, this::output);
        uncompressed += metadata.getTotal_uncompressed_size();
        ColumnChunk chunk = new ColumnChunk(0);
        chunk.setMeta_data(metadata);
        chunks.add(chunk);
      }
    } catch (IOException e) {
      throw failed(e);
    }
    RowGroup group = new RowGroup(chunks, uncompressed, groupRows);
    group.setFile_offset(start);
    group.setTotal_compressed_size(position - start);
    group.setOrdinal((short) Math.min(rowGroups.size(), Short.MAX_VALUE));
    rowGroups.add(group);
    groupRows = 0;
  }

  /** Completes the file. */
  public WrittenFile finish() {
    endRowGroup();
    try {
      FileMetaData metadata = new FileMetaData(1, schema.elements, rows, rowGroups);
      metadata.setCreated_by("millrace version 0.1.0");
      List<ColumnOrder> orders = new ArrayList<>();
      for (int i = 0; i < schema.leaves.size(); i++) {
        orders.add(ColumnOrder.TYPE_ORDER(new TypeDefinedOrder()));
      }
      metadata.setColumn_orders(orders);
      ByteSink footer = new ByteSink(1 << 12);
      Util.writeFileMetaData(metadata, footer);
      footer.writeInt(footer.size);
      footer.write(MAGIC, 0, MAGIC.length);
      output(footer.data, footer.size);
      if (durable) {
        channel.force(true);
      }
      channel.close();
      finished = true;
    } catch (IOException e) {
      throw failed(e);
    }
    return new WrittenFile(
        rows, position, schema.leaves.stream().map(LeafWriter::fileStatistics).toList());
  }

  private void output(byte[] data, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(data, 0, length);
    while (buffer.hasRemaining()) {
      position += channel.write(buffer);
    }
  }

  private MillraceException failed(IOException e) {
    return FileErrors.notWritten(file, e);
  }

  @Override
  public void close() {
    codec.close();
    if (!finished) {
      try {
        channel.close();
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }
}
