package io.millrace.operator.aggregate;

import io.millrace.state.RecordStore;
import java.util.Map;
import java.util.TreeMap;

/**
 * Groups by the time at which they expire (a window's end): doubly linked lists through a slot of
 * the groups' records, so that freeing a window looks at its groups alone.
 */
final class ExpiryBuckets {
  private static final long LISTED = 1L << 63;
  private static final int RECENT = 16;

  private final RecordStore records;
  private final int links;
  private final TreeMap<Long, Bucket> buckets = new TreeMap<>();

  /** Buckets used of late, each in the place that its time's hash gives. */
  private final Bucket[] recent = new Bucket[RECENT];

  /** The groups of one time: the first of the list. */
  private static final class Bucket {
    private final long time;
    private int head = -1;

    Bucket(long time) {
      this.time = time;
    }
  }

  /**
   * @param links a slot of the records, in longs from a record's start
   */
  ExpiryBuckets(RecordStore records, int links) {
    this.records = records;
    this.links = links;
  }

  boolean contains(int group) {
    return records.slot(group, links) != 0;
  }

  void add(int group, long time) {
    Bucket bucket = bucket(time);
    int next = bucket.head;
    bucket.head = group;
    link(group, -1, next);
    if (next >= 0) {
      link(next, group, next(next));
    }
  }

  void remove(int group, long time) {
    int previous = previous(group);
    int next = next(group);
    if (previous >= 0) {
      link(previous, previous(previous), next);
    } else if (next >= 0) {
      bucket(time).head = next;
    } else {
      buckets.remove(time);
      recent[place(time)] = null;
    }
    if (next >= 0) {
      link(next, previous, next(next));
    }
    records.setSlot(group, links, 0);
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

  private int next(int group) {
    return (int) (records.slot(group, links) & Integer.MAX_VALUE) - 1;
  }

  private int previous(int group) {
    return (int) (records.slot(group, links) >>> 31 & Integer.MAX_VALUE) - 1;
  }

  private void link(int group, int previous, int next) {
    records.setSlot(group, links, LISTED | (long) (previous + 1) << 31 | (next + 1));
  }
}
