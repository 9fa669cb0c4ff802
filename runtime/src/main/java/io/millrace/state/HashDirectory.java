package io.millrace.state;

import io.millrace.batch.Batch;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.LongColumn;
import io.millrace.zset.RowHash;

/**
 * Finds records of a {@link RecordStore} by their first fields, the key: open addressing with
 * linear probing, deletion by shifting back.
 *
 * <p>An entry is one long, 32 bits of the key's hash above the record's number plus 1, so that a
 * probe reads one cache line and growing reads no records. A batch is looked up in passes (all
 * directory reads, then all key comparisons column by column), so that cache misses overlap.
 *
 * <p>Places come from the hash's low bits; its top bits are the key group's, and alike within one
 * worker.
 */
final class HashDirectory {
  private static final int FIRST_CAPACITY = 32;
  private static final int CHUNK = 1024;

  private final RecordStore store;
  private long[] table = new long[FIRST_CAPACITY];
  private int mask = FIRST_CAPACITY - 1;
  private int size;
  private int[] missing = new int[16];

  /** Each row's first entry; then the place where its search has ended. */
  private long[] entries = new long[16];

  private long[] slots = new long[16];

  HashDirectory(RecordStore store) {
    this.store = store;
  }

  /** Returns how many records are entered. */
  int size() {
    return size;
  }

  /** Returns how many bytes of memory this takes. */
  long bytes() {
    return table.length * 8L;
  }

  /**
   * Finds the record of each row's key.
   *
   * @param columns the batch's columns that are the key, in the order of the store's first fields
   * @param hashes of these columns, one a row, as {@link io.millrace.zset.RowHash} gives them
   * @param records takes the record's number, or -1 where there is none
   */
  void find(Batch batch, int[] columns, long[] hashes, int[] records) {
    int count = findMost(batch, columns, hashes, records);
    for (int i = 0; i < count; i++) {
      int row = missing[i];
      records[row] = find(batch, columns, row, hashes[row]);
    }
  }

  /**
   * Finds the record of each row's key, or makes one (its key fields written, the others null, its
   * slots 0).
   *
   * @return how many are new
   */
  int findOrInsert(Batch batch, int[] columns, long[] hashes, int[] records) {
    int count = findMost(batch, columns, hashes, records);
    return count == 0 ? 0 : insertMissing(batch, columns, hashes, records, count);
  }

  private int insertMissing(Batch batch, int[] columns, long[] hashes, int[] records, int count) {
    int before = size;
    boolean resized = false;
    long[] longKeys = longKeys(batch, columns);
    for (int i = 0; i < count; i++) {
      int row = missing[i];
      int tag = (int) hashes[row];
      resized |= reserveOne();
      // Where the first search has ended, what lies before is of other keys.
      int place = (resized ? tag : (int) entries[row]) & mask;
      long entry = table[place];
      while (entry != 0
          && !((int) (entry >>> 32) == tag && store.equal((int) entry - 1, batch, columns, row))) {
        place = (place + 1) & mask;
        entry = table[place];
      }
      int record = (int) entry - 1;
      if (record < 0) {
        record = store.allocate();
        if (longKeys != null) {
          store.writeLong(record, 0, longKeys[row]);
        } else {
          store.write(record, batch, columns, row);
        }
        table[place] = hashes[row] << 32 | (record + 1);
        size++;
      }
      records[row] = record;
    }
    return size - before;
  }

  /** Returns the values of a key that is one long and never null, or null. */
  private static long[] longKeys(Batch batch, int[] columns) {
    return columns.length == 1
            && batch.column(columns[0]) instanceof LongColumn longs
            && longs.nulls() == null
        ? longs.values()
        : null;
  }

  /** Finds the record of one row's key, or returns -1. */
  int find(Batch batch, int[] columns, int row, long hash) {
    int tag = (int) hash;
    for (int place = tag & mask; ; place = (place + 1) & mask) {
      long entry = table[place];
      if (entry == 0) {
        return -1;
      }
      if ((int) (entry >>> 32) == tag && store.equal((int) entry - 1, batch, columns, row)) {
        return (int) entry - 1;
      }
    }
  }

