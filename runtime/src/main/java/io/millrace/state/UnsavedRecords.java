package io.millrace.state;

import java.util.ArrayList;
import java.util.List;

/**
 * How the records of a store differ from what a durable store has of them, and how they are saved:
 * those are put that are dirty, and those deleted that it knew and that are gone. Of a record that
 * has come and gone since the last save, nothing is written.
 *
 * <p>The owner marks what changes dirty, and tells {@link #delete} of what it is about to free.
 */
public final class UnsavedRecords {
  private static final int CHUNK = 1024;

  /** By what a durable store knows records, and what it has of them. */
  public interface Coding {
    /** Computes the hashes that decide the key groups of the first records in the list. */
    void hash(int[] list, int count, long[] hashes);

    /** Encodes what no two records have alike; it never changes while a record lives. */
    void encodeKey(int record, Encoder out);

    /** Encodes the rest. */
    void encodeValue(int record, Encoder out);
  }

  private final RecordStore records;
  private final Coding coding;
  private final Encoder encoder = new Encoder();
  private final List<byte[]> deletedKeys = new ArrayList<>();
  private final List<Integer> deletedGroups = new ArrayList<>();

  public UnsavedRecords(RecordStore records, Coding coding) {
    this.records = records;
    this.coding = coding;
  }

  /**
   * Has the next save delete a record, if the durable store may know it; before it is freed.
   *
   * @param hash the one that {@link Coding#hash} computes
   */
  public void delete(int record, long hash) {
    if (records.isSaved(record)) {
      deletedKeys.add(key(record));
      deletedGroups.add(KeyGroup.of(hash));
    }
  }

  /** Returns the bytes by which a durable store knows a record. */
  byte[] key(int record) {
    coding.encodeKey(record, encoder.reset());
    return encoder.toBytes();
  }

  /** Writes what has changed since the last save; see {@link Durable#save}. */
  public void save(StateWriter writer) {
    if (!writer.isKept()) {
      records.keepNowhere();
      return;
    }
    // First, since a record that has come since may be known by the same bytes.
    for (int i = 0; i < deletedKeys.size(); i++) {
      writer.delete(deletedGroups.get(i), deletedKeys.get(i));
    }
    deletedKeys.clear();
    deletedGroups.clear();
    int[] chunk = new int[CHUNK];
    long[] hashes = new long[CHUNK];
    int count = 0;
    for (int i = 0; i < records.dirtyCount(); i++) {
      if (records.isLive(records.dirty(i))) {
        chunk[count++] = records.dirty(i);
      }
      if (count == CHUNK || count > 0 && i == records.dirtyCount() - 1) {
        put(writer, chunk, count, hashes);
        count = 0;
      }
    }
    records.clearDirty();
  }

  private void put(StateWriter writer, int[] chunk, int count, long[] hashes) {
    coding.hash(chunk, count, hashes);
    for (int i = 0; i < count; i++) {
      byte[] key = key(chunk[i]);
      coding.encodeValue(chunk[i], encoder.reset());
      writer.put(KeyGroup.of(hashes[i]), key, encoder.toBytes());
    }
  }
}
