package io.millrace.operator.aggregate;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.operator.IntList;
import io.millrace.operator.time.Expiry;
import io.millrace.state.GroupTable;
import io.millrace.state.RecordStore;
import io.millrace.type.Type;
import io.millrace.zset.RowHash;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Groups in partitions, each with its groups and, of those, the ones that lead: whose rank is the
 * partition's best. All of it can be made anew of the groups.
 *
 * <p>Protocol: {@link #enter} groups, {@link #demote} the leaders that may have changed, then let
 * all that may have changed {@link #compete}. A partition that is leaderless then has its best rank
 * still, which none of its groups has.
 */
final class Partitions {
  /** How many slots of its own each group's record must have. */
  static final int SLOTS = 3;

  private static final long GIVEN = 1;
  private static final int CHUNK = 2048;

  private final RecordStore groups;
  private final int partitionSlot;
  private final RecordLists members;
  private final RecordLists leaders;

  private final GroupTable table;
  private final RecordStore records;
  private final int[] fields;
  private final int firstSlot;
  private final int leaderSlot;
  private final int bestSlot;
  private final ExpiryBuckets buckets;
  private final Expiry expiry;
  private int[] fresh = {};
  private int[] found = {};
  private long[] hashes = {};

  /** Takes groups that are freed, with the hash of their partition's key. */
  @FunctionalInterface
  interface Freed {
    void free(int[] groups, int count, long hash);
  }

  /**
   * @param groups the groups' records; the partition's key is their first fields
   * @param keys the types of the partition's key
   * @param firstSlot the first of {@link #SLOTS} slots, in longs from a record's start
   * @param expiry when partitions are freed, by the place of the column in the key
   */
  Partitions(RecordStore groups, List<Type> keys, int firstSlot, Optional<Expiry> expiry) {
    this.groups = groups;
    partitionSlot = firstSlot;
    members = new RecordLists(groups, firstSlot + 1);
    leaders = new RecordLists(groups, firstSlot + 2);
    table = new GroupTable(keys, List.of(), 0, 4);
    records = table.records();
    records.keepNowhere();
    fields = IntStream.range(0, keys.size()).toArray();
    this.firstSlot = records.layout().ownedSlot(0);
    leaderSlot = records.layout().ownedSlot(1);
    bestSlot = records.layout().ownedSlot(2);
    this.expiry = expiry.orElse(null);
    buckets = new ExpiryBuckets(records, records.layout().ownedSlot(3));
  }

  /** Puts the groups {@code list[from .. to)} that are in no partition yet into theirs. */
  void enter(int[] list, int from, int to) {
    if (fresh.length < to - from) {
      fresh = new int[to - from];
      found = new int[to - from];
      hashes = new long[to - from];
    }
    int count = 0;
    for (int i = from; i < to; i++) {
      if (groups.slot(list[i], partitionSlot) == 0) {
        fresh[count++] = list[i];
      }
    }
    if (count == 0) {
      return;
    }
    Batch keys = keys(groups, fresh, count);
    RowHash.hash(keys, fields, hashes);
    table.findOrInsert(keys, fields, hashes, found);
    for (int i = 0; i < count; i++) {
      int partition = found[i];
      int first = head(partition, firstSlot);
      if (first < 0) {
        setHead(partition, leaderSlot, RecordLists.EMPTY);
        records.setSlot(partition, bestSlot, Long.MIN_VALUE);
        if (expiry != null) {
          buckets.add(partition, expiryTime(partition));
        }
      }
      groups.setSlot(fresh[i], partitionSlot, (partition + 1L) << 1);
      setHead(partition, firstSlot, members.add(first, fresh[i]));
    }
  }

  private Batch keys(RecordStore of, int[] list, int count) {
    Column[] columns = new Column[fields.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = of.gather(i, list, 0, count);
    }
    return new Batch(count, columns, null);
  }

  /** Heads are kept plus 1, so that those of a new record are empty. */
  private int head(int partition, int slot) {
    return (int) records.slot(partition, slot) - 1;
  }

  private void setHead(int partition, int slot, int head) {
    records.setSlot(partition, slot, head + 1L);
  }

  private long expiryTime(int partition) {
    return records.slot(partition, records.layout().slot(expiry.column()));
  }

  /** Returns a group's partition. */
  int of(int group) {
    return (int) (groups.slot(group, partitionSlot) >>> 1) - 1;
  }

  /** Returns the first of a partition's groups. */
  int first(int partition) {
    return head(partition, firstSlot);
  }

  /** Returns the group after this one in its partition, or -1. */
  int next(int group) {
    return members.next(group);
  }

  boolean leads(int group) {
    return leaders.isListed(group);
  }

  /** Returns whether a group's row has been given out. */
  boolean isGiven(int group) {
    return (groups.slot(group, partitionSlot) & GIVEN) != 0;
  }

  void setGiven(int group, boolean given) {
    long slot = groups.slot(group, partitionSlot);
    groups.setSlot(group, partitionSlot, given ? slot | GIVEN : slot & ~GIVEN);
  }

  /** Takes a group out of its partition's leaders. */
  void demote(int group) {
    int partition = of(group);
    setHead(partition, leaderSlot, leaders.remove(head(partition, leaderSlot), group));
  }

  /**
   * Returns whether a partition has no leaders, though some of its groups may have a rank; any of
   * them may lead from now on, whatever its rank. Says so once.
   */
  boolean isLeaderless(int partition) {
    // Nothing is below the least rank, so that a partition that has it has no other groups to ask.
    if (head(partition, leaderSlot) >= 0 || records.slot(partition, bestSlot) == Long.MIN_VALUE) {
      return false;
    }
    records.setSlot(partition, bestSlot, Long.MIN_VALUE);
    return true;
  }

  /**
   * Makes a group a leader if no other of its partition has a better rank.
   *
   * @param rank the greater, the better
   * @param risen takes the group then
   * @param fallen takes those that it surpasses, were given out, and are not marked
   */
  void compete(int group, long rank, IntList risen, IntList fallen) {
    int partition = of(group);
    long best = records.slot(partition, bestSlot);
    if (rank < best) {
      return;
    }
    int head = head(partition, leaderSlot);
    if (rank > best) {
      while (head >= 0) {
        if (isGiven(head) && !groups.isMarked(head)) {
          fallen.add(head);
        }
        head = leaders.remove(head, head);
      }
      records.setSlot(partition, bestSlot, rank);
    }
    setHead(partition, leaderSlot, leaders.add(head, group));
    risen.add(group);
  }

  /** Takes a group out that is no leader; returns the hash of its partition's key. */
  long leave(int group) {
    int partition = of(group);
    long hash = hash(partition);
    int first = members.remove(head(partition, firstSlot), group);
    setHead(partition, firstSlot, first);
    if (first < 0) {
      if (expiry != null) {
        buckets.remove(partition, expiryTime(partition));
      }
      table.remove(partition, hash);
    }
    return hash;
  }

  private long hash(int partition) {
    long[] one = new long[1];
    table.hash(new int[] {partition}, 0, 1, one);
    return one[0];
  }

  /** Takes out the partitions whose time has passed, with all of their groups. */
  void takeExpired(Freed freed) {
    if (expiry == null) {
      return;
    }
    long watermark = expiry.watermark().current();
    int[] chunk = new int[CHUNK];
    for (Long time = buckets.earliest(watermark);
        time != null;
        time = buckets.earliest(watermark)) {
      int partition = buckets.head(time);
      buckets.remove(partition, time);
      long hash = hash(partition);
      int count = 0;
      for (int group = first(partition); group >= 0; ) {
        chunk[count++] = group;
        group = next(group);
        if (count == CHUNK || group < 0) {
          freed.free(chunk, count, hash);
          count = 0;
        }
      }
      table.remove(partition, hash);
    }
  }

  long bytes() {
    return table.stateBytes();
  }
}
