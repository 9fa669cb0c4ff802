package io.millrace.lake.parquet;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.CompressionCodec;
import org.xerial.snappy.Snappy;

/** Compresses pages, and decompresses what other writers use too. Not for several threads. */
final class Codec implements AutoCloseable {
  private static final VarHandle BIG_ENDIAN_INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final int ZSTD_LEVEL = 1;

  private final PageCompression compression;
  private ZstdCompressCtx compressor;
  private ZstdDecompressCtx decompressor;

  /** One that only reads, or writes with zstd. */
  Codec() {
    this(PageCompression.ZSTD);
  }

  /**
   * @param compression how it writes; it reads all
   */
  Codec(PageCompression compression) {
    this.compression = compression;
  }

  /** Returns what {@link #compress} does, as files name it. */
  CompressionCodec written() {
    return switch (compression) {
      case ZSTD -> CompressionCodec.ZSTD;
      case SNAPPY -> CompressionCodec.SNAPPY;
    };
  }

  /** Appends {@code source[from..to)} to the sink, compressed. */
  void compress(byte[] source, int from, int to, ByteSink sink) throws IOException {
    int length = to - from;
    switch (compression) {
      case ZSTD -> zstd(source, from, length, sink);
      case SNAPPY -> {
        sink.ensure(Snappy.maxCompressedLength(length));
        sink.size += Snappy.compress(source, from, length, sink.data, sink.size);
      }
    }
  }

  private void zstd(byte[] source, int from, int length, ByteSink sink) {
    if (compressor == null) {
      compressor = new ZstdCompressCtx().setLevel(ZSTD_LEVEL);
    }
    // zstd's own bound on the size of what does not compress.
    int bound = length + (length >>> 8) + 512;
    sink.ensure(bound);
    sink.size +=
        compressor.compressByteArray(
            sink.data, sink.size, sink.data.length - sink.size, source, from, length);
  }

  /** Fills {@code target[offset .. offset + size)} from {@code source[from..to)}. */
  void decompress(
      CompressionCodec codec, byte[] source, int from, int to, byte[] target, int offset, int size)
      throws IOException {
    int length = to - from;
    if (size == 0 && length == 0) {
      return;
    }
    int written;
    switch (codec) {
      case UNCOMPRESSED -> {
        System.arraycopy(source, from, target, offset, size);
        written = length;
      }
      case ZSTD -> {
        if (decompressor == null) {
          decompressor = new ZstdDecompressCtx();
        }
        written = decompressor.decompressByteArray(target, offset, size, source, from, length);
      }
      case SNAPPY -> {
        if (Snappy.uncompressedLength(source, from, length) != size) {
          throw new IOException("a page is not as long as its header says");
        }
        written = Snappy.uncompress(source, from, length, target, offset);
      }
      case GZIP -> {
        try (GZIPInputStream in =
            new GZIPInputStream(new ByteArrayInputStream(source, from, length))) {
          written = in.readNBytes(target, offset, size);
        }
      }
      case LZ4_RAW ->
          written = new Lz4Decompressor().decompress(source, from, length, target, offset, size);
      case LZ4 -> written = hadoopLz4(source, from, to, target, offset, size);
      default ->
          throw new MillraceException(
              ErrorCode.FEATURE_NOT_SUPPORTED,
              "compression " + codec + " is not supported; use zstd, snappy, gzip or lz4");
    }
    if (written != size) {
      throw new IOException("a page is not as long as its header says");
    }
  }

  /** The codec 'LZ4' of old: frames of both lengths and a raw block, or a raw block alone. */
  private static int hadoopLz4(
      byte[] source, int from, int to, byte[] target, int offset, int size) {
    Lz4Decompressor lz4 = new Lz4Decompressor();
    int position = from;
    int written = 0;
    while (to - position >= 8) {
      int whole = (int) BIG_ENDIAN_INTS.get(source, position);
      int packed = (int) BIG_ENDIAN_INTS.get(source, position + 4);
      if (whole < 0 || whole > size - written || packed < 0 || packed > to - position - 8) {
        return lz4.decompress(source, from, to - from, target, offset, size);
      }
      written +=
          lz4.decompress(source, position + 8, packed, target, offset + written, size - written);
      position += 8 + packed;
    }
    return written;
  }

  @Override
  public void close() {
    if (compressor != null) {
      compressor.close();
      compressor = null;
    }
    if (decompressor != null) {
      decompressor.close();
      decompressor = null;
    }
  }
}
