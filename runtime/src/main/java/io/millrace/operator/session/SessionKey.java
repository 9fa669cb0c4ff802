package io.millrace.operator.session;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.LongBuilder;
import io.millrace.state.KeyBuffer;
import io.millrace.state.KeyGroup;
import io.millrace.state.SortKey;
import io.millrace.type.RowType;
import io.millrace.zset.RowHash;
import java.util.Arrays;

/**
 * A row of a session as a key of an ordered table: the key group, the session's keys (together the
 * partition), the timestamp as eight bytes, then all other columns but the watermark's.
 */
final class SessionKey {
  private static final int GROUP_BYTES = 2;

  private final int[] keys;
  private final int timestamp;
  private final int watermark;
  private final SortKey partition;
  private final SortKey rest;
  private final boolean timestampIsKey;
  private final ColumnBuilder[] builders;
  private long[] hashes = new long[0];

  SessionKey(RowType type, int[] keys, int timestamp, int watermark) {
    this.keys = keys.clone();
    builders = new ColumnBuilder[type.size()];
    this.timestamp = timestamp;
    this.watermark = watermark;
    int[] distinct = Arrays.stream(keys).distinct().toArray();
    partition = SortKey.ascending(type, distinct);
    int[] others = new int[type.size()];
    int count = 0;
    boolean isKey = false;
    for (int column = 0; column < type.size(); column++) {
      int candidate = column;
      boolean key = Arrays.stream(distinct).anyMatch(k -> k == candidate);
      isKey |= key && column == timestamp;
      if (!key && column != timestamp && column != watermark) {
        others[count++] = column;
      }
    }
    timestampIsKey = isKey;
    rest = SortKey.ascending(type, Arrays.copyOf(others, count));
  }

  /** Looks at a batch whose rows' keys are going to be asked for. */
  void prepare(Batch batch) {
    if (hashes.length < batch.size()) {
      hashes = new long[batch.size()];
    }
    RowHash.hash(batch, keys, hashes);
  }

  /** Puts the key of a row of the prepared batch into the buffer, in place of what was there. */
  void write(Batch batch, int row, KeyBuffer out) {
    out.clear();
    out.putShort(KeyGroup.of(hashes[row]));
    partition.append(batch, row, out);
    putTime(batch.longs(timestamp).values()[row], out);
    rest.append(batch, row, out);
  }

  /** Appends a timestamp. */
  static void putTime(long time, KeyBuffer out) {
    out.putLong(time ^ Long.MIN_VALUE);
  }

  /** Reads a timestamp. */
  static long time(byte[] data, int at) {
    return KeyBuffer.longAt(data, at) ^ Long.MIN_VALUE;
  }

  /** Returns where the partition ends, and the timestamp starts, in the key that starts here. */
  int partitionEnd(byte[] data, int start) {
    return partition.skip(data, start + GROUP_BYTES);
  }

  /** Chooses the batch to which {@link #read} appends. */
  void target(BatchBuilder target) {
    int next = 0;
    for (int i = 0; i < builders.length; i++) {
      if (i != watermark) {
        builders[i] = target.column(next++);
      }
    }
  }

  /** Appends the row's columns, without the watermark's, to the target; returns the key's end. */
  int read(byte[] data, int start) {
    int at = partition.read(data, start + GROUP_BYTES, builders);
    if (!timestampIsKey) {
      ((LongBuilder) builders[timestamp]).appendLong(time(data, at));
    }
    return rest.read(data, at + Long.BYTES, builders);
  }
}
