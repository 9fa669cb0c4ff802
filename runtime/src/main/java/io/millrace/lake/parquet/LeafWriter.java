package io.millrace.lake.parquet;

import io.millrace.batch.Column;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;

/**
 * Writes one leaf column: stages values and levels, cuts them into pages, and keeps the pages of
 * the open row group until it is written.
 *
 * <p>Subclasses stage values of one physical type, and say how they are encoded: as ids of a
 * dictionary where values repeat, else plain.
 */
abstract class LeafWriter {
  /** Values in a page; also the most that are staged. */
  static final int PAGE_VALUES = 20_000;

  /** Staged bytes that end a page early. */
  static final int PAGE_BYTES = 1 << 20;

  /** Entries after which a dictionary takes no more. */
  static final int DICTIONARY_VALUES = 1 << 16;

  /** Bytes after which a dictionary takes no more. */
  static final int DICTIONARY_BYTES = 1 << 20;

  private final List<String> path;
  private final ParquetColumn column;
  private final Type type;
  private final Codec codec;
  private final int maxDefinition;
  private final int maxRepetition;

  private int[] definitions = new int[256];
  private int[] repetitions;
  private int levels;
  private int nullLevels;

  /** The values staged since the last page, none of them null. */
  int staged;

  private int[] ids = new int[0];
  private boolean dictionaryTried;
  private boolean dictionaryOpen;
  private boolean dictionaryUsed;

  private final ByteSink page = new ByteSink(1 << 10);
  private final PageBytes pages = new PageBytes();
  private byte[] scratch = new byte[0];
  private final CRC32 crc = new CRC32();
  private final Set<Encoding> encodings = EnumSet.noneOf(Encoding.class);
  private long uncompressed;
  private long chunkValues;
  private long chunkNulls;
  private long fileNulls;

  LeafWriter(
      List<String> path,
      ParquetColumn column,
      Type type,
      int maxDefinition,
      int maxRepetition,
      Codec codec) {
    this.path = List.copyOf(path);
    this.column = column;
    this.type = type;
    this.codec = codec;
    this.maxDefinition = maxDefinition;
    this.maxRepetition = maxRepetition;
    repetitions = new int[maxRepetition > 0 ? 256 : 0];
    dictionaryOpen = hasDictionary();
  }

  // Staging

  /** Stages the values at rows {@code from .. to}, none of them null. */
  abstract void stage(Column values, int from, int to);

  /** Returns the bytes that the staged values take in plain encoding. */
  abstract int stagedBytes();

  /** Forgets the staged values. */
  abstract void clearStaged();

  // Encoding

  /** Appends the staged values in plain encoding. */
  abstract void encodePlain(ByteSink sink);

  /** Returns whether this type has dictionaries at all. */
  abstract boolean hasDictionary();

  /** Empties the dictionary. */
  abstract void clearDictionary();

  /**
   * Looks the staged values up in the dictionary, adding those that are new.
   *
   * @param target takes an id a value
   * @return false if the dictionary is full; then nothing that it took since counts
   */
  abstract boolean lookUp(int[] target);

  abstract int dictionarySize();

  abstract int dictionaryBytes();

  /** Appends the dictionary's entries in plain encoding. */
  abstract void encodeDictionary(ByteSink sink);

  // Statistics

  /** Takes the staged values into the row group's smallest and largest. */
  abstract void observe();

  /** Returns the row group's smallest and largest value as Parquet has them, or null. */
  abstract byte[][] chunkBounds();

  /** Takes the row group's bounds into the file's, and starts the next row group's. */
  abstract void endChunkBounds();

  /** Returns the file's smallest and largest value, two nulls where there are none. */
  abstract Object[] fileBounds();

  /** Forgets the file's bounds. */
  abstract void clearFileBounds();

  // Rows in

  /** Writes rows {@code from .. to} of a column that is not nested. */
  final void writeFlat(Column values, int from, int to) {
    int row = from;
    while (row < to) {
      int end = Math.min(to, row + PAGE_VALUES - levels);
      if (values.nulls() == null) {
        stage(values, row, end);
        addLevels(maxDefinition, end - row);
      } else {
        int at = row;
        while (at < end) {
          int start = at;
          boolean isNull = values.isNull(at);
          while (at < end && values.isNull(at) == isNull) {
            at++;
          }
          if (!isNull) {
            stage(values, start, at);
          }
          addLevels(isNull ? maxDefinition - 1 : maxDefinition, at - start);
        }
      }
      row = end;
      endRows();
    }
  }

  /** Writes one value that is there. */
  final void value(Column values, int row, int repetition) {
    stage(values, row, row + 1);
    level(maxDefinition, repetition);
  }

  /** Writes the levels of a place where the value, or something above it, is not there. */
  final void absent(int definition, int repetition) {
    if (definition >= maxDefinition) {
      throw nullRefused();
    }
    nullLevels++;
    level(definition, repetition);
  }

  private void level(int definition, int repetition) {
    if (levels == definitions.length) {
      definitions = Arrays.copyOf(definitions, levels * 2);
    }
    definitions[levels] = definition;
    if (maxRepetition > 0) {
      if (levels >= repetitions.length) {
        repetitions = Arrays.copyOf(repetitions, definitions.length);
      }
      repetitions[levels] = repetition;
    }
    levels++;
  }

  private IllegalStateException nullRefused() {
    return new IllegalStateException("null in column '" + column.name() + "', which has none");
  }

  private void addLevels(int definition, int count) {
    if (definition < 0) {
      throw nullRefused();
    }
    if (definitions.length < levels + count) {
      definitions = Arrays.copyOf(definitions, Math.max(levels + count, definitions.length * 2));
    }
    Arrays.fill(definitions, levels, levels + count, definition);
    levels += count;
    if (definition < maxDefinition) {
      nullLevels += count;
    }
  }

