package io.millrace.zset;

import io.millrace.batch.ArrayColumn;
import io.millrace.batch.Batch;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongColumn;
import io.millrace.batch.MapColumn;
import io.millrace.batch.RowColumn;
import io.millrace.batch.WideColumn;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Hashes rows column by column. The hash of a key decides its key group and is part of what is
 * durable: it must never change. Equal values (0.0 and -0.0, any NaN) hash alike; nulls hash alike.
 *
 * <p>The mix is that of MurmurHash3's 64-bit finalizer (Austin Appleby, public domain).
 */
public final class RowHash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SEED = 0x9E3779B97F4A7C15L;
  private static final long NULL = 0xC2B2AE3D27D4EB4FL;

  private RowHash() {}

  /**
   * Hashes the columns at these indexes for every row.
   *
   * @param hashes takes one hash a row
   */
  public static void hash(Batch batch, int[] columns, long[] hashes) {
    int size = batch.size();
    for (int row = 0; row < size; row++) {
      hashes[row] = SEED;
    }
    for (int column : columns) {
      combine(batch.column(column), size, hashes);
    }
  }

  private static void combine(Column column, int size, long[] hashes) {
    long[] nulls = column.nulls();
    if (column instanceof LongColumn longs && nulls == null) {
      long[] values = longs.values();
      for (int row = 0; row < size; row++) {
        hashes[row] = mix(hashes[row] ^ values[row]);
      }
    } else if (column instanceof BytesColumn bytes && nulls == null) {
      byte[] data = bytes.data();
      int[] starts = bytes.starts();
      int[] lengths = bytes.lengths();
      for (int row = 0; row < size; row++) {
        hashes[row] = mix(hashes[row] ^ bytes(data, starts[row], lengths[row]));
      }
    } else {
      for (int row = 0; row < size; row++) {
        hashes[row] = mix(hashes[row] ^ value(column, row));
      }
    }
  }

  private static long value(Column column, int row) {
    if (column.isNull(row)) {
      return NULL;
    }
    if (column instanceof LongColumn longs) {
      return longs.values()[row];
    } else if (column instanceof DoubleColumn doubles) {
      return canonicalBits(doubles.values()[row]);
    } else if (column instanceof WideColumn wide) {
      return mix(wide.high()[row]) ^ wide.low()[row];
    } else if (column instanceof BytesColumn bytes) {
      return bytes(bytes.data(), bytes.starts()[row], bytes.lengths()[row]);
    } else if (column instanceof ArrayColumn array) {
      return range(array.elements(), array.starts()[row], array.lengths()[row]);
    } else if (column instanceof MapColumn map) {
      return range(map.keys(), map.starts()[row], map.lengths()[row])
          ^ Long.rotateLeft(range(map.values(), map.starts()[row], map.lengths()[row]), 17);
    }
    long hash = SEED;
    for (Column field : ((RowColumn) column).fields()) {
      hash = mix(hash ^ value(field, row));
    }
    return hash;
  }

  private static long range(Column elements, int start, int length) {
    long hash = SEED + length;
    for (int i = start; i < start + length; i++) {
      hash = mix(hash ^ value(elements, i));
    }
    return hash;
  }

  /** Returns the bits of a double such that equal values have equal bits: one zero, one NaN. */
  public static long canonicalBits(double value) {
    return value == 0 ? 0 : Double.doubleToLongBits(value);
  }

  /** Hashes a range of bytes. */
  public static long bytes(byte[] data, int start, int length) {
    long hash = SEED + length;
    int end = start + length;
    int i = start;
    for (; i <= end - 8; i += 8) {
      hash = mix(hash ^ (long) LONGS.get(data, i));
    }
    long tail = 0;
    int rest = end - i;
    if (rest > 0 && i <= data.length - 8) {
      tail = (long) LONGS.get(data, i) & (-1L >>> (64 - 8 * rest));
    } else {
      for (int shift = 0; i < end; i++, shift += 8) {
        tail |= (data[i] & 0xFFL) << shift;
      }
    }
    return mix(hash ^ tail);
  }

  /** Spreads every bit of the input over the whole word. */
  public static long mix(long bits) {
    long mixed = bits;
    mixed ^= mixed >>> 33;
    mixed *= 0xFF51AFD7ED558CCDL;
    mixed ^= mixed >>> 33;
    mixed *= 0xC4CEB9FE1A85EC53L;
    return mixed ^ (mixed >>> 33);
  }
}
