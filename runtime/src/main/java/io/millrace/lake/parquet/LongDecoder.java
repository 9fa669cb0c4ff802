package io.millrace.lake.parquet;

import io.millrace.batch.Column;
import io.millrace.batch.LongColumn;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.io.api.Binary;

/** Decodes into a {@link LongColumn}: booleans, integers, dates, times, short decimals. */
final class LongDecoder extends ColumnDecoder {
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final int JULIAN_DAY_OF_1970 = 2_440_588;

  private final Type physical;
  private final int width;
  private final long factor;
  private final long divisor;
  private final boolean unsignedInt;
  private long[] dictionary = new long[0];
  private long[] values;
  private int bit;

  /**
   * @param factor what values are multiplied with
   * @param divisor what values are divided by, rounding down
   * @param unsignedInt whether 32-bit values are unsigned
   */
  LongDecoder(SchemaElement element, long factor, long divisor, boolean unsignedInt) {
    super(element);
    physical = element.getType();
    this.factor = factor;
    this.divisor = divisor;
    this.unsignedInt = unsignedInt;
    width =
        switch (physical) {
          case INT32 -> 4;
          case INT64 -> 8;
          case INT96 -> 12;
          case FIXED_LEN_BYTE_ARRAY -> element.getType_length();
          default -> 0;
        };
  }

  @Override
  void start(int capacity) {
    values = new long[capacity];
    size = 0;
  }

  private void reserve(int count) {
    if (values.length < size + count) {
      values = Arrays.copyOf(values, Math.max(size + count, values.length * 2));
    }
  }

  @Override
  void loadPage(PageSource page) throws IOException {
    super.loadPage(page);
    bit = 0;
  }

  @Override
  void loadDictionary(PageSource page) throws IOException {
    data = page.data;
    position = page.valuesFrom;
    end = page.valuesTo;
    dictionary = new long[page.dictionarySize];
    plain(dictionary, 0, page.dictionarySize);
    convert(dictionary, 0, page.dictionarySize);
  }

  @Override
  void values(int count) throws IOException {
    reserve(count);
    switch (layout) {
      case DICTIONARY -> {
        int[] read = readIds(count);
        long[] entries = dictionary;
        long[] out = values;
        int at = size;
        for (int i = 0; i < count; i++) {
          out[at + i] = entries[read[i]];
        }
      }
      case RUNS -> {
        int[] read = readIds(count);
        for (int i = 0; i < count; i++) {
          values[size + i] = read[i];
        }
      }
      case PLAIN -> {
        plain(values, size, count);
        convert(values, size, count);
      }
      case OTHER -> {
        for (int i = 0; i < count; i++) {
          values[size + i] = readOther();
        }
        convert(values, size, count);
      }
    }
    size += count;
  }

  private long readOther() {
    return switch (physical) {
      case INT32 -> other.readInteger();
      case INT64 -> other.readLong();
      case BOOLEAN -> other.readBoolean() ? 1 : 0;
      default -> {
        Binary binary = other.readBytes();
        yield physical == Type.INT96
            ? int96(binary.getBytes(), 0)
            : new BigInteger(binary.getBytes()).longValueExact();
      }
    };
  }

  private void plain(long[] out, int at, int count) throws IOException {
    switch (physical) {
      case INT64 -> {
        int start = take(count * 8L);
        ByteBuffer.wrap(data, start, count * 8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .asLongBuffer()
            .get(out, at, count);
      }
      case INT32 -> {
        int start = take(count * 4L);
        for (int i = 0; i < count; i++) {
          out[at + i] = (int) ByteSink.INTS.get(data, start + i * 4);
        }
      }
      case BOOLEAN -> {
        if ((long) position + ((bit + (long) count + 7) >>> 3) > end) {
          throw new IOException("a page ends before its last value");
        }
        for (int i = 0; i < count; i++, bit++) {
          out[at + i] = 1L & data[position + (bit >>> 3)] >>> (bit & 7);
        }
      }
      case INT96 -> {
        int start = take(count * 12L);
        for (int i = 0; i < count; i++) {
          out[at + i] = int96(data, start + i * 12);
        }
      }
      case FIXED_LEN_BYTE_ARRAY -> {
        int start = take((long) count * width);
        for (int i = 0; i < count; i++) {
          out[at + i] = bigEndian(data, start + i * width, width);
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          int length = (int) ByteSink.INTS.get(data, take(4));
          if (length < 0) {
            throw new IOException("a value of a negative length");
          }
          out[at + i] = bigEndian(data, take(length), length);
        }
      }
    }
  }

  private static long int96(byte[] source, int start) {
    long nanos = (long) ByteSink.LONGS.get(source, start);
    int day = (int) ByteSink.INTS.get(source, start + 8);
    return (day - (long) JULIAN_DAY_OF_1970) * MICROS_PER_DAY + Math.floorDiv(nanos, 1000L);
  }

  static long bigEndian(byte[] source, int start, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    long value = source[start];
    for (int i = 1; i < length; i++) {
      if (length > 8 && i <= length - 8 && value != 0 && value != -1) {
        throw new IOException("a decimal has more digits than its column allows");
      }
      value = value << 8 | source[start + i] & 0xFF;
    }
    return value;
  }

  private void convert(long[] out, int at, int count) {
    int last = at + count;
    if (unsignedInt) {
      for (int i = at; i < last; i++) {
        out[i] &= 0xFFFFFFFFL;
      }
    }
    if (factor != 1) {
      for (int i = at; i < last; i++) {
        out[i] = Math.multiplyExact(out[i], factor);
      }
    }
    if (divisor != 1) {
      for (int i = at; i < last; i++) {
        out[i] = Math.floorDiv(out[i], divisor);
      }
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
      values[base + i] = levels[i] == max ? values[--from] : 0;
    }
  }

  @Override
  Column finish(long[] nulls) {
    return new LongColumn(values, nulls, size);
  }
}
