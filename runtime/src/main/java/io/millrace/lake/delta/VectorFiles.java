package io.millrace.lake.delta;

import io.delta.kernel.internal.deletionvectors.Base85Codec;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.lake.parquet.FileErrors;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;
import org.roaringbitmap.RoaringBitmap;

/**
 * Reads and writes deletion vectors (Delta protocol specification, 'Deletion Vector Format'): a
 * 64-bit roaring bitmap array, of which we write one bitmap, enough for 4 billion rows in a file.
 */
public final class VectorFiles {
  private static final int MAGIC = 1681511377;
  private static final byte FILE_VERSION = 1;

  private final Path table;
  private final boolean durable;

  public VectorFiles(Path table, boolean durable) {
    this.table = table;
    this.durable = durable;
  }

  /** Returns the positions of the rows that are deleted. */
  public RoaringBitmap read(DeletionVector vector) {
    try {
      RoaringBitmap bitmap = parse(data(vector));
      if (bitmap.getLongCardinality() != vector.cardinality()) {
        throw new IOException("it deletes another number of rows than the log says");
      }
      return bitmap;
    } catch (IOException | RuntimeException e) {
      throw new MillraceException(
          e instanceof NoSuchFileException ? ErrorCode.FILE_NOT_FOUND : ErrorCode.DATA_CORRUPTED,
          "a deletion vector of table '" + table + "' cannot be read: " + e.getMessage(),
          e);
    }
  }

  private byte[] data(DeletionVector vector) throws IOException {
    if (vector.storageType().equals("i")) {
      return Base85Codec.decodeBytes(vector.pathOrInline(), vector.sizeInBytes());
    }
    try (FileChannel channel = FileChannel.open(path(vector), StandardOpenOption.READ)) {
      int start = Math.max(vector.offset(), 0);
      ByteBuffer content = ByteBuffer.allocate(vector.sizeInBytes() + 8);
      while (content.hasRemaining()) {
        if (channel.read(content, start + content.position()) < 0) {
          throw new IOException("its file is too short");
        }
      }
      content.flip();
      int size = content.getInt();
      if (size != vector.sizeInBytes()) {
        throw new IOException("it has another size than the log says");
      }
      byte[] data = new byte[size];
      content.get(data);
      CRC32 crc = new CRC32();
      crc.update(data);
      if ((int) crc.getValue() != content.getInt()) {
        throw new IOException("its checksum is wrong");
      }
      return data;
    }
  }

  private Path path(DeletionVector vector) {
    String text = vector.pathOrInline();
    if (vector.storageType().equals("p")) {
      return Path.of(URI.create(text));
    }
    int prefix = text.length() - Base85Codec.ENCODED_UUID_LENGTH;
    UUID id = Base85Codec.decodeUUID(text.substring(prefix));
    return table.resolve(text.substring(0, prefix)).resolve(fileName(id));
  }

  private static String fileName(UUID id) {
    return "deletion_vector_" + id + ".bin";
  }

  private static RoaringBitmap parse(byte[] data) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    if (buffer.getInt() != MAGIC) {
      throw new IOException("it is in a format that is not supported");
    }
    long bitmaps = buffer.getLong();
    RoaringBitmap result = new RoaringBitmap();
    for (long i = 0; i < bitmaps; i++) {
      int key = buffer.getInt();
      RoaringBitmap bitmap = new RoaringBitmap();
      bitmap.deserialize(buffer);
      buffer.position(buffer.position() + bitmap.serializedSizeInBytes());
      if (key == 0) {
        result = bitmap;
      } else if (!bitmap.isEmpty()) {
        throw new IOException("files of over 4 billion rows are not supported");
      }
    }
    return result;
  }

  /** Writes vectors to one new file; returns them in the same order. */
  public List<DeletionVector> write(List<RoaringBitmap> bitmaps) {
    UUID id = UUID.randomUUID();
    Path file = table.resolve(fileName(id));
    List<DeletionVector> vectors = new ArrayList<>();
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeByte(FILE_VERSION);
      for (RoaringBitmap bitmap : bitmaps) {
        bitmap.runOptimize();
        byte[] data = serialize(bitmap);
        vectors.add(
            new DeletionVector(
                "u",
                Base85Codec.encodeUUID(id),
                out.size(),
                data.length,
                bitmap.getLongCardinality()));
        out.writeInt(data.length);
        out.write(data);
        CRC32 crc = new CRC32();
        crc.update(data);
        out.writeInt((int) crc.getValue());
      }
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer content = ByteBuffer.wrap(bytes.toByteArray());
        while (content.hasRemaining()) {
          channel.write(content);
        }
        if (durable) {
          channel.force(true);
        }
      }
    } catch (IOException e) {
      throw FileErrors.notWritten(file, e);
    }
    return vectors;
  }

  private static byte[] serialize(RoaringBitmap bitmap) {
    ByteBuffer buffer =
        ByteBuffer.allocate(4 + 8 + 4 + bitmap.serializedSizeInBytes())
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(MAGIC);
    buffer.putLong(1);
    buffer.putInt(0);
    bitmap.serialize(buffer);
    return buffer.array();
  }

  /** Returns the file of a vector that lies in one, or null. */
  public Path fileOf(DeletionVector vector) {
    return vector.storageType().equals("i") ? null : path(vector);
  }
}
