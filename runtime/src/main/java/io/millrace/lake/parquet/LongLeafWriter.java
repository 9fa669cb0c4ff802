package io.millrace.lake.parquet;

import io.millrace.batch.Column;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongColumn;
import io.millrace.zset.RowHash;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.Type;

/** Writes INT32, INT64, FLOAT and DOUBLE: everything that fits the bits of a long. */
final class LongLeafWriter extends LeafWriter {
  private final boolean floating;
  private final boolean single;
  private final boolean narrow;
  private long[] values = new long[256];

  private long[] dictionary = new long[256];
  private int dictionarySize;
  private int[] table = new int[512];

  private boolean hasBounds;
  private boolean hasNaN;
  private long min;
  private long max;
  private double minDouble;
  private double maxDouble;
  private Object fileMin;
  private Object fileMax;
  private boolean fileHasNaN;

  LongLeafWriter(
      List<String> path,
      ParquetColumn column,
      Type type,
      int maxDefinition,
      int maxRepetition,
      Codec codec) {
    super(path, column, type, maxDefinition, maxRepetition, codec);
    floating = type == Type.FLOAT || type == Type.DOUBLE;
    single = type == Type.FLOAT;
    narrow = type == Type.INT32 || type == Type.FLOAT;
    startBounds();
  }

  @Override
  void stage(Column column, int from, int to) {
    int count = to - from;
    if (values.length < staged + count) {
      values = Arrays.copyOf(values, Math.max(staged + count, values.length * 2));
    }
    if (!floating) {
      System.arraycopy(((LongColumn) column).values(), from, values, staged, count);
    } else {
      double[] doubles = ((DoubleColumn) column).values();
      int at = staged;
      for (int row = from; row < to; row++) {
        values[at++] =
            single
                ? Float.floatToRawIntBits((float) doubles[row])
                : Double.doubleToRawLongBits(doubles[row]);
      }
    }
    staged += count;
  }

  @Override
  int stagedBytes() {
    return staged * (narrow ? 4 : 8);
  }

  @Override
  void clearStaged() {}

  @Override
  void encodePlain(ByteSink sink) {
    encode(values, staged, sink);
  }

  private void encode(long[] source, int count, ByteSink sink) {
    sink.ensure(count * 8);
    byte[] data = sink.data;
    int at = sink.size;
    if (narrow) {
      for (int i = 0; i < count; i++, at += 4) {
        ByteSink.INTS.set(data, at, (int) source[i]);
      }
    } else {
      for (int i = 0; i < count; i++, at += 8) {
        ByteSink.LONGS.set(data, at, source[i]);
      }
    }
    sink.size = at;
  }

  @Override
  boolean hasDictionary() {
    return true;
  }

  @Override
  void clearDictionary() {
    dictionarySize = 0;
    Arrays.fill(table, 0);
  }

  @Override
  boolean lookUp(int[] target) {
    for (int i = 0; i < staged; i++) {
      long value = values[i];
      int mask = table.length - 1;
      int slot = (int) RowHash.mix(value) & mask;
      int entry;
      while ((entry = table[slot]) != 0 && dictionary[entry - 1] != value) {
        slot = (slot + 1) & mask;
      }
      if (entry == 0) {
        if (dictionarySize == DICTIONARY_VALUES) {
          return false;
        }
        if (dictionarySize == dictionary.length) {
          growDictionary();
          mask = table.length - 1;
          slot = (int) RowHash.mix(value) & mask;
          while (table[slot] != 0) {
            slot = (slot + 1) & mask;
          }
        }
        dictionary[dictionarySize++] = value;
        entry = dictionarySize;
        table[slot] = entry;
      }
      target[i] = entry - 1;
    }
    return true;
  }

  private void growDictionary() {
    dictionary = Arrays.copyOf(dictionary, dictionary.length * 2);
    table = new int[table.length * 2];
    int mask = table.length - 1;
    for (int entry = 0; entry < dictionarySize; entry++) {
      int slot = (int) RowHash.mix(dictionary[entry]) & mask;
      while (table[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      table[slot] = entry + 1;
    }
  }

  @Override
  int dictionarySize() {
    return dictionarySize;
  }

  @Override
  int dictionaryBytes() {
    return dictionarySize * (narrow ? 4 : 8);
  }

  @Override
  void encodeDictionary(ByteSink sink) {
    encode(dictionary, dictionarySize, sink);
  }

  private void startBounds() {
    hasBounds = false;
    hasNaN = false;
    min = Long.MAX_VALUE;
    max = Long.MIN_VALUE;
    minDouble = Double.POSITIVE_INFINITY;
    maxDouble = Double.NEGATIVE_INFINITY;
  }

  @Override
  void observe() {
    if (staged == 0) {
      return;
    }
    hasBounds = true;
    if (floating) {
      for (int i = 0; i < staged; i++) {
        double value = decode(values[i]);
        if (Double.isNaN(value)) {
          hasNaN = true;
        }
        minDouble = value < minDouble ? value : minDouble;
        maxDouble = value > maxDouble ? value : maxDouble;
      }
      return;
    }
    long low = min;
    long high = max;
    for (int i = 0; i < staged; i++) {
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
    min = low;
    max = high;
  }

  private double decode(long bits) {
    return single ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
  }

  @Override
  byte[][] chunkBounds() {
    if (!hasBounds || hasNaN) {
      return null;
    }
    if (!floating) {
      return new byte[][] {bytes(min), bytes(max)};
    }
    // The format has readers take the smallest zero to be -0.0 and the largest +0.0.
    return new byte[][] {
      bytes(bits(minDouble == 0 ? -0.0 : minDouble)), bytes(bits(maxDouble == 0 ? 0.0 : maxDouble))
    };
  }

  private long bits(double value) {
    return single ? Float.floatToRawIntBits((float) value) : Double.doubleToRawLongBits(value);
  }

  private byte[] bytes(long value) {
    byte[] result = new byte[narrow ? 4 : 8];
    if (narrow) {
      ByteSink.INTS.set(result, 0, (int) value);
    } else {
      ByteSink.LONGS.set(result, 0, value);
    }
    return result;
  }

  @Override
  void endChunkBounds() {
    if (hasBounds) {
      fileHasNaN |= hasNaN;
      if (floating) {
        fileMin = fileMin == null ? minDouble : Math.min((Double) fileMin, minDouble);
        fileMax = fileMax == null ? maxDouble : Math.max((Double) fileMax, maxDouble);
      } else {
        fileMin = fileMin == null ? min : Math.min((Long) fileMin, min);
        fileMax = fileMax == null ? max : Math.max((Long) fileMax, max);
      }
    }
    startBounds();
  }

  @Override
  Object[] fileBounds() {
    return fileHasNaN ? new Object[2] : new Object[] {fileMin, fileMax};
  }

  @Override
  void clearFileBounds() {
    fileMin = null;
    fileMax = null;
    fileHasNaN = false;
  }
}
