package io.millrace.lake.parquet;

import io.millrace.batch.Column;
import io.millrace.batch.WideColumn;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;

/** Decodes into a {@link WideColumn}: decimals over 18 digits, and what is widened to them. */
final class WideDecoder extends ColumnDecoder {
  private final Type physical;
  private final boolean unsigned;
  private final BigInteger factor;
  private long[] dictionaryHigh = new long[0];
  private long[] dictionaryLow = new long[0];
  private long[] high;
  private long[] low;

  /**
   * @param unsigned whether 64-bit values are unsigned
   * @param factor what values are multiplied with: the power of ten by which the scale grows
   */
  WideDecoder(SchemaElement element, boolean unsigned, BigInteger factor) {
    super(element);
    physical = element.getType();
    this.unsigned = unsigned;
    this.factor = factor;
  }

  @Override
  void start(int capacity) {
    high = new long[capacity];
    low = new long[capacity];
    size = 0;
  }

  private void reserve(int count) {
    if (high.length < size + count) {
      high = Arrays.copyOf(high, Math.max(size + count, high.length * 2));
      low = Arrays.copyOf(low, high.length);
    }
  }

  @Override
  void loadDictionary(PageSource page) throws IOException {
    data = page.data;
    position = page.valuesFrom;
    end = page.valuesTo;
    dictionaryHigh = new long[page.dictionarySize];
    dictionaryLow = new long[page.dictionarySize];
    for (int i = 0; i < page.dictionarySize; i++) {
      plain(dictionaryHigh, dictionaryLow, i);
    }
  }

  @Override
  void values(int count) throws IOException {
    reserve(count);
    switch (layout) {
      case DICTIONARY -> {
        int[] read = readIds(count);
        for (int i = 0; i < count; i++) {
          high[size + i] = dictionaryHigh[read[i]];
          low[size + i] = dictionaryLow[read[i]];
        }
      }
      case PLAIN -> {
        for (int i = 0; i < count; i++) {
          plain(high, low, size + i);
        }
      }
      case OTHER -> {
        for (int i = 0; i < count; i++) {
          switch (physical) {
            case INT32 -> set(high, low, size + i, other.readInteger());
            case INT64 -> set(high, low, size + i, other.readLong());
            default -> {
              byte[] bytes = other.readBytes().getBytes();
              set(high, low, size + i, bytes, 0, bytes.length);
            }
          }
        }
      }
      default -> throw new IOException("numbers cannot be in the encoding RLE");
    }
    size += count;
  }

  private void plain(long[] outHigh, long[] outLow, int at) throws IOException {
    switch (physical) {
      case INT32 -> set(outHigh, outLow, at, (int) ByteSink.INTS.get(data, take(4)));
      case INT64 -> set(outHigh, outLow, at, (long) ByteSink.LONGS.get(data, take(8)));
      case FIXED_LEN_BYTE_ARRAY -> {
        int length = element.getType_length();
        set(outHigh, outLow, at, data, take(length), length);
      }
      default -> {
        int length = (int) ByteSink.INTS.get(data, take(4));
        if (length < 0) {
          throw new IOException("a value of a negative length");
        }
        set(outHigh, outLow, at, data, take(length), length);
      }
    }
  }

  private void set(long[] outHigh, long[] outLow, int at, long value) {
    outHigh[at] = unsigned ? 0 : value >> 63;
    outLow[at] = value;
    scale(outHigh, outLow, at);
  }

  private void set(long[] outHigh, long[] outLow, int at, byte[] source, int start, int length)
      throws IOException {
    if (length > 16) {
      BigInteger value = new BigInteger(source, start, length);
      if (value.bitLength() > 127) {
        throw new IOException("a decimal has more digits than its column allows");
      }
      outHigh[at] = value.shiftRight(64).longValue();
      outLow[at] = value.longValue();
    } else {
      int split = Math.max(0, length - 8);
      long upper = length == 0 || source[start] >= 0 ? 0 : -1;
      for (int i = 0; i < split; i++) {
        upper = upper << 8 | source[start + i] & 0xFF;
      }
      long lower = split > 0 || length == 0 || source[start] >= 0 ? 0 : -1;
      for (int i = split; i < length; i++) {
        lower = lower << 8 | source[start + i] & 0xFF;
      }
      outHigh[at] = upper;
      outLow[at] = lower;
    }
    scale(outHigh, outLow, at);
  }

  private void scale(long[] outHigh, long[] outLow, int at) {
    if (!factor.equals(BigInteger.ONE)) {
      BigInteger value =
          BigInteger.valueOf(outHigh[at])
              .shiftLeft(64)
              .or(new BigInteger(Long.toUnsignedString(outLow[at])))
              .multiply(factor);
      outHigh[at] = value.shiftRight(64).longValue();
      outLow[at] = value.longValue();
    }
  }

  @Override
  void gap(int count) {
    reserve(count);
    size += count;
  }

  @Override
  void spreadRows(int base, int[] levels, int count, int present, int max) {
    int from = base + present;
    for (int i = count - 1; i >= 0; i--) {
      boolean there = levels[i] == max;
      from -= there ? 1 : 0;
      high[base + i] = there ? high[from] : 0;
      low[base + i] = there ? low[from] : 0;
    }
  }

  @Override
  Column finish(long[] nulls) {
    return new WideColumn(high, low, nulls, size);
  }
}
