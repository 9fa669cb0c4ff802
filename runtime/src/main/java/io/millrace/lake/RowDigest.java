package io.millrace.lake;

import io.millrace.batch.ArrayColumn;
import io.millrace.batch.Batch;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongColumn;
import io.millrace.batch.MapColumn;
import io.millrace.batch.RowColumn;
import io.millrace.batch.WideColumn;
import io.millrace.zset.RowHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * 128-bit hashes of whole rows, so wide that two different rows are taken to have different ones.
 * Equal rows, as {@link io.millrace.zset.RowEquality} has it, have equal digests.
 */
final class RowDigest {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW_SEED = 0x9E3779B97F4A7C15L;
  private static final long HIGH_SEED = 0xD1B54A32D192ED03L;
  private static final long NULL = 0xA0761D6478BD642FL;
  private static final long MULTIPLIER = 0xE7037ED1A0B428DBL;

  final long[] low;
  final long[] high;
  private long a;
  private long b;

  private RowDigest(int rows) {
    low = new long[rows];
    high = new long[rows];
    Arrays.fill(low, LOW_SEED);
    Arrays.fill(high, HIGH_SEED);
  }

  /** Returns the digests of a batch's rows. */
  static RowDigest of(Batch batch) {
    RowDigest digest = new RowDigest(batch.size());
    for (int i = 0; i < batch.columnCount(); i++) {
      digest.add(batch.column(i), batch.size());
    }
    return digest;
  }

  private void add(Column column, int rows) {
    if (column instanceof LongColumn longs && longs.nulls() == null) {
      long[] values = longs.values();
      for (int row = 0; row < rows; row++) {
        low[row] = RowHash.mix(low[row] ^ values[row]);
        high[row] = mixHigh(high[row], values[row]);
      }
      return;
    }
    for (int row = 0; row < rows; row++) {
      a = low[row];
      b = high[row];
      value(column, row);
      low[row] = a;
      high[row] = b;
    }
  }

  private static long mixHigh(long state, long value) {
    long mixed = (state + value) * MULTIPLIER;
    return mixed ^ mixed >>> 29 ^ Long.rotateLeft(value, 41);
  }

  private void feed(long value) {
    a = RowHash.mix(a ^ value);
    b = mixHigh(b, value);
  }

  private void value(Column column, int row) {
    if (column.isNull(row)) {
      feed(NULL);
    } else if (column instanceof LongColumn longs) {
      feed(longs.values()[row]);
    } else if (column instanceof DoubleColumn doubles) {
      feed(RowHash.canonicalBits(doubles.values()[row]));
    } else if (column instanceof WideColumn wide) {
      feed(wide.high()[row]);
      feed(wide.low()[row]);
    } else if (column instanceof BytesColumn bytes) {
      bytes(bytes.data(), bytes.starts()[row], bytes.lengths()[row]);
    } else if (column instanceof ArrayColumn array) {
      range(array.elements(), array.starts()[row], array.lengths()[row]);
    } else if (column instanceof MapColumn map) {
      range(map.keys(), map.starts()[row], map.lengths()[row]);
      range(map.values(), map.starts()[row], map.lengths()[row]);
    } else if (column instanceof RowColumn rows) {
      for (Column field : rows.fields()) {
        value(field, row);
      }
    }
  }

  private void range(Column elements, int start, int length) {
    feed(length);
    for (int i = start; i < start + length; i++) {
      value(elements, i);
    }
  }

  private void bytes(byte[] data, int start, int length) {
    feed(length);
    int end = start + length;
    int i = start;
    for (; i <= end - 8; i += 8) {
      feed((long) LONGS.get(data, i));
    }
    if (i < end) {
      long tail = 0;
      for (int shift = 0; i < end; i++, shift += 8) {
        tail |= (data[i] & 0xFFL) << shift;
      }
      feed(tail);
    }
  }
}