  /** Enters a record whose key is not here yet. */
  void insert(int record, long hash) {
    reserveOne();
    size++;
    place(hash << 32 | (record + 1));
  }

  /** Puts a record of the same key in place of one that is here. */
  void replace(int record, int other, long hash) {
    table[placeOf(record, hash)] = hash << 32 | (other + 1);
  }

  private int placeOf(int record, long hash) {
    long wanted = hash << 32 | (record + 1);
    int place = (int) hash & mask;
    while (table[place] != wanted) {
      if (table[place] == 0) {
        throw new IllegalStateException("record " + record + " is not in the directory");
      }
      place = (place + 1) & mask;
    }
    return place;
  }

  /** Takes a record out; it must be here. */
  void remove(int record, long hash) {
    int hole = placeOf(record, hash);
    int next = hole;
    while (true) {
      next = (next + 1) & mask;
      long entry = table[next];
      if (entry == 0) {
        break;
      }
      int home = (int) (entry >>> 32) & mask;
      if (((next - home) & mask) >= ((next - hole) & mask)) {
        table[hole] = entry;
        hole = next;
      }
    }
    table[hole] = 0;
    size--;
    if (table.length > FIRST_CAPACITY && size < table.length >> 4) {
      resize(table.length >> 1);
    }
  }

  /** Makes room for one more record; returns whether entries have moved. */
  private boolean reserveOne() {
    if (size < (table.length >> 3) * 5) {
      return false;
    }
    resize(table.length * 2);
    return true;
  }

  private void place(long entry) {
    int place = (int) (entry >>> 32) & mask;
    while (table[place] != 0) {
      place = (place + 1) & mask;
    }
    table[place] = entry;
  }

  private void resize(int capacity) {
    long[] old = table;
    table = new long[capacity];
    mask = capacity - 1;
    for (long entry : old) {
      if (entry != 0) {
        place(entry);
      }
    }
  }

  /**
   * Fills in the rows whose first entry with the right tag is the right one. The others, absent or
   * (rarely) behind another key of the same tag, have -1 and are listed in {@link #missing}.
   *
   * @return how many are missing
   */
  private int findMost(Batch batch, int[] columns, long[] hashes, int[] records) {
    int rows = batch.size();
    if (missing.length < rows) {
      missing = new int[rows];
      entries = new long[rows];
    }
    // One method for each group of loops: keys of another kind then have the JVM compile only how
    // these are compared again, and the look-up meanwhile stays as it is.
    probe(hashes, rows, records);
    long[] longKeys = longKeys(batch, columns);
    if (longKeys != null) {
      verifyLong(longKeys, rows, records);
    } else {
      for (int i = 0; i < columns.length; i++) {
        verify(i, batch.column(columns[i]), rows, records);
      }
    }
    return listMissing(rows, records);
  }

  /** Finds each row's first entry with the right tag. */
  private void probe(long[] hashes, int rows, int[] records) {
    // Each loop has few instructions and no branch that cannot be foreseen, so that the processor
    // works on many rows' cache misses at once.
    long[] homes = entries;
    long[] places = table;
    int last = mask;
    for (int row = 0; row < rows; row++) {
      homes[row] = places[(int) hashes[row] & last];
    }
    int[] list = missing;
    int count = 0;
    for (int row = 0; row < rows; row++) {
      int tag = (int) hashes[row];
      long entry = homes[row];
      records[row] = (int) entry - 1;
      homes[row] = tag;
      list[count] = row;
      count += isOther(entry, tag);
    }
    // Those that have met another's entry look one place further, all of them, and again.
    while (count > 0) {
      int left = 0;
      for (int i = 0; i < count; i++) {
        int row = list[i];
        int tag = (int) hashes[row];
        int place = (int) homes[row] + 1;
        long entry = places[place & last];
        records[row] = (int) entry - 1;
        homes[row] = place;
        list[left] = row;
        left += isOther(entry, tag);
      }
      count = left;
    }
  }

