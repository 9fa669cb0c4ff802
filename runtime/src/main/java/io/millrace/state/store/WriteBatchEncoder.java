package io.millrace.state.store;

import io.millrace.state.KeyBuffer;
import io.millrace.state.KeyLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Collects puts and deletes and makes one write batch of them, in RocksDB's own serialised form, so
 * that a change costs a copy and not a call into native code.
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
  private static final int SECTION_BYTES = 256 << 20;
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 64;
  private static final long NO_VALUE = -1;

  private final List<Section> sections = new ArrayList<>();
  private final KeyBuffer key = new KeyBuffer();
  private Section current = new Section();

  /** What is not state has keys of its own and is sorted by itself. */
  private final Section others = new Section();

  void put(byte[] storeKey, byte[] value) {
    key.clear();
    key.putBytes(storeKey, 0, storeKey.length);
    others.add(key, value);
  }

  void delete(byte[] storeKey) {
    put(storeKey, null);
  }

  void putState(int id, int keyGroup, byte[] ownKey, byte[] value) {
    key.clear();
    StoreKeys.putState(id, keyGroup, key);
    key.putBytes(ownKey, 0, ownKey.length);
    add(value);
  }

  void deleteState(int id, int keyGroup, byte[] ownKey) {
    putState(id, keyGroup, ownKey, null);
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

  private void add(byte[] value) {
    if (current.keys.bytes() > SECTION_BYTES || current.values.length() > SECTION_BYTES) {
      endSection();
    }
    current.add(key, value);
  }

  private void endSection() {
    sections.add(current);
    current = new Section();
  }

  /** Returns a batch of all changes so far; the caller closes it. */
  WriteBatch build() throws RocksDBException {
    long bytes = HEADER;
    List<Section> all = all();
    for (Section section : all) {
      section.settle();
      bytes += section.bytes();
    }
    return bytes <= MAX_ARRAY ? buildFromArray(all, (int) bytes) : buildRecordByRecord();
  }

  private List<Section> all() {
    List<Section> all = new ArrayList<>(sections);
    all.add(current);
    all.add(others);
    return all;
  }

  private static WriteBatch buildFromArray(List<Section> sections, int bytes) {
    ArrayTarget target = new ArrayTarget(bytes);
    for (Section section : sections) {
      section.replay(target);
    }
    return target.build();
  }

  /** For more than one Java array can hold; the sections are settled. */
  WriteBatch buildRecordByRecord() throws RocksDBException {
    WriteBatch batch = new WriteBatch();
    for (Section section : all()) {
      section.replay(batch);
    }
    return batch;
  }

  /** Changes in order of their keys, after a deleted range. */
  private static final class Section {
    private final KeyLog keys = new KeyLog();
    private final KeyBuffer values = new KeyBuffer();
    private byte[] rangeFirst;
    private byte[] rangeLast;

    void add(KeyBuffer key, byte[] value) {
      if (value == null) {
        keys.add(key, NO_VALUE);
      } else {
        keys.add(key, (long) values.length() << 32 | value.length);
        values.putBytes(value, 0, value.length);
      }
    }

    void settle() {
      keys.sort();
      keys.keepLast();
    }

    /** Returns how many bytes the records take at most. */
    long bytes() {
      long range = rangeFirst == null ? 0 : 11L + rangeFirst.length + rangeLast.length;
      return range + keys.bytes() + values.length() + 11L * keys.size();
    }

    void replay(ArrayTarget target) {
      if (rangeFirst != null) {
        target.start(DELETE_RANGE);
        target.string(rangeFirst, 0, rangeFirst.length);
        target.string(rangeLast, 0, rangeLast.length);
      }
      byte[] keyData = keys.data();
      byte[] valueData = values.data();
      for (int i = 0; i < keys.size(); i++) {
        long value = keys.value(i);
        target.start(value == NO_VALUE ? DELETE : PUT);
        target.string(keyData, keys.start(i), keys.length(i));
        if (value != NO_VALUE) {
          target.string(valueData, (int) (value >>> 32), (int) value);
        }
      }
    }

    void replay(WriteBatch batch) throws RocksDBException {
      if (rangeFirst != null) {
        batch.deleteRange(rangeFirst, rangeLast);
      }
      for (int i = 0; i < keys.size(); i++) {
        int start = keys.start(i);
        byte[] key = Arrays.copyOfRange(keys.data(), start, start + keys.length(i));
        long value = keys.value(i);
        if (value == NO_VALUE) {
          batch.delete(key);
        } else {
          int from = (int) (value >>> 32);
          batch.put(key, Arrays.copyOfRange(values.data(), from, from + (int) value));
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
      int rest = length;
      while (rest >= 0x80) {
        data[end++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      data[end++] = (byte) rest;
      System.arraycopy(source, start, data, end, length);
      end += length;
    }

    WriteBatch build() {
      for (int i = 0; i < 4; i++) {
        data[8 + i] = (byte) (count >>> (8 * i));
      }
      return new WriteBatch(end == data.length ? data : Arrays.copyOf(data, end));
    }
  }
}
