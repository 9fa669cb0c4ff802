package io.millrace.state;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.type.Type;
import io.millrace.zset.RowHash;
import java.util.ArrayList;
import java.util.List;

/**
 * Records that a durable store knows by their first fields, the key: what a table needs to be saved
 * and restored, whatever it finds its records by.
 */
final class KeyedRecords {
  private static final int CHUNK = 1024;

  /** Takes restored records, some at a time, with the hashes of their keys. */
  @FunctionalInterface
  interface Entry {
    void enter(int[] records, int count, long[] hashes);
  }

  private final int keyCount;
  private final int[] hashedFields;
  private final int durableSlots;
  private final RecordStore records;
  private final UnsavedRecords unsaved;

  /**
   * @param keys the key's fields, possibly none; the first of each record; no two records agree in
   *     all of them
   * @param hashed how many of them, from the first, decide the key group
   * @param values the fields after them, null in a new record
   * @param durableSlots how many of the owner's slots, from the first, are saved and restored
   * @param transientSlots how many more there are, 0 after a restart
   */
  KeyedRecords(
      List<Type> keys, int hashed, List<Type> values, int durableSlots, int transientSlots) {
    this.durableSlots = durableSlots;
    keyCount = keys.size();
    List<Type> fields = new ArrayList<>(keys);
    fields.addAll(values);
    records = new RecordStore(new RecordLayout(fields, durableSlots + transientSlots), keyCount);
    unsaved = new UnsavedRecords(records, new Coding());
    hashedFields = new int[hashed];
    for (int i = 0; i < hashed; i++) {
      hashedFields[i] = i;
    }
  }

  RecordStore records() {
    return records;
  }

  /** Frees a record, given the hash of its hashed fields. */
  void remove(int record, long hash) {
    unsaved.delete(record, hash);
    records.free(record);
  }

  byte[] encodeKey(int record) {
    return unsaved.key(record);
  }

  /** Returns the hashed fields of the records {@code list[from .. to)}, and their hashes. */
  Batch keys(int[] list, int from, int to, long[] hashes) {
    Column[] columns = new Column[hashedFields.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = records.gather(i, list, from, to);
    }
    Batch keys = new Batch(to - from, columns, null);
    RowHash.hash(keys, hashedFields, hashes);
    return keys;
  }

  /** Returns the numbers of the hashed fields: all from 0. */
  int[] hashedFields() {
    return hashedFields;
  }

  private final class Coding implements UnsavedRecords.Coding {
    @Override
    public void hash(int[] list, int count, long[] hashes) {
      keys(list, 0, count, hashes);
    }

    @Override
    public void encodeKey(int record, Encoder out) {
      records.encode(record, 0, keyCount, out);
    }

    @Override
    public void encodeValue(int record, Encoder out) {
      RecordLayout layout = records.layout();
      records.encode(record, keyCount, layout.fields(), out);
      for (int slot = 0; slot < durableSlots; slot++) {
        out.putVarLong(records.slot(record, layout.ownedSlot(slot)));
      }
    }
  }

  void save(StateWriter writer) {
    unsaved.save(writer);
  }

  void restore(StateReader reader, Entry entry) {
    Decoder decoder = new Decoder();
    RecordLayout layout = records.layout();
    int[] chunk = new int[CHUNK];
    long[] hashes = new long[CHUNK];
    int[] count = {0};
    reader.scan(
        (key, value) -> {
          int record = records.allocate();
          records.decode(record, 0, keyCount, decoder.reset(key));
          records.decode(record, keyCount, layout.fields(), decoder.reset(value));
          for (int slot = 0; slot < durableSlots; slot++) {
            records.setSlot(record, layout.ownedSlot(slot), decoder.readVarLong());
          }
          records.setSaved(record);
          chunk[count[0]++] = record;
          if (count[0] == CHUNK) {
            keys(chunk, 0, CHUNK, hashes);
            entry.enter(chunk, CHUNK, hashes);
            count[0] = 0;
          }
        });
    keys(chunk, 0, count[0], hashes);
    entry.enter(chunk, count[0], hashes);
  }
}
