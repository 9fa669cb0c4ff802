package io.millrace.state;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.type.Type;
import io.millrace.zset.RowHash;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A durable table from key to fixed-width record: the key's fields, value fields, and slots that
 * belong to the owner.
 *
 * <p>Whoever changes a record must {@link RecordStore#markDirty} it; {@link #save} writes the dirty
 * ones and deletes those that were removed. A record number stays the same while the record lives,
 * but not over a restart.
 */
public final class GroupTable implements Durable {
  private final KeyedRecords keyed;
  private final RecordStore records;
  private final KeyDirectory directory;
  private final int[] keyFields;

  /** Whether all of the key decides the key group. */
  private final boolean wholeKey;

  /**
   * @param keys the key's fields, possibly none; the first of each record
   * @param values the fields after them, null in a new record
   * @param durableSlots how many of the owner's slots, from the first, are saved and restored
   * @param transientSlots how many more there are, 0 after a restart
   */
  public GroupTable(List<Type> keys, List<Type> values, int durableSlots, int transientSlots) {
    this(keys, keys.size(), values, durableSlots, transientSlots);
  }

  /**
   * @param distributed how many of the keys, from the first, decide the key group: those that the
   *     rows are distributed by
   */
  public GroupTable(
      List<Type> keys, int distributed, List<Type> values, int durableSlots, int transientSlots) {
    keyFields = IntStream.range(0, keys.size()).toArray();
    wholeKey = distributed == keys.size();
    keyed = new KeyedRecords(keys, distributed, values, durableSlots, transientSlots);
    records = keyed.records();
    directory = new KeyDirectory(records, keys.size());
  }

  public RecordStore records() {
    return records;
  }

  /** Returns how many fields the key has. */
  public int keyCount() {
    return keyFields.length;
  }

  /** Finds each row's record; see {@link KeyDirectory#find(Batch, int[], long[], int[])}. */
  public void find(Batch batch, int[] columns, long[] hashes, int[] found) {
    directory.find(batch, columns, hashes, found);
  }

  /** Finds one row's record, or -1. */
  public int find(Batch batch, int[] columns, int row, long hash) {
    return directory.find(batch, columns, row, hash);
  }

  /** Finds or makes each row's record; see {@link KeyDirectory#findOrInsert}. */
  public int findOrInsert(Batch batch, int[] columns, long[] hashes, int[] found) {
    return directory.findOrInsert(batch, columns, hashes, found);
  }

  /** Removes a record, given its key's hash; where the whole key decides the key group. */
  public void remove(int record, long hash) {
    remove(record, hash, hash);
  }

  /** Removes a record, given the hashes of its key and of what of it decides the key group. */
  public void remove(int record, long hash, long distributedHash) {
    directory.remove(record, hash);
    keyed.remove(record, distributedHash);
  }

  /** Returns the key's bytes, by which the durable store knows the record; equal keys alike. */
  public byte[] encodeKey(int record) {
    return keyed.encodeKey(record);
  }

  /** Computes the hashes of the keys of the records {@code list[from .. to)}. */
  public void hash(int[] list, int from, int to, long[] hashes) {
    if (wholeKey) {
      keyed.keys(list, from, to, hashes);
      return;
    }
    Column[] columns = new Column[keyFields.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = records.gather(i, list, from, to);
    }
    RowHash.hash(new Batch(to - from, columns, null), keyFields, hashes);
  }

  @Override
  public void save(StateWriter writer) {
    keyed.save(writer);
  }

  @Override
  public void restore(StateReader reader) {
    keyed.restore(
        reader,
        (list, count, hashes) -> {
          if (!wholeKey) {
            hash(list, 0, count, hashes);
          }
          for (int i = 0; i < count; i++) {
            directory.insert(list[i], hashes[i]);
          }
        });
  }

  @Override
  public long stateRows() {
    return records.size();
  }

  @Override
  public long stateBytes() {
    return records.bytes() + directory.bytes();
  }
}
