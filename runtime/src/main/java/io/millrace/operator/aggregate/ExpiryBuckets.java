package io.millrace.operator.aggregate;

import io.millrace.state.RecordStore;
import java.util.Map;
import java.util.TreeMap;

/**
 * Groups by the time at which they expire (a window's end): doubly linked lists through a slot of
 * the groups' records, so that freeing a window looks at its groups alone.
 */
final class ExpiryBuckets {
  private static final int RECENT = 16;

  private final RecordLists lists;
  private final TreeMap<Long, Bucket> buckets = new TreeMap<>();

  /** Buckets used of late, each in the place that its time's hash gives. */
  private final Bucket[] recent = new Bucket[RECENT];

  /** The groups of one time: the first of the list. */
  private static final class Bucket {
    private final long time;
    private int head = RecordLists.EMPTY;

    Bucket(long time) {
      this.time = time;
    }
  }

  /**
   * @param links a slot of the records, in longs from a record's start
   */
  ExpiryBuckets(RecordStore records, int links) {
    lists = new RecordLists(records, links);
  }

  boolean contains(int group) {
    return lists.isListed(group);
  }

  void add(int group, long time) {
    Bucket bucket = bucket(time);
    bucket.head = lists.add(bucket.head, group);
  }

  void remove(int group, long time) {
    Bucket bucket = bucket(time);
    bucket.head = lists.remove(bucket.head, group);
    if (bucket.head == RecordLists.EMPTY) {
      buckets.remove(time);
      recent[place(time)] = null;
    }
  }

  /** Returns the earliest time at or before the watermark that has groups, or null. */
  Long earliest(long watermark) {
    Map.Entry<Long, Bucket> first = buckets.firstEntry();
    return first == null || first.getKey() > watermark ? null : first.getKey();
  }

  /** Returns the first group of a time that {@link #earliest} gave. */
  int head(long time) {
    return bucket(time).head;
  }

  private Bucket bucket(long time) {
    int place = place(time);
    Bucket bucket = recent[place];
    if (bucket == null || bucket.time != time) {
      bucket = buckets.computeIfAbsent(time, Bucket::new);
      recent[place] = bucket;
    }
    return bucket;
  }

  private static int place(long time) {
    return (int) (time * 0x9E3779B97F4A7C15L >>> 60);
  }
}
