package io.millrace.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Collects puts and deletes in RocksDB's own serialised form, so that a change costs a copy and not
 * a call into native code.
 *
 * <p>Source: the head comment of RocksDB's {@code write_batch.cc}: a sequence number (8 bytes), a
 * count (4 bytes, little-endian), then records of a tag and one or two strings, each with its
 * length as a base-128 integer ahead.
 */
final class WriteBatchEncoder {
  private static final byte DELETE = 0x0;
  private static final byte PUT = 0x1;
  private static final byte DELETE_RANGE = 0xF;
  private static final int HEADER = 12;
  private static final int SEGMENT = 1 << 20;
  private static final int FIRST_SEGMENT = 1 << 12;
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 64;
  private static final int MAX_LENGTH_BYTES = 5;

  /** Full segments, cut to what they hold; no record goes over an edge. */
  private final List<byte[]> full = new ArrayList<>();

  private byte[] segment = new byte[FIRST_SEGMENT];
  private int end;
  private long bytes = HEADER;
  private int count;

  void put(byte[] key, byte[] value) {
    start(PUT, key.length, value.length);
    string(key);
    string(value);
    finish();
  }

  void delete(byte[] key) {
    start(DELETE, key.length, 0);
    string(key);
    finish();
  }

  /** Deletes the keys from {@code first} (inclusive) to {@code last} (exclusive). */
  void deleteRange(byte[] first, byte[] last) {
    start(DELETE_RANGE, first.length, last.length);
    string(first);
    string(last);
    finish();
  }

  void putState(int id, int keyGroup, byte[] key, byte[] value) {
    start(PUT, StoreKeys.STATE_PREFIX + key.length, value.length);
    stateKey(id, keyGroup, key);
    string(value);
    finish();
  }

  void deleteState(int id, int keyGroup, byte[] key) {
    start(DELETE, StoreKeys.STATE_PREFIX + key.length, 0);
    stateKey(id, keyGroup, key);
    finish();
  }

  private void start(byte tag, int first, int second) {
    int needed = Math.addExact(Math.addExact(first, second), 1 + 2 * MAX_LENGTH_BYTES);
    if (segment.length - end < needed) {
      if (end > 0) {
        full.add(Arrays.copyOf(segment, end));
      }
      segment = new byte[Math.max(SEGMENT, needed)];
      end = 0;
    }
    bytes -= end;
    segment[end++] = tag;
  }

  private void finish() {
    bytes += end;
    count = Math.incrementExact(count);
  }

  private void string(byte[] value) {
    length(value.length);
    System.arraycopy(value, 0, segment, end, value.length);
    end += value.length;
  }

  private void stateKey(int id, int keyGroup, byte[] key) {
    length(StoreKeys.STATE_PREFIX + key.length);
    StoreKeys.writeState(segment, end, id, keyGroup);
    end += StoreKeys.STATE_PREFIX;
    System.arraycopy(key, 0, segment, end, key.length);
    end += key.length;
  }

  private void length(int value) {
    int rest = value;
    while (rest >= 0x80) {
      segment[end++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    segment[end++] = (byte) rest;
  }

  /** Returns the batch; the caller closes it. */
  WriteBatch build() throws RocksDBException {
    return bytes <= MAX_ARRAY ? buildFromArray() : buildRecordByRecord();
  }

  private WriteBatch buildFromArray() {
    byte[] all = new byte[(int) bytes];
    for (int i = 0; i < 4; i++) {
      all[8 + i] = (byte) (count >>> (8 * i));
    }
    int at = HEADER;
    for (byte[] part : full) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    System.arraycopy(segment, 0, all, at, end);
    return new WriteBatch(all);
  }

  /** For more than one Java array can hold. */
  WriteBatch buildRecordByRecord() throws RocksDBException {
    WriteBatch batch = new WriteBatch();
    for (byte[] part : full) {
      replay(part, part.length, batch);
    }
    replay(segment, end, batch);
    return batch;
  }

  private static void replay(byte[] part, int length, WriteBatch batch) throws RocksDBException {
    int[] at = {0};
    while (at[0] < length) {
      byte tag = part[at[0]++];
      byte[] first = read(part, at);
      if (tag == PUT) {
        batch.put(first, read(part, at));
      } else if (tag == DELETE) {
        batch.delete(first);
      } else {
        batch.deleteRange(first, read(part, at));
      }
    }
  }

  private static byte[] read(byte[] part, int[] at) {
    int length = 0;
    int shift = 0;
    byte next;
    do {
      next = part[at[0]++];
      length |= (next & 0x7F) << shift;
      shift += 7;
    } while (next < 0);
    at[0] += length;
    return Arrays.copyOfRange(part, at[0] - length, at[0]);
  }
}
