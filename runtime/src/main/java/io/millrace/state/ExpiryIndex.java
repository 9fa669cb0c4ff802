package io.millrace.state;

import io.millrace.batch.LongColumn;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which records may be freed once a watermark has passed a value of theirs: lists of record
 * numbers, one for about a second of time, so that freeing a window is one act.
 *
 * <p>A record that is freed otherwise stays listed until its list is full; then the list is cleaned
 * before it may grow.
 */
public final class ExpiryIndex {
  private static final int BUCKET_BITS = 20;

  private final RecordStore records;
  private final int slot;
  private final TreeMap<Long, Bucket> buckets = new TreeMap<>();
  private Bucket last;
  private long bytes;

  /**
   * @param field of the records, a timestamp; where it is null it does not matter when they go
   */
  public ExpiryIndex(RecordStore records, int field) {
    this.records = records;
    slot = records.layout().slot(field);
  }

  /** Lists a record under its value. */
  public void add(int record) {
    add(record, records.slot(record, slot));
  }

  /** Lists records under their values, of which a null counts as 1970, as it does in a record. */
  void add(int[] numbers, LongColumn values) {
    for (int row = 0; row < values.size(); row++) {
      add(numbers[row], values.isNull(row) ? 0 : values.values()[row]);
    }
  }

  private void add(int record, long value) {
    long key = value >> BUCKET_BITS;
    if (last == null || last.key != key) {
      last = buckets.computeIfAbsent(key, Bucket::new);
    }
    last.add(value, record);
  }

  /**
   * Takes out the records of lists all of whose values are at or below the watermark; the rest
   * comes later.
   *
   * @return records, each once, to be freed by the caller
   */
  public int[] takeDue(long watermark) {
    int[] due = {};
    Map.Entry<Long, Bucket> first = buckets.firstEntry();
    while (first != null && first.getValue().max <= watermark) {
      Bucket bucket = buckets.remove(first.getKey());
      bucket.clean();
      bytes -= bucket.bytes();
      int size = due.length;
      due = Arrays.copyOf(due, size + bucket.count);
      System.arraycopy(bucket.numbers, 0, due, size, bucket.count);
      first = buckets.firstEntry();
      last = null;
    }
    return due;
  }

  /** Returns roughly how many bytes of memory this takes. */
  public long bytes() {
    return bytes;
  }

  private final class Bucket {
    final long key;
    int[] numbers = new int[4];
    int count;
    long max = Long.MIN_VALUE;

    Bucket(long key) {
      this.key = key;
      bytes += bytes();
    }

    long bytes() {
      return 100 + numbers.length * 4L;
    }

    void add(long value, int record) {
      if (count == numbers.length) {
        clean();
        if (count > numbers.length / 2) {
          bytes -= bytes();
          numbers = Arrays.copyOf(numbers, numbers.length * 2);
          bytes += bytes();
        }
      }
      numbers[count++] = record;
      max = Math.max(max, value);
    }

    /** Drops numbers that are here twice, or that name no record, or one of another list, now. */
    void clean() {
      Arrays.sort(numbers, 0, count);
      int kept = 0;
      for (int i = 0; i < count; i++) {
        int record = numbers[i];
        boolean again = kept > 0 && numbers[kept - 1] == record;
        if (!again
            && record < records.limit()
            && records.isLive(record)
            && records.slot(record, slot) >> BUCKET_BITS == key) {
          numbers[kept++] = record;
        }
      }
      count = kept;
    }
  }
}
