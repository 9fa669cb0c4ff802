package io.millrace.lake.parquet;

import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.WideColumn;
import io.millrace.zset.RowHash;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.parquet.format.Type;

/**
 * Writes BYTE_ARRAY and FIXED_LEN_BYTE_ARRAY: text, binary, UUID (as 16 bytes or as text) and wide
 * decimals.
 */
final class BytesLeafWriter extends LeafWriter {
  /** Longer bounds are cut. */
  private static final int BOUND_BYTES = 64;

  private final int fixed;
  private final boolean uuidText;
  private final boolean decimal;

  private final ByteSink data = new ByteSink(256);
  private int[] starts = new int[64];
  private int[] lengths = new int[64];

  private final ByteSink dictionary = new ByteSink(256);
  private int[] dictionaryStarts = new int[256];
  private int[] dictionaryLengths = new int[256];
  private long[] dictionaryHashes = new long[256];
  private int dictionarySize;
  private int[] table = new int[512];

  private byte[] min;
  private byte[] max;
  private byte[] fileMin;
  private byte[] fileMax;

  /**
   * @param fixed the bytes of a value of FIXED_LEN_BYTE_ARRAY, or 0
   */
  BytesLeafWriter(
      List<String> path,
      ParquetColumn column,
      int fixed,
      boolean uuidText,
      int maxDefinition,
      int maxRepetition,
      Codec codec) {
    super(
        path,
        column,
        fixed > 0 ? Type.FIXED_LEN_BYTE_ARRAY : Type.BYTE_ARRAY,
        maxDefinition,
        maxRepetition,
        codec);
    this.fixed = fixed;
    this.uuidText = uuidText;
    decimal = column.type() instanceof io.millrace.type.Type.DecimalType;
  }

  @Override
  void stage(Column column, int from, int to) {
    int count = to - from;
    if (starts.length < staged + count) {
      starts = Arrays.copyOf(starts, Math.max(staged + count, starts.length * 2));
      lengths = Arrays.copyOf(lengths, starts.length);
    }
    if (column instanceof WideColumn wide) {
      for (int row = from; row < to; row++) {
        stageWide(wide.high()[row], wide.low()[row]);
      }
      return;
    }
    BytesColumn bytes = (BytesColumn) column;
    if (uuidText) {
      for (int row = from; row < to; row++) {
        stageUuid(bytes.data(), bytes.starts()[row]);
      }
      return;
    }
    for (int row = from; row < to; row++) {
      int length = bytes.lengths()[row];
      if (fixed > 0 && length != fixed) {
        throw new IllegalStateException("a value of " + length + " bytes where all have " + fixed);
      }
      starts[staged] = data.size;
      lengths[staged++] = length;
      data.write(bytes.data(), bytes.starts()[row], length);
    }
  }

  private void stageWide(long high, long low) {
    starts[staged] = data.size;
    lengths[staged++] = fixed;
    data.ensure(fixed);
    for (int i = fixed - 1; i >= 0; i--) {
      int shift = (fixed - 1 - i) * 8;
      data.data[data.size + i] = (byte) (shift < 64 ? low >> shift : high >> (shift - 64));
    }
    data.size += fixed;
  }

