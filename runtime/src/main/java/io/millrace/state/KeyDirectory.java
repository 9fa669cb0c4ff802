package io.millrace.state;

import io.millrace.batch.Batch;
import io.millrace.batch.LongColumn;
import io.millrace.type.Storage;

/**
 * Finds records of a {@link RecordStore} by their first fields, the key: by hash, or, while the key
 * is one whole number and the keys lie close together, as numbers that were counted up do, in an
 * array that is indexed by the key.
 */
public final class KeyDirectory {
  /** How many records there must be before it is looked whether their keys lie close together. */
  private static final int FIRST_LOOK = 1 << 7;

  private static final int SAMPLE = 64;

  private final RecordStore store;
  private final boolean isNumber;
  private final HashDirectory hashed;

  /** Null while records are found by hash. */
  private DenseDirectory dense;

  /** The size at which to look again. */
  private int nextLook = FIRST_LOOK;

  /**
   * @param keys how many of the first fields are the key
   */
  public KeyDirectory(RecordStore store, int keys) {
    this.store = store;
    isNumber = keys == 1 && store.layout().storage(0) == Storage.LONG;
    hashed = new HashDirectory(store);
  }

  /** Returns how many records are entered. */
  public int size() {
    return dense == null ? hashed.size() : dense.size();
  }

  /** Returns how many bytes of memory this takes. */
  public long bytes() {
    return dense == null ? hashed.bytes() : dense.bytes();
  }

  /**
   * Finds the record of each row's key.
   *
   * @param columns the batch's columns that are the key, in the order of the store's first fields
   * @param hashes of these columns, one a row, as {@link io.millrace.zset.RowHash} gives them
   * @param records takes the record's number, or -1 where there is none
   */
  public void find(Batch batch, int[] columns, long[] hashes, int[] records) {
    if (dense == null) {
      hashed.find(batch, columns, hashes, records);
    } else {
      dense.find((LongColumn) batch.column(columns[0]), records);
    }
  }

  /** Finds the record of one row's key, or returns -1. */
  public int find(Batch batch, int[] columns, int row, long hash) {
    return dense == null
        ? hashed.find(batch, columns, row, hash)
        : dense.find((LongColumn) batch.column(columns[0]), row);
  }

  /**
   * Finds the record of each row's key, or makes one (its key fields written, the others null, its
   * slots 0).
   *
   * @return how many are new
   */
  public int findOrInsert(Batch batch, int[] columns, long[] hashes, int[] records) {
    int before = size();
    if (dense != null) {
      if (dense.findOrInsert((LongColumn) batch.column(columns[0]), records)) {
        return size() - before;
      }
      scatter();
    }
    hashed.findOrInsert(batch, columns, hashes, records);
    look();
    return size() - before;
  }

  /** Enters a record whose key is not here yet. */
  public void insert(int record, long hash) {
    if (dense != null) {
      if (dense.insert(record)) {
        return;
      }
      scatter();
    }
    hashed.insert(record, hash);
    look();
  }

  /** Puts a record of the same key in place of one that is here. */
  void replace(int record, int other, long hash) {
    if (dense == null) {
      hashed.replace(record, other, hash);
    } else {
      dense.replace(record, other);
    }
  }

  /** Takes a record out; it must be here, and its key still written in it. */
  public void remove(int record, long hash) {
    if (dense == null) {
      hashed.remove(record, hash);
      return;
    }
    dense.remove(record);
    if (dense.isSparse()) {
      scatter();
    }
  }

  /** Goes over to an array, if that is worth it. */
  private void look() {
    if (!isNumber || hashed.size() < nextLook) {
      return;
    }
    nextLook = (int) Math.min(hashed.size() * 2L, Integer.MAX_VALUE);
    // Keys that lie far apart show that at the first few.
    if (DenseDirectory.fits(store, hashed.records(SAMPLE), hashed.size())) {
      int[] all = hashed.records(hashed.size());
      if (DenseDirectory.fits(store, all, all.length)) {
        dense = new DenseDirectory(store, all);
        hashed.clear();
      }
    }
  }

  /** Goes back to hashes. */
  private void scatter() {
    hashed.insertAll(dense.records());
    dense = null;
    nextLook = Math.max(FIRST_LOOK, (int) Math.min(hashed.size() * 2L, Integer.MAX_VALUE));
  }
}
