package io.millrace.state;

import io.millrace.batch.LongColumn;

/**
 * Finds records by a key that is one whole number, or null, in an array with a place for each
 * number from the least key to the greatest. Finding reads four bytes and no record; there is
 * nothing to compare.
 *
 * <p>The array may have a few times as many places as there are keys, so that it takes no more
 * memory than a {@link HashDirectory}. Where keys go from one end and come at the other, as where
 * old ones expire, the array moves along.
 */
final class DenseDirectory {
  /** How many numbers there may be for each key, where the array is made. */
  private static final int SPREAD = 3;

  /** How many there may be for each key, where it is made anew. */
  private static final int WIDEST_SPREAD = 5;

  /** How many places there may be for each key before {@link #isSparse}. */
  private static final int SPARSE = 16;

  private static final int LEAST_PLACES = 1 << 10;
  private static final int MOST_NUMBERS = 1 << 29;

  private final RecordStore store;
  private final int keySlot;

  /** The number whose place is the first; all arithmetic with it is modulo two to the 64. */
  private long low;

  /** The record of each number plus 1, or 0; the last place is of no number and stays 0. */
  private int[] table;

  private int size;

  /** The record whose key is null plus 1, or 0. */
  private int ofNull;

  private int[] missing = {};

  /**
   * @param list records of different keys that {@link #fits} has said yes to
   */
  DenseDirectory(RecordStore store, int[] list) {
    this.store = store;
    keySlot = store.layout().slot(0);
    Span span = Span.of(store, list);
    int numbers = (int) span.numbers();
    low = span.least;
    table = new int[numbers + numbers / 4 + 1];
    for (int record : list) {
      if (!insert(record)) {
        throw new IllegalStateException("record " + record + " is outside its own range");
      }
    }
  }

  /** Returns whether so many keys, these records' among them, are close together. */
  static boolean fits(RecordStore store, int[] list, int count) {
    Span span = Span.of(store, list);
    return isSpan(span.least, span.greatest, (long) count * SPREAD);
  }

  /** Returns whether there are no more than so many numbers from one to another. */
  private static boolean isSpan(long least, long greatest, long most) {
    long numbers = greatest - least + 1;
    return numbers > 0 && numbers <= Math.min(most, MOST_NUMBERS);
  }

  /** The least and the greatest key of some records. */
  private record Span(long least, long greatest) {

    static Span of(RecordStore store, int[] list) {
      int slot = store.layout().slot(0);
      long least = Long.MAX_VALUE;
      long greatest = Long.MIN_VALUE;
      for (int record : list) {
        if (!store.isNull(record, 0)) {
          long key = store.slot(record, slot);
          least = Math.min(least, key);
          greatest = Math.max(greatest, key);
        }
      }
      return new Span(least, greatest);
    }

    long numbers() {
      return greatest - least + 1;
    }
  }

  int size() {
    return size;
  }

  long bytes() {
    return table.length * 4L;
  }

  /** Returns whether so many keys have gone that hashes would take less memory. */
  boolean isSparse() {
    return size < table.length / SPARSE;
  }

  /** Returns all records, in no order that matters. */
  int[] records() {
    int[] list = new int[size];
    int count = 0;
    for (int entry : table) {
      if (entry != 0) {
        list[count++] = entry - 1;
      }
    }
    if (ofNull != 0) {
      list[count++] = ofNull - 1;
    }
    return list;
  }

  /** Finds the record of each key, or -1. */
  void find(LongColumn keys, int[] records) {
    long[] values = keys.values();
    int size = keys.size();
    int[] places = table;
    long last = places.length - 1L;
    long first = low;
    for (int row = 0; row < size; row++) {
      records[row] = places[place(values[row] - first, last)] - 1;
    }
    if (keys.nulls() != null) {
      for (int row = 0; row < size; row++) {
        if (keys.isNull(row)) {
          records[row] = ofNull - 1;
        }
      }
    }
  }

  /** Returns a number's place, or the last, without a branch that could be foreseen wrongly. */
  private static int place(long offset, long last) {
    return (int) (Math.min(offset ^ Long.MIN_VALUE, last ^ Long.MIN_VALUE) ^ Long.MIN_VALUE);
  }

  int find(LongColumn keys, int row) {
    int entry =
        keys.isNull(row) ? ofNull : table[place(keys.values()[row] - low, table.length - 1L)];
    return entry - 1;
  }

  /**
   * Finds the record of each key, or makes one.
   *
   * @return whether all went in; if not, keys are too far apart, and some may have gone in
   */
  boolean findOrInsert(LongColumn keys, int[] records) {
    find(keys, records);
    int count = listMissing(keys.size(), records);
    return count == 0 || insertMissing(keys, records, count);
  }

  private int listMissing(int size, int[] records) {
    if (missing.length < size) {
      missing = new int[size];
    }
    int[] list = missing;
    int count = 0;
    for (int row = 0; row < size; row++) {
      list[count] = row;
      count += records[row] >>> 31;
    }
    return count;
  }

  private boolean insertMissing(LongColumn keys, int[] records, int count) {
    for (int i = 0; i < count; i++) {
      int row = missing[i];
      int record = find(keys, row);
      if (record < 0) {
        boolean isNull = keys.isNull(row);
        if (!isNull && !cover(keys.values()[row])) {
          return false;
        }
        record = store.allocate();
        if (isNull) {
          store.writeNull(record, 0);
        } else {
          store.writeLong(record, 0, keys.values()[row]);
        }
        enter(record, isNull, keys.values()[row]);
      }
      records[row] = record;
    }
    return true;
  }

  /** Enters a record whose key is not here yet; returns whether it is near enough to the others. */
  boolean insert(int record) {
    boolean isNull = store.isNull(record, 0);
    long key = store.slot(record, keySlot);
    if (!isNull && !cover(key)) {
      return false;
    }
    enter(record, isNull, key);
    return true;
  }

  private void enter(int record, boolean isNull, long key) {
    if (isNull) {
      ofNull = record + 1;
    } else {
      table[(int) (key - low)] = record + 1;
    }
    size++;
  }

  void replace(int record, int other) {
    if (ofNull == record + 1) {
      ofNull = other + 1;
    } else {
      table[placeOf(record)] = other + 1;
    }
  }

  void remove(int record) {
    if (ofNull == record + 1) {
      ofNull = 0;
    } else {
      table[placeOf(record)] = 0;
    }
    size--;
  }

  private int placeOf(int record) {
    int place = place(store.slot(record, keySlot) - low, table.length - 1L);
    if (table[place] != record + 1) {
      throw new IllegalStateException("record " + record + " is not in the directory");
    }
    return place;
  }

  /** Sees to it that a key has a place; returns false if there would be too many places. */
  private boolean cover(long key) {
    int places = table.length - 1;
    if (place(key - low, places) < places) {
      return true;
    }
    int from = 0;
    while (from < places && table[from] == 0) {
      from++;
    }
    int to = places;
    while (to > from && table[to - 1] == 0) {
      to--;
    }
    long least = from == to ? key : Math.min(key, low + from);
    long greatest = from == to ? key : Math.max(key, low + to - 1);
    if (!isSpan(least, greatest, Math.max(LEAST_PLACES, (long) size * WIDEST_SPREAD))) {
      return false;
    }
    int numbers = (int) (greatest - least + 1);
    int room = numbers / 2;
    int[] old = table;
    // What has come at one end is likely to go on there.
    long first = key == greatest ? least : least - room;
    table = new int[numbers + room + 1];
    System.arraycopy(old, from, table, (int) (low + from - first), to - from);
    low = first;
    return true;
  }
}
