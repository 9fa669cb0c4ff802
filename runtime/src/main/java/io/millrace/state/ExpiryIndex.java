package io.millrace.state;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which records may be freed once a watermark has passed a value of theirs: lists of record
 * numbers, one for about a second of time, so that freeing a window is one act.
 *
 * <p>A record that is freed otherwise stays listed; who asks what is due must look whether the
 * record still is what it was.
 */
public final class ExpiryIndex {
  private static final int BUCKET_BITS = 20;

  private static final class Bucket {
    private int[] records = new int[4];
    private int count;
    private long max = Long.MIN_VALUE;

    void add(long value, int record) {
      if (count == records.length) {
        records = Arrays.copyOf(records, count * 2);
      }
      records[count++] = record;
      max = Math.max(max, value);
    }
  }

  private final TreeMap<Long, Bucket> buckets = new TreeMap<>();
  private Bucket last;
  private long lastKey;

  /** Lists a record under a value, microseconds. */
  public void add(long value, int record) {
    long key = value >> BUCKET_BITS;
    if (last == null || lastKey != key) {
      last = buckets.computeIfAbsent(key, absent -> new Bucket());
      lastKey = key;
    }
    last.add(value, record);
  }

  /**
   * Takes out lists all of whose values are at or below the watermark; the rest comes later.
   *
   * @return their records, some perhaps freed or used again since, or listed twice
   */
  public int[] takeDue(long watermark) {
    int[] due = {};
    Map.Entry<Long, Bucket> first = buckets.firstEntry();
    while (first != null && first.getValue().max <= watermark) {
      Bucket bucket = first.getValue();
      int size = due.length;
      due = Arrays.copyOf(due, size + bucket.count);
      System.arraycopy(bucket.records, 0, due, size, bucket.count);
      buckets.remove(first.getKey());
      if (bucket == last) {
        last = null;
      }
      first = buckets.firstEntry();
    }
    return due;
  }

  /** Returns roughly how many bytes of memory this takes. */
  public long bytes() {
    long bytes = 0;
    for (Bucket bucket : buckets.values()) {
      bytes += 80 + bucket.records.length * 4L;
    }
    return bytes;
  }
}