  private void stageUuid(byte[] source, int start) {
    String text =
        new UUID(
                new BigInteger(1, source, start, 8).longValue(),
                new BigInteger(1, source, start + 8, 8).longValue())
            .toString();
    starts[staged] = data.size;
    lengths[staged++] = text.length();
    data.write(text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
  }

  @Override
  int stagedBytes() {
    return data.size + (fixed > 0 ? 0 : staged * 4);
  }

  @Override
  void clearStaged() {
    data.clear();
  }

  @Override
  void encodePlain(ByteSink sink) {
    if (fixed > 0) {
      sink.write(data.data, 0, data.size);
      return;
    }
    sink.ensure(stagedBytes());
    for (int i = 0; i < staged; i++) {
      sink.writeInt(lengths[i]);
      sink.write(data.data, starts[i], lengths[i]);
    }
  }

  @Override
  boolean hasDictionary() {
    return true;
  }

  @Override
  void clearDictionary() {
    dictionary.clear();
    dictionarySize = 0;
    Arrays.fill(table, 0);
  }

  @Override
  boolean lookUp(int[] target) {
    byte[] source = data.data;
    for (int i = 0; i < staged; i++) {
      int start = starts[i];
      int length = lengths[i];
      long hash = RowHash.bytes(source, start, length);
      int mask = table.length - 1;
      int slot = (int) hash & mask;
      int entry;
      while ((entry = table[slot]) != 0 && !matches(entry - 1, hash, source, start, length)) {
        slot = (slot + 1) & mask;
      }
      if (entry == 0) {
        if (dictionarySize == DICTIONARY_VALUES
            || (dictionary.size + length > DICTIONARY_BYTES && dictionarySize > 0)) {
          return false;
        }
        if (dictionarySize == dictionaryStarts.length) {
          growDictionary();
          mask = table.length - 1;
          slot = (int) hash & mask;
          while (table[slot] != 0) {
            slot = (slot + 1) & mask;
          }
        }
        dictionaryStarts[dictionarySize] = dictionary.size;
        dictionaryLengths[dictionarySize] = length;
        dictionaryHashes[dictionarySize] = hash;
        dictionary.write(source, start, length);
        dictionarySize++;
        entry = dictionarySize;
        table[slot] = entry;
      }
      target[i] = entry - 1;
    }
    return true;
  }

  private boolean matches(int entry, long hash, byte[] source, int start, int length) {
    int from = dictionaryStarts[entry];
    return dictionaryHashes[entry] == hash
        && dictionaryLengths[entry] == length
        && Arrays.equals(dictionary.data, from, from + length, source, start, start + length);
  }

  private void growDictionary() {
    int capacity = dictionaryStarts.length * 2;
    dictionaryStarts = Arrays.copyOf(dictionaryStarts, capacity);
    dictionaryLengths = Arrays.copyOf(dictionaryLengths, capacity);
    dictionaryHashes = Arrays.copyOf(dictionaryHashes, capacity);
    table = new int[capacity * 2];
    int mask = table.length - 1;
    for (int entry = 0; entry < dictionarySize; entry++) {
      int slot = (int) dictionaryHashes[entry] & mask;
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
    return dictionary.size + dictionarySize * 4;
  }

  @Override
  void encodeDictionary(ByteSink sink) {
    for (int i = 0; i < dictionarySize; i++) {
      if (fixed == 0) {
        sink.writeInt(dictionaryLengths[i]);
      }
      sink.write(dictionary.data, dictionaryStarts[i], dictionaryLengths[i]);
    }
  }

  @Override
  void observe() {
    int low = -1;
    int high = -1;
    for (int i = 0; i < staged; i++) {
      if (low < 0 || compareStaged(i, low) < 0) {
        low = i;
      }
      if (high < 0 || compareStaged(i, high) > 0) {
        high = i;
      }
    }
    if (low >= 0) {
      min = smaller(min, copy(low));
      max = larger(max, copy(high));
    }
  }

  private int compareStaged(int left, int right) {
    int from = starts[left];
    int otherFrom = starts[right];
    if (decimal && data.data[from] < 0 != data.data[otherFrom] < 0) {
      return data.data[from] < 0 ? -1 : 1;
    }
    return Arrays.compareUnsigned(
        data.data, from, from + lengths[left], data.data, otherFrom, otherFrom + lengths[right]);
  }

  private byte[] copy(int index) {
    return Arrays.copyOfRange(data.data, starts[index], starts[index] + lengths[index]);
  }

  private int compare(byte[] left, byte[] right) {
    if (decimal && left[0] < 0 != right[0] < 0) {
      return left[0] < 0 ? -1 : 1;
    }
    return Arrays.compareUnsigned(left, right);
  }

  private byte[] smaller(byte[] left, byte[] right) {
    return left == null || (right != null && compare(right, left) < 0) ? right : left;
  }

  private byte[] larger(byte[] left, byte[] right) {
    return left == null || (right != null && compare(right, left) > 0) ? right : left;
  }

  @Override
  byte[][] chunkBounds() {
    if (min == null) {
      return null;
    }
    if (fixed > 0) {
      return new byte[][] {min, max};
    }
    return new byte[][] {
      min.length <= BOUND_BYTES ? min : Arrays.copyOf(min, characterBoundary(min)),
      max.length <= BOUND_BYTES ? max : null
    };
  }

  /** Returns where a bound may be cut without cutting a character. */
  private static int characterBoundary(byte[] text) {
    int end = BOUND_BYTES;
    while (end > 0 && (text[end] & 0xC0) == 0x80) {
      end--;
    }
    return end;
  }

  @Override
  void endChunkBounds() {
    fileMin = smaller(fileMin, min);
    fileMax = larger(fileMax, max);
    min = null;
    max = null;
  }

  @Override
  Object[] fileBounds() {
    if (fileMin == null) {
      return new Object[2];
    }
    return decimal
        ? new Object[] {new BigInteger(fileMin), new BigInteger(fileMax)}
        : new Object[] {fileMin, fileMax};
  }

  @Override
  void clearFileBounds() {
    fileMin = null;
    fileMax = null;
  }
}
