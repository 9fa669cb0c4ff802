package io.millrace.lake.parquet;

import io.millrace.batch.Column;
import io.millrace.batch.LongColumn;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.Type;

/** Writes BOOLEAN: a bit a value. */
final class BooleanLeafWriter extends LeafWriter {
  private boolean[] values = new boolean[256];
  private boolean sawFalse;
  private boolean sawTrue;

  BooleanLeafWriter(
      List<String> path, ParquetColumn column, int maxDefinition, int maxRepetition, Codec codec) {
    super(path, column, Type.BOOLEAN, maxDefinition, maxRepetition, codec);
  }

  @Override
  void stage(Column column, int from, int to) {
    if (values.length < staged + to - from) {
      values = Arrays.copyOf(values, Math.max(staged + to - from, values.length * 2));
    }
    long[] longs = ((LongColumn) column).values();
    for (int row = from; row < to; row++) {
      values[staged++] = longs[row] != 0;
    }
  }

  @Override
  int stagedBytes() {
    return staged / 8;
  }

  @Override
  void clearStaged() {}

  @Override
  void encodePlain(ByteSink sink) {
    int bytes = (staged + 7) >>> 3;
    sink.ensure(bytes);
    Arrays.fill(sink.data, sink.size, sink.size + bytes, (byte) 0);
    for (int i = 0; i < staged; i++) {
      if (values[i]) {
        sink.data[sink.size + (i >>> 3)] |= (byte) (1 << (i & 7));
      }
    }
    sink.size += bytes;
  }

  @Override
  boolean hasDictionary() {
    return false;
  }

  @Override
  void clearDictionary() {}

  @Override
  boolean lookUp(int[] target) {
    throw new IllegalStateException("booleans have no dictionary");
  }

  @Override
  int dictionarySize() {
    return 0;
  }

  @Override
  int dictionaryBytes() {
    return 0;
  }

  @Override
  void encodeDictionary(ByteSink sink) {}

  @Override
  void observe() {
    for (int i = 0; i < staged; i++) {
      sawTrue |= values[i];
      sawFalse |= !values[i];
    }
  }

  @Override
  byte[][] chunkBounds() {
    return sawTrue || sawFalse
        ? new byte[][] {{(byte) (sawFalse ? 0 : 1)}, {(byte) (sawTrue ? 1 : 0)}}
        : null;
  }

  @Override
  void endChunkBounds() {
    sawTrue = false;
    sawFalse = false;
  }

  @Override
  Object[] fileBounds() {
    return new Object[2];
  }

  @Override
  void clearFileBounds() {}
}
