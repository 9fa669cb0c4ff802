package io.millrace.state.store;

import io.millrace.state.KeyBuffer;
import io.millrace.state.KeyLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Collects puts and deletes and makes one write batch of them. Where they are small it does so in
 * RocksDB's own serialised form, so that a change costs a copy and not a call into native code.
 *
 * <p>The changes are sorted by key first: the store's table in memory takes keys in order several
 * times faster than keys in any order. Of several changes of one key the last stays.
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
  private static final int SECTION_KEY_BYTES = 256 << 20;
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 64;

  /** From how many bytes a record on average it is better to hand each over by itself. */
  private static final int LARGE = 512;

  private static final long NO_VALUE = -1;

  private final List<Section> sections = new ArrayList<>();
  private final KeyBuffer key = new KeyBuffer();
  private final StringPages values = new StringPages();
  private Section current = new Section();

  /** What is not state has keys of its own and is sorted by itself. */
  private final Section others = new Section();

  void put(byte[] storeKey, byte[] value) {
    key.clear();
    key.putBytes(storeKey, 0, storeKey.length);
    others.keys.add(key, value == null ? NO_VALUE : values.add(value));
  }

  void delete(byte[] storeKey) {
    put(storeKey, null);
  }

  void putState(int id, int keyGroup, byte[] ownKey, byte[] value) {
    addState(id, keyGroup, ownKey, values.add(value));
  }

  void deleteState(int id, int keyGroup, byte[] ownKey) {
    addState(id, keyGroup, ownKey, NO_VALUE);
  }

  private void addState(int id, int keyGroup, byte[] ownKey, long value) {
    if (current.keys.bytes() > SECTION_KEY_BYTES) {
      endSection();
    }
    key.clear();
    StoreKeys.putState(id, keyGroup, key);
    key.putBytes(ownKey, 0, ownKey.length);
    current.keys.add(key, value);
  }

  /**
   * Deletes the state from {@code first} (inclusive) to {@code last} (exclusive), also those put
   * before this call; those put after it stay.
   */
  void deleteRange(byte[] first, byte[] last) {
    endSection();
    current.rangeFirst = first;
    current.rangeLast = last;
  }

  private void endSection() {
    sections.add(current);
    current = new Section();
  }

  /** Forgets all changes, but not the memory that they took. */
  void clear() {
    sections.clear();
    current.clear();
    others.clear();
    values.clear();
  }

  /** Returns a batch of all changes so far; the caller closes it. */
  WriteBatch build() throws RocksDBException {
    long bytes = settle();
    long records = all().stream().mapToLong(section -> section.keys.size()).sum();
    return bytes <= MAX_ARRAY && bytes <= LARGE * records
        ? buildFromArray((int) bytes)
        : buildRecordByRecord(bytes);
  }

  /** Puts all in order and returns how many bytes the batch takes. */
  long settle() {
    long bytes = HEADER;
    for (Section section : all()) {
      section.settle();
      bytes += section.bytes();
    }
    return bytes;
  }

  private List<Section> all() {
    List<Section> all = new ArrayList<>(sections);
    all.add(current);
    all.add(others);
    return all;
  }

  /**
   * Makes a batch of what has been settled.
   *
   * @param bytes what {@link #settle()} has returned
   */
  WriteBatch buildFromArray(int bytes) {
    ArrayTarget target = new ArrayTarget(bytes);
    for (Section section : all()) {
      section.replay(target);
    }
    return target.build();
  }

  /** The same, of any size. */
  WriteBatch buildRecordByRecord(long bytes) throws RocksDBException {
    WriteBatch batch = new WriteBatch((int) Math.min(MAX_ARRAY, bytes));
    for (Section section : all()) {
      section.replay(batch);
    }
    return batch;
  }

  /** Changes in order of their keys, after a deleted range. */
  private final class Section {
    private final KeyLog keys = new KeyLog();
    private byte[] rangeFirst;
    private byte[] rangeLast;

    void settle() {
      keys.sort();
      keys.keepLast();
    }

    void clear() {
      keys.clear();
      rangeFirst = null;
      rangeLast = null;
    }

    /** Returns how many bytes the records take. */
    long bytes() {
      long bytes =
          rangeFirst == null ? 0 : 1 + sizeOf(rangeFirst.length) + sizeOf(rangeLast.length);
      for (int i = 0; i < keys.size(); i++) {
        long value = keys.value(i);
        bytes += 1 + sizeOf(keys.length(i)) + (value == NO_VALUE ? 0 : values.size(value));
      }
      return bytes;
    }

    private static long sizeOf(int length) {
      return Varint.size(length) + (long) length;
    }

    void replay(ArrayTarget target) {
      if (rangeFirst != null) {
        target.start(DELETE_RANGE);
        target.string(rangeFirst, 0, rangeFirst.length);
        target.string(rangeLast, 0, rangeLast.length);
      }
      byte[] keyData = keys.data();
      for (int i = 0; i < keys.size(); i++) {
        long value = keys.value(i);
        target.start(value == NO_VALUE ? DELETE : PUT);
        target.string(keyData, keys.start(i), keys.length(i));
        if (value != NO_VALUE) {
          target.end = values.copy(value, target.data, target.end);
        }
      }
    }

    void replay(WriteBatch batch) throws RocksDBException {
      if (rangeFirst != null) {
        batch.deleteRange(rangeFirst, rangeLast);
      }
      for (int i = 0; i < keys.size(); i++) {
        int start = keys.start(i);
        byte[] storeKey = Arrays.copyOfRange(keys.data(), start, start + keys.length(i));
        long value = keys.value(i);
        if (value == NO_VALUE) {
          batch.delete(storeKey);
        } else {
          batch.put(storeKey, values.get(value));
        }
      }
    }
  }

  /** Writes the serialised form. */
  private static final class ArrayTarget {
    private final byte[] data;
    private int end = HEADER;
    private int count;

    ArrayTarget(int bytes) {
      data = new byte[bytes];
    }

    void start(byte tag) {
      data[end++] = tag;
      count++;
    }

    void string(byte[] source, int start, int length) {
      end = Varint.put(length, data, end);
      System.arraycopy(source, start, data, end, length);
      end += length;
    }

    WriteBatch build() {
      for (int i = 0; i < 4; i++) {
        data[8 + i] = (byte) (count >>> (8 * i));
      }
      return new WriteBatch(data);
    }
  }
}
