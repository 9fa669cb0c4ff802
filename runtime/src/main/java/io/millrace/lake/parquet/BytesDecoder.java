package io.millrace.lake.parquet;

import io.millrace.batch.BytesBuilder;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.Nulls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.io.api.Binary;

/**
 * Decodes into a {@link BytesColumn}. Text is not copied: the column shares the page's bytes, or
 * the dictionary's. Only a batch that lies over several pages is gathered into an array of its own.
 */
final class BytesDecoder extends ColumnDecoder {
  /** What is done to values on their way. */
  enum Conversion {
    NONE,
    /** UUIDs written as text become 16 bytes. */
    TEXT_TO_UUID,
    /** UUIDs of 16 bytes become text. */
    UUID_TO_TEXT
  }

  private final Conversion conversion;
  private final int width;
  private byte[] dictionaryData = new byte[0];
  private int[] dictionaryStarts = new int[0];
  private int[] dictionaryLengths = new int[0];
  private byte[] shared;
  private boolean own;
  private int ownEnd;
  private int[] starts;
  private int[] lengths;

  BytesDecoder(SchemaElement element, Conversion conversion) {
    super(element);
    this.conversion = conversion;
    width = element.getType() == Type.FIXED_LEN_BYTE_ARRAY ? element.getType_length() : 0;
  }

  /** Returns whether the page's bytes end up in the column itself. */
  boolean sharesPage() {
    return layout == Layout.PLAIN;
  }

  @Override
  void start(int capacity) {
    starts = new int[capacity];
    lengths = new int[capacity];
    shared = null;
    own = false;
    size = 0;
  }

  private void reserve(int count) {
    if (starts.length < size + count) {
      starts = Arrays.copyOf(starts, Math.max(size + count, starts.length * 2));
      lengths = Arrays.copyOf(lengths, starts.length);
    }
  }

  @Override
  void loadDictionary(PageSource page) throws IOException {
    data = page.data;
    position = page.valuesFrom;
    end = page.valuesTo;
    dictionaryData = page.data;
    dictionaryStarts = new int[page.dictionarySize];
    dictionaryLengths = new int[page.dictionarySize];
    plain(dictionaryStarts, dictionaryLengths, 0, page.dictionarySize);
  }

  @Override
  void values(int count) throws IOException {
    if (count == 0) {
      return;
    }
    reserve(count);
    byte[] source;
    switch (layout) {
      case DICTIONARY -> {
        int[] read = readIds(count);
        for (int i = 0; i < count; i++) {
          int id = read[i];
          starts[size + i] = dictionaryStarts[id];
          lengths[size + i] = dictionaryLengths[id];
        }
        source = dictionaryData;
      }
      case PLAIN -> {
        plain(starts, lengths, size, count);
        source = data;
      }
      case OTHER -> source = readOther(count);
      default -> throw new IOException("text cannot be in the encoding RLE");
    }
    if (shared == null) {
      shared = source;
    } else if (shared != source) {
      gatherInto(source, count);
    } else if (own) {
      throw new IllegalStateException("a batch's own bytes are not a source");
    }
    size += count;
  }

  /** Copies the rows so far, unless that is done already, and the next {@code count} rows. */
  private void gatherInto(byte[] source, int count) {
    if (!own) {
      byte[] old = shared;
      shared = new byte[Math.max(64, (int) Math.min(1 << 20, total(0, size) * 2))];
      own = true;
      ownEnd = 0;
      copy(old, 0, size);
    }
    copy(source, size, size + count);
  }

  private long total(int from, int to) {
    long total = 0;
    for (int i = from; i < to; i++) {
      total += lengths[i];
    }
    return total;
  }

  private void copy(byte[] source, int from, int to) {
    long needed = ownEnd + total(from, to);
    if (needed > Integer.MAX_VALUE - 8) {
      throw new IllegalStateException("the text of one batch takes more than 2 GB");
    }
    if (needed > shared.length) {
      shared = Arrays.copyOf(shared, (int) Math.min(Integer.MAX_VALUE - 8L, needed * 3 / 2));
    }
    for (int i = from; i < to; i++) {
      System.arraycopy(source, starts[i], shared, ownEnd, lengths[i]);
      starts[i] = ownEnd;
      ownEnd += lengths[i];
    }
  }

  private byte[] readOther(int count) {
    BytesBuilder builder = new BytesBuilder(count);
    for (int i = 0; i < count; i++) {
      Binary binary = other.readBytes();
      byte[] bytes = binary.getBytesUnsafe();
      builder.appendBytes(bytes, 0, bytes.length);
    }
    BytesColumn column = builder.build();
    System.arraycopy(column.starts(), 0, starts, size, count);
    System.arraycopy(column.lengths(), 0, lengths, size, count);
    return column.data();
  }

  private void plain(int[] outStarts, int[] outLengths, int at, int count) throws IOException {
    if (width > 0) {
      int start = take((long) count * width);
      for (int i = 0; i < count; i++) {
        outStarts[at + i] = start + i * width;
        outLengths[at + i] = width;
      }
      return;
    }
    byte[] source = data;
    int from = position;
    for (int i = 0; i < count; i++) {
      if (end - from < 4) {
        throw new IOException("a page ends before its last value");
      }
      int length = (int) ByteSink.INTS.get(source, from);
      from += 4;
      if (length < 0 || length > end - from) {
        throw new IOException("a value lies outside its page");
      }
      outStarts[at + i] = from;
      outLengths[at + i] = length;
      from += length;
    }
    position = from;
  }

  @Override
  void gap(int count) {
    reserve(count);
    Arrays.fill(starts, size, size + count, 0);
    Arrays.fill(lengths, size, size + count, 0);
    size += count;
  }

  @Override
  void spreadRows(int base, int[] levels, int count, int present, int max) {
    int from = base + present;
    for (int i = count - 1; i >= 0; i--) {
      boolean there = levels[i] == max;
      from -= there ? 1 : 0;
      starts[base + i] = there ? starts[from] : 0;
      lengths[base + i] = there ? lengths[from] : 0;
    }
  }

  @Override
  Column finish(long[] nulls) {
    byte[] bytes = shared == null ? new byte[0] : shared;
    BytesColumn column = new BytesColumn(bytes, starts, lengths, nulls, size);
    return conversion == Conversion.NONE ? column : converted(column);
  }

  private BytesColumn converted(BytesColumn column) {
    BytesBuilder builder = new BytesBuilder(size);
    for (int row = 0; row < size; row++) {
      if (Nulls.isNull(column.nulls(), row)) {
        builder.appendNull();
      } else if (conversion == Conversion.TEXT_TO_UUID) {
        UUID uuid = UUID.fromString(column.text(row));
        int start = builder.reserve(16);
        putLong(builder.data(), start, uuid.getMostSignificantBits());
        putLong(builder.data(), start + 8, uuid.getLeastSignificantBits());
        builder.commit(start, 16);
      } else {
        byte[] source = column.data();
        int start = column.starts()[row];
        byte[] text =
            new UUID(
                    Long.reverseBytes((long) ByteSink.LONGS.get(source, start)),
                    Long.reverseBytes((long) ByteSink.LONGS.get(source, start + 8)))
                .toString()
                .getBytes(StandardCharsets.US_ASCII);
        builder.appendBytes(text, 0, text.length);
      }
    }
    return builder.build();
  }

  private static void putLong(byte[] target, int at, long value) {
    ByteSink.LONGS.set(target, at, Long.reverseBytes(value));
  }
}
