package io.millrace.lake.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.transport.TIOStreamTransport;

/** The pages of one column chunk, one after the other, read and decompressed. */
final class PageSource {
  private static final int BUFFER = 1 << 18;

  private final FileChannel channel;
  private final CompressionCodec compression;
  private final int maxDefinition;
  private final int maxRepetition;
  private final boolean keepsPages;
  private final PageBuffers buffers;
  private final CRC32 crc = new CRC32();
  private final Window window;
  private long filePosition;
  private final long fileEnd;
  private long valuesLeft;

  // The current page
  int valueCount;
  Encoding encoding;
  byte[] data;
  int valuesFrom;
  int valuesTo;
  boolean hasDefinitions;
  final RleDecoder definitions = new RleDecoder();
  final RleDecoder repetitions = new RleDecoder();

  /** The entries of the dictionary page, if {@link #next} returned one. */
  int dictionarySize;

  /**
   * @param buffers no other source's that is still in use
   * @param keepsPages whether the page's bytes are kept by others after the next page is read
   */
  PageSource(
      FileChannel channel,
      ColumnMetaData metadata,
      int maxDefinition,
      int maxRepetition,
      PageBuffers buffers,
      boolean keepsPages)
      throws IOException {
    this.channel = channel;
    this.maxDefinition = maxDefinition;
    this.maxRepetition = maxRepetition;
    this.buffers = buffers;
    this.keepsPages = keepsPages;
    window = new Window();
    compression = metadata.getCodec();
    long start = metadata.getData_page_offset();
    if (metadata.isSetDictionary_page_offset()
        && metadata.getDictionary_page_offset() > 0
        && metadata.getDictionary_page_offset() < start) {
      start = metadata.getDictionary_page_offset();
    }
    filePosition = start;
    fileEnd = start + metadata.getTotal_compressed_size();
    valuesLeft = metadata.getNum_values();
    if (start < 0 || metadata.getTotal_compressed_size() < 0 || fileEnd > channel.size()) {
      throw new IOException("a column lies outside the file");
    }
  }

  /**
   * Reads the next page; returns null if there is none.
   *
   * @param codec the reading thread's
   */
  PageType next(Codec codec) throws IOException {
    while (valuesLeft > 0) {
      PageHeader header = readHeader();
      int compressed = header.getCompressed_page_size();
      int uncompressed = header.getUncompressed_page_size();
      if (compressed < 0 || uncompressed < 0) {
        throw new IOException("a page of a negative length");
      }
      PageType type = header.getType();
      if (type != PageType.DATA_PAGE
          && type != PageType.DATA_PAGE_V2
          && type != PageType.DICTIONARY_PAGE) {
        window.take(compressed);
        continue;
      }
      int from = window.take(compressed);
      if (header.isSetCrc()) {
        crc.reset();
        crc.update(window.buffer, from, compressed);
        if ((int) crc.getValue() != header.getCrc()) {
          throw new IOException("the checksum of a page is wrong");
        }
      }
      switch (type) {
        case DICTIONARY_PAGE -> {
          // A dictionary's bytes may be shared by columns: its array is its own.
          data = new byte[uncompressed];
          codec.decompress(
              compression, window.buffer, from, from + compressed, data, 0, uncompressed);
          valuesFrom = 0;
          valuesTo = uncompressed;
          dictionarySize = header.getDictionary_page_header().getNum_values();
          encoding = header.getDictionary_page_header().getEncoding();
        }
        case DATA_PAGE ->
            dataPage(codec, header.getData_page_header(), from, compressed, uncompressed);
        default ->
            dataPageV2(codec, header.getData_page_header_v2(), from, compressed, uncompressed);
      }
      return type;
    }
    return null;
  }

  /** Reads a page's header as the library does, but for a text that it formats for each. */
  private PageHeader readHeader() throws IOException {
    try {
      PageHeader header = new PageHeader();
      header.read(new TCompactProtocol(new TIOStreamTransport(window)));
      return header;
    } catch (TException e) {
      throw e.getCause() instanceof IOException cause
          ? cause
          : new IOException("the header of a page cannot be read", e);
    }
  }

