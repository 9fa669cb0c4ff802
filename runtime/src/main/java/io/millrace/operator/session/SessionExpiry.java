package io.millrace.operator.session;

import io.millrace.state.IntervalTable;
import io.millrace.state.RecordStore;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which sessions are over once a watermark has passed their ends. A session is listed when it is
 * made and, where it has grown by the time that its list is reached, once more: growing costs
 * nothing.
 *
 * <p>There is a list for about a second of time. The one that the watermark is within is a heap by
 * time, so that small steps do not look at all of it again and again.
 */
final class SessionExpiry {
  private static final int BUCKET_BITS = 20;
  private static final int BUCKET_BYTES = 100;

  /** Where a session was listed, of one that has been taken out. */
  private static final long TAKEN = Long.MIN_VALUE;

  private final IntervalTable sessions;
  private final RecordStore records;
  private final long gap;
  private final int listed;
  private final TreeMap<Long, Bucket> later = new TreeMap<>();
  private Bucket last;
  private long bytes;

  private long[] times = new long[16];
  private int[] numbers = new int[16];
  private int size;

  private int[] due = new int[16];
  private int dueCount;

  /**
   * @param listed a slot of the records for the list on which a session is
   */
  SessionExpiry(IntervalTable sessions, long gap, int listed) {
    this.sessions = sessions;
    this.gap = gap;
    this.listed = listed;
    records = sessions.records();
  }

  private long end(int session) {
    return sessions.to(session) + gap;
  }

  /** Lists a session by its end. */
  void add(int session) {
    long bucket = end(session) >> BUCKET_BITS;
    records.setSlot(session, listed, bucket);
    if (last == null || last.key != bucket) {
      last = later.computeIfAbsent(bucket, Bucket::new);
    }
    last.add(session);
  }

  /** Entries of sessions that are gone, or listed elsewhere by now, stay until they are met. */
  private boolean isListed(int session, long bucket) {
    return session < records.limit()
        && records.isLive(session)
        && records.slot(session, listed) == bucket;
  }

  /**
   * Takes out the sessions whose ends are at or before the watermark.
   *
   * @return their records, each once
   */
  int[] takeDue(long watermark) {
    dueCount = 0;
    long reached = watermark >> BUCKET_BITS;
    Map.Entry<Long, Bucket> first = later.firstEntry();
    while (first != null && first.getKey() <= reached) {
      Bucket bucket = first.getValue();
      later.remove(bucket.key);
      last = null;
      bytes -= bucket.bytes();
      for (int i = 0; i < bucket.count; i++) {
        look(bucket.members[i], bucket.key, watermark);
      }
      first = later.firstEntry();
    }
    while (size > 0 && times[0] <= watermark) {
      long bucket = times[0] >> BUCKET_BITS;
      look(pop(), bucket, watermark);
    }
    int[] taken = Arrays.copyOf(due, dueCount);
    due = new int[16];
    return taken;
  }

  /** Puts a session that was on a list where it belongs now. */
  private void look(int session, long bucket, long watermark) {
    if (!isListed(session, bucket)) {
      return;
    }
    long end = end(session);
    if (end <= watermark) {
      if (dueCount == due.length) {
        due = Arrays.copyOf(due, 2 * dueCount);
      }
      due[dueCount++] = session;
      records.setSlot(session, listed, TAKEN);
    } else if (end >> BUCKET_BITS <= watermark >> BUCKET_BITS) {
      records.setSlot(session, listed, end >> BUCKET_BITS);
      push(end, session);
    } else {
      add(session);
    }
  }

  private void push(long time, int session) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    int at = size++;
    while (at > 0 && times[(at - 1) >>> 1] > time) {
      int parent = (at - 1) >>> 1;
      times[at] = times[parent];
      numbers[at] = numbers[parent];
      at = parent;
    }
    times[at] = time;
    numbers[at] = session;
  }

  private int pop() {
    int top = numbers[0];
    long time = times[--size];
    int number = numbers[size];
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && times[child + 1] < times[child]) {
        child++;
      }
      if (times[child] >= time) {
        break;
      }
      times[at] = times[child];
      numbers[at] = numbers[child];
      at = child;
    }
    times[at] = time;
    numbers[at] = number;
    return top;
  }

  /** Returns roughly how many bytes of memory this takes. */
  long bytes() {
    return bytes + times.length * (Long.BYTES + Integer.BYTES);
  }

  private final class Bucket {
    final long key;
    int[] members = new int[4];
    int count;

    Bucket(long key) {
      this.key = key;
      bytes += bytes();
    }

    long bytes() {
      return BUCKET_BYTES + members.length * (long) Integer.BYTES;
    }

    void add(int session) {
      if (count == members.length) {
        clean();
        if (count > members.length / 2) {
          bytes -= bytes();
          members = Arrays.copyOf(members, 2 * members.length);
          bytes += bytes();
        }
      }
      members[count++] = session;
    }

    private void clean() {
      int kept = 0;
      for (int i = 0; i < count; i++) {
        if (isListed(members[i], key)) {
          members[kept++] = members[i];
        }
      }
      count = kept;
    }
  }
}
