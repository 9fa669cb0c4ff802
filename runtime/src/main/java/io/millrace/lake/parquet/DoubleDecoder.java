package io.millrace.lake.parquet;

import io.millrace.batch.Column;
import io.millrace.batch.DoubleColumn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;

/** Decodes into a {@link DoubleColumn}: floating-point numbers, or integers to be read as such. */
final class DoubleDecoder extends ColumnDecoder {
  private final Type physical;
  private final boolean toSingle;
  private final double divisor;
  private double[] dictionary = new double[0];
  private double[] values;

  /**
   * @param toSingle whether values are rounded to single precision
   * @param divisor what integers are divided by: the power of ten of a decimal's scale
   */
  DoubleDecoder(SchemaElement element, boolean toSingle, double divisor) {
    super(element);
    physical = element.getType();
    this.toSingle = toSingle && physical != Type.FLOAT;
    this.divisor = divisor;
  }

  @Override
  void start(int capacity) {
    values = new double[capacity];
    size = 0;
  }

  private void reserve(int count) {
    if (values.length < size + count) {
      values = Arrays.copyOf(values, Math.max(size + count, values.length * 2));
    }
  }

  @Override
  void loadDictionary(PageSource page) throws IOException {
    data = page.data;
    position = page.valuesFrom;
    end = page.valuesTo;
    dictionary = new double[page.dictionarySize];
    plain(dictionary, 0, page.dictionarySize);
  }

  @Override
  void values(int count) throws IOException {
    reserve(count);
    switch (layout) {
      case DICTIONARY -> {
        int[] read = readIds(count);
        double[] entries = dictionary;
        for (int i = 0; i < count; i++) {
          values[size + i] = entries[read[i]];
        }
      }
      case PLAIN -> plain(values, size, count);
      case OTHER -> {
        for (int i = 0; i < count; i++) {
          values[size + i] = readOther();
        }
        round(values, size, count);
      }
      default -> throw new IOException("numbers cannot be in the encoding RLE");
    }
    size += count;
  }

  private double readOther() {
    return switch (physical) {
      case FLOAT -> other.readFloat();
      case DOUBLE -> other.readDouble();
      case INT32 -> other.readInteger() / divisor;
      case INT64 -> other.readLong() / divisor;
      default -> half(other.readBytes().getBytes(), 0);
    };
  }

  private void plain(double[] out, int at, int count) throws IOException {
    switch (physical) {
      case DOUBLE -> {
        int start = take(count * 8L);
        ByteBuffer.wrap(data, start, count * 8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .asDoubleBuffer()
            .get(out, at, count);
      }
      case FLOAT -> {
        int start = take(count * 4L);
        for (int i = 0; i < count; i++) {
          out[at + i] = Float.intBitsToFloat((int) ByteSink.INTS.get(data, start + i * 4));
        }
      }
      case INT32 -> {
        int start = take(count * 4L);
        for (int i = 0; i < count; i++) {
          out[at + i] = (int) ByteSink.INTS.get(data, start + i * 4) / divisor;
        }
      }
      case INT64 -> {
        int start = take(count * 8L);
        for (int i = 0; i < count; i++) {
          out[at + i] = (long) ByteSink.LONGS.get(data, start + i * 8) / divisor;
        }
      }
      default -> {
        int start = take(count * 2L);
        for (int i = 0; i < count; i++) {
          out[at + i] = half(data, start + i * 2);
        }
      }
    }
    round(out, at, count);
  }

  private void round(double[] out, int at, int count) {
    if (toSingle) {
      for (int i = at; i < at + count; i++) {
        out[i] = (float) out[i];
      }
    }
  }

  /** Returns an IEEE 754 binary16. */
  private static double half(byte[] source, int start) {
    int bits = source[start] & 0xFF | (source[start + 1] & 0xFF) << 8;
    int exponent = bits >>> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    double magnitude;
    if (exponent == 0x1F) {
      magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else if (exponent == 0) {
      magnitude = fraction * 0x1p-24;
    } else {
      magnitude = Math.scalb(1 + fraction / 1024.0, exponent - 15);
    }
    return (bits & 0x8000) == 0 ? magnitude : -magnitude;
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
    return new DoubleColumn(values, nulls, size);
  }
}