  private void dataPage(
      Codec codec, DataPageHeader header, int from, int compressed, int uncompressed)
      throws IOException {
    startValues(header.getNum_values(), header.getEncoding());
    reserve(uncompressed);
    codec.decompress(compression, window.buffer, from, from + compressed, data, 0, uncompressed);
    valuesFrom = 0;
    valuesTo = uncompressed;
    if (maxRepetition > 0) {
      levels(repetitions, maxRepetition, header.getRepetition_level_encoding());
    }
    if (maxDefinition > 0) {
      levels(definitions, maxDefinition, header.getDefinition_level_encoding());
    }
  }

  private void levels(RleDecoder decoder, int max, Encoding levelEncoding) throws IOException {
    int width = RleEncoder.bitWidth(max);
    if (levelEncoding != Encoding.RLE) {
      throw new IOException("levels in the encoding " + levelEncoding + " are not supported");
    }
    int length = valuesTo - valuesFrom < 4 ? -1 : (int) ByteSink.INTS.get(data, valuesFrom);
    int start = valuesFrom + 4;
    if (length < 0 || length > valuesTo - start) {
      throw new IOException("the levels of a page lie outside it");
    }
    decoder.start(data, start, start + length, width);
    valuesFrom = start + length;
  }

  private void dataPageV2(
      Codec codec, DataPageHeaderV2 header, int from, int compressed, int uncompressed)
      throws IOException {
    startValues(header.getNum_values(), header.getEncoding());
    int repetitionBytes = header.getRepetition_levels_byte_length();
    int definitionBytes = header.getDefinition_levels_byte_length();
    int levelBytes = repetitionBytes + definitionBytes;
    if (repetitionBytes < 0
        || definitionBytes < 0
        || levelBytes > compressed
        || levelBytes > uncompressed) {
      throw new IOException("the levels of a page lie outside it");
    }
    reserve(uncompressed);
    System.arraycopy(window.buffer, from, data, 0, levelBytes);
    boolean isCompressed = !header.isSetIs_compressed() || header.isIs_compressed();
    codec.decompress(
        isCompressed ? compression : CompressionCodec.UNCOMPRESSED,
        window.buffer,
        from + levelBytes,
        from + compressed,
        data,
        levelBytes,
        uncompressed - levelBytes);
    if (maxRepetition > 0) {
      repetitions.start(data, 0, repetitionBytes, RleEncoder.bitWidth(maxRepetition));
    }
    if (maxDefinition > 0) {
      definitions.start(data, repetitionBytes, levelBytes, RleEncoder.bitWidth(maxDefinition));
    }
    valuesFrom = levelBytes;
    valuesTo = uncompressed;
  }

  private void startValues(int count, Encoding valueEncoding) throws IOException {
    if (count < 0 || count > valuesLeft) {
      throw new IOException("a column has more values than it should have");
    }
    valueCount = count;
    valuesLeft -= count;
    encoding = valueEncoding;
    hasDefinitions = maxDefinition > 0;
  }

  private void reserve(int size) {
    data = keepsPages ? new byte[size] : buffers.page(size);
  }

  /** A part of the chunk in memory; moves on as pages are taken. */
  private final class Window extends InputStream {
    private byte[] buffer = buffers.window(0);
    private int at;
    private int limit;

    /** Makes the next {@code length} bytes be in the buffer, and returns where they start. */
    int take(int length) throws IOException {
      if (limit - at < length) {
        fill(length);
      }
      int start = at;
      at += length;
      return start;
    }

    private void fill(int length) throws IOException {
      int kept = limit - at;
      long rest = fileEnd - filePosition;
      if (length > kept + rest) {
        throw new EOFException("a page lies outside its column");
      }
      int wanted = (int) Math.max(length, Math.min(BUFFER, kept + rest));
      byte[] target = buffers.window(wanted);
      System.arraycopy(buffer, at, target, 0, kept);
      buffer = target;
      at = 0;
      limit = kept;
      ByteBuffer into = ByteBuffer.wrap(buffer, limit, (int) Math.min(buffer.length - limit, rest));
      while (into.hasRemaining()) {
        int read = channel.read(into, filePosition);
        if (read < 0) {
          throw new EOFException("the file ends within a column");
        }
        filePosition += read;
        limit += read;
      }
    }

    @Override
    public int read() throws IOException {
      if (at == limit) {
        if (filePosition >= fileEnd) {
          return -1;
        }
        fill(1);
      }
      return buffer[at++] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (at == limit) {
        if (filePosition >= fileEnd) {
          return -1;
        }
        fill(1);
      }
      int count = Math.min(length, limit - at);
      System.arraycopy(buffer, at, target, offset, count);
      at += count;
      return count;
    }
  }
}