  /** Returns 1 if there is an entry and it has another tag, else 0. */
  private static int isOther(long entry, int tag) {
    int difference = (int) (entry >>> 32) ^ tag;
    return (difference | -difference) >>> 31 & (int) ((entry | -entry) >>> 63);
  }

  /** Lists the rows without a record, those whose record has another key among them. */
  private int listMissing(int rows, int[] records) {
    int count = 0;
    int[] list = missing;
    for (int row = 0; row < rows; row++) {
      list[count] = row;
      count += records[row] >>> 31;
    }
    return count;
  }

  /** The hot case: the key is one long, not null. */
  private void verifyLong(long[] values, int rows, int[] records) {
    long[] found = gather(0, records, rows);
    for (int row = 0; row < rows; row++) {
      // A null key reads 0.
      if (found[row] != values[row]
          || (values[row] == 0 && records[row] >= 0 && store.isNull(records[row], 0))) {
        records[row] = -1;
      }
    }
  }

  private long[] gather(int field, int[] records, int rows) {
    if (slots.length < rows) {
      slots = new long[rows];
    }
    store.gather(field, records, rows, slots);
    return slots;
  }

  private void verify(int field, Column column, int rows, int[] records) {
    if (column.nulls() == null && column instanceof LongColumn longs) {
      verifyLongs(field, longs.values(), rows, records);
    } else if (column.nulls() == null && column instanceof BytesColumn bytes) {
      verifyBytes(field, bytes, rows, records);
    } else {
      verifyOthers(field, column, rows, records);
    }
  }

  private void verifyLongs(int field, long[] values, int rows, int[] records) {
    int slot = store.layout().slot(field);
    int nullWord = RecordLayout.nullWord(field);
    long nullBit = RecordLayout.nullBit(field);
    for (int row = 0; row < rows; row++) {
      int record = records[row];
      if (record >= 0) {
        long[] page = store.page(record);
        int base = store.base(record);
        if (page[base + slot] != values[row] || (page[base + nullWord] & nullBit) != 0) {
          records[row] = -1;
        }
      }
    }
  }

  private void verifyBytes(int field, BytesColumn bytes, int rows, int[] records) {
    long[] references = gather(field, records, rows);
    for (int row = 0; row < rows; row++) {
      // A null field reads as the empty text.
      if (records[row] >= 0
          && (!store.equalBytes(references[row], bytes, row)
              || (references[row] == 0 && store.isNull(records[row], field)))) {
        records[row] = -1;
      }
    }
  }

  private void verifyOthers(int field, Column column, int rows, int[] records) {
    for (int row = 0; row < rows; row++) {
      if (records[row] >= 0 && !store.equal(records[row], field, column, row)) {
        records[row] = -1;
      }
    }
  }

  /** Returns the records, the first few that come to hand if there are more than asked for. */
  int[] records(int most) {
    int[] list = new int[Math.min(most, size)];
    int count = 0;
    for (int place = 0; count < list.length; place++) {
      if (table[place] != 0) {
        list[count++] = (int) table[place] - 1;
      }
    }
    return list;
  }

  /** Enters records whose key, one field, is not here yet. */
  void insertAll(int[] list) {
    int[] key = {0};
    long[] hashes = new long[Math.min(list.length, CHUNK)];
    for (int from = 0; from < list.length; from += CHUNK) {
      int to = Math.min(list.length, from + CHUNK);
      Column keys = store.gather(0, list, from, to);
      RowHash.hash(Batch.of(keys), key, hashes);
      for (int i = from; i < to; i++) {
        insert(list[i], hashes[i - from]);
      }
    }
  }

  /** Takes every record out. */
  void clear() {
    table = new long[FIRST_CAPACITY];
    mask = FIRST_CAPACITY - 1;
    size = 0;
  }
}
