package io.millrace.lake.parquet;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * A Parquet file's footer: its schema, row groups and statistics. Immutable, and good as long as
 * the file is not replaced; readers of the same file share it.
 */
public final class ParquetFile {
  private static final byte[] ENCRYPTED_MAGIC = {'P', 'A', 'R', 'E'};
  private static final int TAIL = 1 << 16;

  private final Path path;
  final FileMetaData metadata;
  final SchemaNode schema;

  private ParquetFile(Path path, FileMetaData metadata, SchemaNode schema) {
    this.path = path;
    this.metadata = metadata;
    this.schema = schema;
  }

  /**
   * Reads the footer of a file.
   *
   * @throws MillraceException FILE_NOT_FOUND, IO_ERROR, or DATA_CORRUPTED if it is no sound Parquet
   *     file
   */
  public static ParquetFile open(Path path) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      FileMetaData metadata = readFooter(channel);
      SchemaNode schema = SchemaNode.parse(metadata.getSchema());
      int leaves = countLeaves(schema);
      for (RowGroup group : metadata.getRow_groups()) {
        if (group.getColumns().size() != leaves || group.getNum_rows() < 0) {
          throw new IOException("a row group does not have the columns of the schema");
        }
      }
      return new ParquetFile(path, metadata, schema);
    } catch (IOException | RuntimeException e) {
      throw failed(path, e);
    }
  }

  private static FileMetaData readFooter(FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < 12) {
      throw new IOException("it is too short for a Parquet file");
    }
    byte[] tail = read(channel, Math.max(0, size - TAIL), (int) Math.min(size, TAIL));
    byte[] magic = Arrays.copyOfRange(tail, tail.length - 4, tail.length);
    if (Arrays.equals(magic, ENCRYPTED_MAGIC)) {
      throw new MillraceException(
          ErrorCode.FEATURE_NOT_SUPPORTED, "encrypted Parquet files are not supported");
    }
    if (!Arrays.equals(magic, ParquetWriter.MAGIC)) {
      throw new IOException("it does not end as a Parquet file does");
    }
    int length = (int) ByteSink.INTS.get(tail, tail.length - 8);
    if (length < 0 || length > size - 12) {
      throw new IOException("its footer lies outside the file");
    }
    byte[] footer =
        length <= tail.length - 8
            ? Arrays.copyOfRange(tail, tail.length - 8 - length, tail.length - 8)
            : read(channel, size - 8 - length, length);
    return Util.readFileMetaData(new ByteArrayInputStream(footer));
  }

  private static byte[] read(FileChannel channel, long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new IOException("it became shorter while it was read");
      }
    }
    return buffer.array();
  }

  private static int countLeaves(SchemaNode node) {
    if (node.isLeaf()) {
      return 1;
    }
    return node.children.stream().mapToInt(ParquetFile::countLeaves).sum();
  }

  /** Returns the error for something that went wrong while a file was read. */
  static MillraceException failed(Path path, Exception e) {
    if (e instanceof MillraceException known) {
      return known.getMessage().contains(path.toString())
          ? known
          : new MillraceException(
              known.code(), "file '" + path + "': " + known.getMessage(), known);
    }
    if (e instanceof IOException && Files.isDirectory(path)) {
      return new MillraceException(
          ErrorCode.IO_ERROR, "file '" + path + "' cannot be read: it is a folder", e);
    }
    if (e instanceof ClosedByInterruptException || e instanceof FileSystemException) {
      return FileErrors.notRead(path, (IOException) e);
    }
    String reason = e instanceof IOException && e.getMessage() != null ? ": " + e.getMessage() : "";
    return new MillraceException(
        ErrorCode.DATA_CORRUPTED, "file '" + path + "' is damaged" + reason, e);
  }

  public Path path() {
    return path;
  }

  /** Returns how many rows the file has. */
  public long rowCount() {
    return metadata.getNum_rows();
  }
}
