package io.millrace.state;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.zset.RowHash;
import java.util.Arrays;

/**
 * Finds records by key and by row: the records of equal key are a doubly linked chain through a
 * slot of theirs, whose head a directory finds.
 *
 * <p>The rows of long chains (hot keys) can be in a second directory, of whole rows, so that a row
 * is found without walking its chain.
 */
final class RowChains implements Chains {
  /** The chain length from which on a key is hot. */
  private static final int HOT = 16;

  private static final int NONE = -1;

  /** In a chain's head, the link back is this bit, perhaps the next, and the chain's length. */
  private static final int HEAD = Integer.MIN_VALUE;

  private static final int HOT_BIT = 1 << 30;
  private static final int LENGTH = HOT_BIT - 1;

  private final RecordStore records;
  private final int linkSlot;
  private final boolean findsRows;
  private final int[] keyFields;
  private final int[] allFields;
  private final KeyDirectory heads;
  private final KeyDirectory hotRows;
  private boolean takesOut = true;

  /** What a record adds to its chain's length, which matters only where rows are looked for. */
  private final int counted;

  /**
   * @param keys how many of the first fields are the key
   * @param linkSlot in longs from a record's start
   * @param findsRows whether rows are looked for
   */
  RowChains(RecordStore records, int keys, int linkSlot, boolean findsRows) {
    this.records = records;
    this.linkSlot = linkSlot;
    this.findsRows = findsRows;
    counted = findsRows ? 1 : 0;
    keyFields = upTo(keys);
    allFields = upTo(records.layout().fields());
    heads = new KeyDirectory(records, keys);
    hotRows = new KeyDirectory(records, allFields.length);
  }

  /** Says that no record will ever be removed; before the first. */
  void keepAll() {
    takesOut = false;
  }

  private static int[] upTo(int count) {
    int[] numbers = new int[count];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }

  /** Returns the directory of the chains' heads. */
  KeyDirectory heads() {
    return heads;
  }

  @Override
  public void find(Batch batch, int[] columns, long[] hashes, int[] rows) {
    heads.find(batch, columns, hashes, rows);
  }

  @Override
  public boolean areSingle() {
    return heads.size() == records.size();
  }

  @Override
  public int next(int record) {
    return (int) records.slot(record, linkSlot);
  }

  private int previous(int record) {
    return (int) (records.slot(record, linkSlot) >>> 32);
  }

  private void setLinks(int record, int previous, int next) {
    records.setSlot(record, linkSlot, (long) previous << 32 | next & 0xFFFFFFFFL);
  }

  private int length(int head) {
    return previous(head) & LENGTH;
  }

  /** Returns whether a chain's rows are in the directory of whole rows. */
  boolean isHot(int head) {
    return (previous(head) & HOT_BIT) != 0;
  }

  /** Makes a head that the directory has just made a chain of one; returns whether it was. */
  boolean start(int head) {
    if (previous(head) < 0) {
      return false;
    }
    setLinks(head, HEAD | 1, NONE);
    return true;
  }

  /** Puts a record, whose fields are written, into a chain that is not hot. */
  void link(int record, int head) {
    join(record, head);
    if (findsRows && length(head) > HOT) {
      heat(head);
    }
  }

  /** Puts a record, whose fields are written, into a hot chain. */
  void linkHot(int record, int head, long rowHash) {
    join(record, head);
    hotRows.insert(record, rowHash);
  }

  private void join(int record, int head) {
    int second = next(head);
    setLinks(record, head, second);
    // Where nothing is ever taken out nobody follows links back, and the second need not be
    // touched.
    if (second >= 0 && takesOut) {
      setLinks(second, record, next(second));
    }
    setLinks(head, previous(head) + counted, record);
  }

  /** Enters all rows of a chain into the directory of whole rows. */
  private void heat(int head) {
    int[] chain = new int[length(head)];
    int count = 0;
    for (int record = head; record >= 0; record = next(record)) {
      chain[count++] = record;
    }
    long[] hashes = new long[count];
    RowHash.hash(fields(allFields, chain, 0, count), allFields, hashes);
    for (int i = 0; i < count; i++) {
      hotRows.insert(chain[i], hashes[i]);
    }
    setLinks(head, previous(head) | HOT_BIT, next(head));
  }

  private long rowHash(int record) {
    long[] hash = new long[1];
    RowHash.hash(fields(allFields, new int[] {record}, 0, 1), allFields, hash);
    return hash[0];
  }

  /** Finds a row of a hot chain, or returns -1. */
  int findHot(Batch batch, int[] columns, int row, long rowHash) {
    return hotRows.find(batch, columns, row, rowHash);
  }

  /** Takes the keys of these records out, for {@link #enter} and {@link #remove}. */
  Batch keys(int[] list, int count, long[] hashes) {
    Batch keys = fields(keyFields, list, 0, count);
    RowHash.hash(keys, keyFields, hashes);
    return keys;
  }

  private Batch fields(int[] fields, int[] list, int from, int to) {
    Column[] columns = new Column[fields.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = records.gather(fields[i], list, from, to);
    }
    return new Batch(to - from, columns, null);
  }

  /** Puts a record into the chain of its key, which is a row of {@link #keys}. */
  void enter(int record, Batch keys, int row, long hash) {
    int head = heads.find(keys, keyFields, row, hash);
    if (head < 0) {
      heads.insert(record, hash);
      start(record);
    } else if (isHot(head)) {
      linkHot(record, head, rowHash(record));
    } else {
      link(record, head);
    }
  }

  /** Takes a record out of the chain of its key, which is a row of {@link #keys}. */
  void remove(int record, Batch keys, int row, long hash) {
    if (!takesOut) {
      throw new IllegalStateException("a record was removed where all are kept");
    }
    boolean isHead = previous(record) < 0;
    if (findsRows) {
      int head = isHead ? record : heads.find(keys, keyFields, row, hash);
      if (isHot(head)) {
        hotRows.remove(record, rowHash(record));
      }
      setLinks(head, previous(head) - counted, next(head));
    }
    int next = next(record);
    if (!isHead) {
      int previous = previous(record);
      setLinks(previous, previous(previous), next);
      if (next >= 0) {
        setLinks(next, previous, next(next));
      }
      return;
    }
    if (next < 0) {
      heads.remove(record, hash);
      return;
    }
    setLinks(next, previous(record), next(next));
    heads.replace(record, next, hash);
  }

  long bytes() {
    return heads.bytes() + hotRows.bytes();
  }
}
