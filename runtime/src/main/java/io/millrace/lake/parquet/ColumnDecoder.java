package io.millrace.lake.parquet;

import io.millrace.batch.Column;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;

/**
 * Decodes the values of one leaf column's pages into one of our columns.
 *
 * <p>Protocol: {@link #loadDictionary} and {@link #loadPage} as pages come; {@link #start}, then
 * {@link #values}, {@link #gap} and {@link #spread} for the rows of a batch, then {@link #finish}.
 */
abstract class ColumnDecoder {
  /** How the values of the current page are laid out. */
  enum Layout {
    PLAIN,
    DICTIONARY,
    /** Booleans in the encoding RLE. */
    RUNS,
    /** One of the delta or stream-split encodings, read value by value by the library. */
    OTHER
  }

  final SchemaElement element;
  Layout layout;
  byte[] data;
  int position;
  int end;
  final RleDecoder ids = new RleDecoder();
  int[] idBuffer = new int[0];
  ValuesReader other;

  /** Rows in the batch so far. */
  int size;

  ColumnDecoder(SchemaElement element) {
    this.element = element;
  }

  /** Starts a batch of about {@code capacity} rows. */
  abstract void start(int capacity);

  /** Appends the next {@code count} values of the page. */
  abstract void values(int count) throws IOException;

  /** Appends {@code count} rows without a value. */
  abstract void gap(int count);

  /**
   * Moves rows {@code size - count .. size} apart, so that each lies where its level is the max.
   */
  abstract void spreadRows(int base, int[] levels, int count, int present, int max);

  /** Returns the rows since {@link #start}. */
  abstract Column finish(long[] nulls);

  /** Takes the entries of the dictionary page. */
  abstract void loadDictionary(PageSource page) throws IOException;

  /**
   * Appends {@code count} rows, {@code present} of which have a value: those whose level is {@code
   * max}.
   */
  final void spread(int[] levels, int count, int present, int max) throws IOException {
    int base = size;
    values(present);
    gap(count - present);
    spreadRows(base, levels, count, present, max);
  }

  /** Makes the page's values the next ones. */
  void loadPage(PageSource page) throws IOException {
    data = page.data;
    position = page.valuesFrom;
    end = page.valuesTo;
    switch (page.encoding) {
      case PLAIN -> layout = Layout.PLAIN;
      case PLAIN_DICTIONARY, RLE_DICTIONARY -> {
        layout = Layout.DICTIONARY;
        // A page of nulls alone may have no bytes at all.
        int width = position < end ? data[position] : 0;
        ids.start(data, Math.min(position + 1, end), end, width);
      }
      case RLE -> {
        layout = Layout.RUNS;
        if (end - position < 4) {
          throw new IOException("a page ends within its length");
        }
        int length = (int) ByteSink.INTS.get(data, position);
        if (length < 0 || length > end - position - 4) {
          throw new IOException("the values of a page lie outside it");
        }
        ids.start(data, position + 4, position + 4 + length, 1);
      }
      default -> {
        layout = Layout.OTHER;
        other = libraryReader(page);
      }
    }
  }

  private ValuesReader libraryReader(PageSource page) throws IOException {
    org.apache.parquet.column.Encoding encoding =
        switch (page.encoding) {
          case DELTA_BINARY_PACKED -> org.apache.parquet.column.Encoding.DELTA_BINARY_PACKED;
          case DELTA_LENGTH_BYTE_ARRAY ->
              org.apache.parquet.column.Encoding.DELTA_LENGTH_BYTE_ARRAY;
          case DELTA_BYTE_ARRAY -> org.apache.parquet.column.Encoding.DELTA_BYTE_ARRAY;
          case BYTE_STREAM_SPLIT -> org.apache.parquet.column.Encoding.BYTE_STREAM_SPLIT;
          default -> throw unsupported(page.encoding);
        };
    PrimitiveType type =
        new PrimitiveType(
            Repetition.REQUIRED,
            PrimitiveTypeName.valueOf(
                element.getType() == org.apache.parquet.format.Type.BYTE_ARRAY
                    ? "BINARY"
                    : element.getType().name()),
            element.getType_length(),
            element.getName());
    ValuesReader reader =
        encoding.getValuesReader(
            new ColumnDescriptor(new String[] {element.getName()}, type, 0, 0), ValuesType.VALUES);
    reader.initFromPage(
        page.valueCount,
        ByteBufferInputStream.wrap(
            ByteBuffer.wrap(page.data, page.valuesFrom, page.valuesTo - page.valuesFrom)));
    return reader;
  }

  static IOException unsupported(Encoding encoding) {
    return new IOException("values in the encoding " + encoding + " are not supported here");
  }

  /** Reads the next ids of the page into {@link #idBuffer}. */
  final int[] readIds(int count) {
    if (idBuffer.length < count) {
      idBuffer = new int[count];
    }
    ids.read(idBuffer, 0, count);
    return idBuffer;
  }

  /** Steps over so many plain bytes, and returns where they start. */
  final int take(long bytes) throws IOException {
    if (bytes > end - position) {
      throw new IOException("a page ends before its last value");
    }
    int start = position;
    position += (int) bytes;
    return start;
  }
}
