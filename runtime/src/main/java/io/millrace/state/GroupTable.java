package io.millrace.state;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.type.Type;
import io.millrace.zset.RowHash;
import java.util.ArrayList;
import java.util.List;

/**
 * A durable table from key to fixed-width record: the key's fields, value fields, and slots that
 * belong to the owner.
 *
 * <p>Whoever changes a record must {@link RecordStore#markDirty} it; {@link #save} writes the dirty
 * ones and deletes those that were removed. A record number stays the same while the record lives,
 * but not over a restart.
 */
public final class GroupTable implements Durable {
  private static final int CHUNK = 1024;

  private final List<Type> keys;
  private final int durableSlots;
  private final RecordStore records;
  private final HashDirectory directory;
  private final int[] keyFields;
  private final Encoder encoder = new Encoder();
  private final List<byte[]> removedKeys = new ArrayList<>();
  private final List<Integer> removedGroups = new ArrayList<>();

  /**
   * @param keys the key's fields, possibly none; the first of each record
   * @param values the fields after them, null in a new record
   * @param durableSlots how many of the owner's slots, from the first, are saved and restored
   * @param transientSlots how many more there are, 0 after a restart
   */
  public GroupTable(List<Type> keys, List<Type> values, int durableSlots, int transientSlots) {
    this.keys = List.copyOf(keys);
    this.durableSlots = durableSlots;
    List<Type> fields = new ArrayList<>(keys);
    fields.addAll(values);
    records = new RecordStore(new RecordLayout(fields, durableSlots + transientSlots), keys.size());
    directory = new HashDirectory(records);
    keyFields = new int[keys.size()];
    for (int i = 0; i < keyFields.length; i++) {
      keyFields[i] = i;
    }
  }

  public RecordStore records() {
    return records;
  }

  /** Returns how many fields the key has. */
  public int keyCount() {
    return keyFields.length;
  }

  /** Finds each row's record; see {@link HashDirectory#find(Batch, int[], long[], int[])}. */
  public void find(Batch batch, int[] columns, long[] hashes, int[] found) {
    directory.find(batch, columns, hashes, found);
  }

  /** Finds one row's record, or -1. */
  public int find(Batch batch, int[] columns, int row, long hash) {
    return directory.find(batch, columns, row, hash);
  }

  /** Finds or makes each row's record; see {@link HashDirectory#findOrInsert}. */
  public int findOrInsert(Batch batch, int[] columns, long[] hashes, int[] found) {
    return directory.findOrInsert(batch, columns, hashes, found);
  }

  /** Removes a record, given its key's hash. */
  public void remove(int record, long hash) {
    if (records.isSaved(record)) {
      removedKeys.add(encodeKey(record));
      removedGroups.add(KeyGroup.of(hash));
    }
    directory.remove(record, hash);
    records.free(record);
  }

  /** Returns the key's bytes, by which the durable store knows the record; equal keys alike. */
  public byte[] encodeKey(int record) {
    records.encode(record, 0, keyFields.length, encoder.reset());
    return encoder.toBytes();
  }

  /** Computes the hashes of the keys of the records {@code list[from .. to)}. */
  public void hash(int[] list, int from, int to, long[] hashes) {
    Column[] columns = new Column[keyFields.length];
    for (int i = 0; i < columns.length; i++) {
      ColumnBuilder builder = ColumnBuilder.of(keys.get(i), to - from);
      records.append(i, list, from, to, builder);
      columns[i] = builder.build();
    }
    RowHash.hash(new Batch(to - from, columns, null), keyFields, hashes);
  }

  @Override
  public void save(StateWriter writer) {
    for (int i = 0; i < removedKeys.size(); i++) {
      writer.delete(removedGroups.get(i), removedKeys.get(i));
    }
    removedKeys.clear();
    removedGroups.clear();
    int[] chunk = new int[CHUNK];
    long[] hashes = new long[CHUNK];
    int count = 0;
    for (int i = 0; i < records.dirtyCount(); i++) {
      if (records.isLive(records.dirty(i))) {
        chunk[count++] = records.dirty(i);
        if (count == CHUNK) {
          put(writer, chunk, count, hashes);
          count = 0;
        }
      }
    }
    put(writer, chunk, count, hashes);
    records.clearDirty();
  }

  private void put(StateWriter writer, int[] chunk, int count, long[] hashes) {
    hash(chunk, 0, count, hashes);
    RecordLayout layout = records.layout();
    for (int i = 0; i < count; i++) {
      byte[] key = encodeKey(chunk[i]);
      records.encode(chunk[i], keyFields.length, layout.fields(), encoder.reset());
      for (int slot = 0; slot < durableSlots; slot++) {
        encoder.putVarLong(records.slot(chunk[i], layout.ownedSlot(slot)));
      }
      writer.put(KeyGroup.of(hashes[i]), key, encoder.toBytes());
    }
  }

  @Override
  public void restore(StateReader reader) {
    Decoder decoder = new Decoder();
    RecordLayout layout = records.layout();
    int[] chunk = new int[CHUNK];
    int[] count = {0};
    reader.scan(
        (key, value) -> {
          int record = records.allocate();
          records.decode(record, 0, keyFields.length, decoder.reset(key));
          records.decode(record, keyFields.length, layout.fields(), decoder.reset(value));
          for (int slot = 0; slot < durableSlots; slot++) {
            records.setSlot(record, layout.ownedSlot(slot), decoder.readVarLong());
          }
          records.setSaved(record);
          chunk[count[0]++] = record;
          if (count[0] == CHUNK) {
            enter(chunk, CHUNK);
            count[0] = 0;
          }
        });
    enter(chunk, count[0]);
  }

  private void enter(int[] chunk, int count) {
    long[] hashes = new long[count];
    hash(chunk, 0, count, hashes);
    for (int i = 0; i < count; i++) {
      directory.insert(chunk[i], hashes[i]);
    }
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