  /** Between two rows: ends the page if it is full. */
  final void endRows() {
    if (levels >= PAGE_VALUES || stagedBytes() >= PAGE_BYTES) {
      endPage();
    }
  }

  private void endPage() {
    if (levels == 0) {
      return;
    }
    observe();
    page.clear();
    if (maxRepetition > 0) {
      encodeLevels(repetitions, RleEncoder.bitWidth(maxRepetition));
    }
    if (maxDefinition > 0) {
      encodeLevels(definitions, RleEncoder.bitWidth(maxDefinition));
    }
    Encoding encoding = Encoding.PLAIN;
    if (lookUpAll()) {
      encoding = Encoding.RLE_DICTIONARY;
      int width = RleEncoder.bitWidth(Math.max(0, dictionarySize() - 1));
      page.write(width);
      RleEncoder.encode(ids, staged, width, page);
    } else {
      encodePlain(page);
    }
    encodings.add(encoding);
    encodings.add(Encoding.RLE);

    PageHeader header = new PageHeader(PageType.DATA_PAGE, page.size, 0);
    header.setData_page_header(new DataPageHeader(levels, encoding, Encoding.RLE, Encoding.RLE));
    appendPage(header, page, pages);
    chunkValues += levels;
    chunkNulls += nullLevels;
    levels = 0;
    nullLevels = 0;
    staged = 0;
    clearStaged();
  }

  private void encodeLevels(int[] values, int width) {
    int start = page.size;
    page.writeInt(0);
    RleEncoder.encode(values, levels, width, page);
    ByteSink.INTS.set(page.data, start, page.size - start - 4);
  }

  /** Looks the staged values up; false if the page is to be plain. */
  private boolean lookUpAll() {
    if (!dictionaryOpen || staged == 0) {
      return false;
    }
    if (ids.length < staged) {
      ids = new int[Math.max(staged, 256)];
    }
    boolean fits = lookUp(ids);
    if (!dictionaryTried) {
      dictionaryTried = true;
      // Where hardly a value repeats, ids and dictionary take more room than the values.
      fits &= staged < 64 || dictionarySize() * 2 < staged;
    }
    if (!fits) {
      dictionaryOpen = false;
      return false;
    }
    dictionaryUsed = true;
    return true;
  }

  private void appendPage(PageHeader header, ByteSink content, PageBytes target) {
    ByteSink compressed = new ByteSink(0);
    compressed.data = scratch;
    compress(content, compressed);
    scratch = compressed.data;
    crc.reset();
    crc.update(compressed.data, 0, compressed.size);
    header.setCompressed_page_size(compressed.size);
    header.setCrc((int) crc.getValue());
    long start = target.size();
    try {
      Util.writePageHeader(header, target);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    uncompressed += target.size() - start + content.size;
    target.write(compressed.data, 0, compressed.size);
  }

  private void compress(ByteSink content, ByteSink compressed) {
    try {
      codec.compress(content.data, 0, content.size, compressed);
    } catch (IOException e) {
      throw new UncheckedIOException("a page cannot be compressed", e);
    }
  }

  private void restartDictionary() {
    dictionaryTried = false;
    dictionaryUsed = false;
    dictionaryOpen = hasDictionary();
  }

  // Row groups out

  /** Returns the bytes that the open row group takes so far. */
  final long bufferedBytes() {
    return pages.size() + stagedBytes();
  }

  /**
   * Ends the row group: writes its pages.
   *
   * @param position where in the file the output stands
   */
  final ColumnMetaData endRowGroup(long position, Output output) throws IOException {
    endPage();
    long at = position;
    ColumnMetaData metadata =
        new ColumnMetaData(type, List.of(), path, codec.written(), chunkValues, 0, 0, 0);
    if (dictionaryUsed) {
      PageBytes dictionary = new PageBytes();
      page.clear();
      encodeDictionary(page);
      PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, page.size, 0);
      header.setDictionary_page_header(new DictionaryPageHeader(dictionarySize(), Encoding.PLAIN));
      appendPage(header, page, dictionary);
      dictionary.writeTo(output);
      metadata.setDictionary_page_offset(at);
      encodings.add(Encoding.PLAIN);
      at += dictionary.size();
    }
    pages.writeTo(output);
    metadata.setData_page_offset(at);
    at += pages.size();
    metadata.setEncodings(new ArrayList<>(encodings));
    metadata.setTotal_uncompressed_size(uncompressed);
    metadata.setTotal_compressed_size(at - position);
    metadata.setStatistics(statistics());

    endChunkBounds();
    fileNulls += chunkNulls;
    pages.clear();
    encodings.clear();
    uncompressed = 0;
    chunkValues = 0;
    chunkNulls = 0;
    clearDictionary();
    restartDictionary();
    return metadata;
  }

  private Statistics statistics() {
    Statistics statistics = new Statistics();
    statistics.setNull_count(chunkNulls);
    byte[][] bounds = chunkBounds();
    if (bounds != null) {
      if (bounds[0] != null) {
        statistics.setMin_value(bounds[0]);
      }
      if (bounds[1] != null) {
        statistics.setMax_value(bounds[1]);
      }
    }
    return statistics;
  }

  final LeafStatistics fileStatistics() {
    Object[] bounds = fileBounds();
    return new LeafStatistics(path, column, fileNulls, bounds[0], bounds[1], maxRepetition > 0);
  }

  /** Forgets a file that has been finished; what it was written with serves the next one. */
  final void startFile() {
    fileNulls = 0;
    clearFileBounds();
  }

  /** Where pages go. */
  interface Output {
    void write(byte[] data, int length) throws IOException;
  }
}
