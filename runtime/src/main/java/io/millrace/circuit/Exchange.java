package io.millrace.circuit;

import io.millrace.batch.Batch;
import io.millrace.state.KeyGroup;
import io.millrace.zset.RowHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The meeting point of workers on one edge: sources leave deltas for targets; after a barrier the
 * targets take them, in the order of the pushes they stem from, whoever worked on them.
 */
final class Exchange {
  private record Parcel(long sequence, Batch delta) {}

  private final Distribution distribution;
  private final int targets;
  private final List<List<List<Parcel>>> queues = new ArrayList<>();
  private final Scratch[] scratch;

  Exchange(Distribution distribution, int sources, int targets) {
    this.distribution = distribution;
    this.targets = targets;
    scratch = new Scratch[sources];
    for (int source = 0; source < sources; source++) {
      List<List<Parcel>> row = new ArrayList<>();
      for (int target = 0; target < targets; target++) {
        row.add(new ArrayList<>());
      }
      queues.add(row);
      scratch[source] = new Scratch(targets);
    }
  }

  /** Leaves a delta for the workers that its rows belong to. Called by the source's thread. */
  void send(int source, long sequence, Batch delta) {
    if (targets == 1 || distribution instanceof Distribution.Single) {
      leave(source, 0, sequence, delta);
    } else if (distribution instanceof Distribution.Hash hash) {
      scratch[source].split(delta, hash.columns());
      for (int target = 0; target < targets; target++) {
        int count = scratch[source].counts[target];
        if (count == delta.size()) {
          leave(source, target, sequence, delta);
        } else if (count > 0) {
          leave(source, target, sequence, delta.gather(scratch[source].rows[target], count));
        }
      }
    } else {
      throw new IllegalStateException("rows that stay on their worker need no exchange");
    }
  }

  /** Leaves a delta for one worker as it is. */
  void leave(int source, int target, long sequence, Batch delta) {
    queues.get(source).get(target).add(new Parcel(sequence, delta));
  }

  /** Takes what lies there for a target. Called by the target's thread, after the barrier. */
  void take(int target, Lane lane, Consumer<Batch> consumer) {
    List<Parcel> parcels = new ArrayList<>();
    for (List<List<Parcel>> row : queues) {
      parcels.addAll(row.get(target));
      row.get(target).clear();
    }
    // A stable sort: deltas of one push keep the order of the workers that had its slices.
    parcels.sort(Comparator.comparingLong(Parcel::sequence));
    for (Parcel parcel : parcels) {
      lane.sequence = parcel.sequence();
      consumer.accept(parcel.delta());
    }
    lane.sequence = Lane.LAST;
  }

  /** Returns how many rows lie there for a target. */
  long rows(int target) {
    long rows = 0;
    for (List<List<Parcel>> row : queues) {
      for (Parcel parcel : row.get(target)) {
        rows += parcel.delta().size();
      }
    }
    return rows;
  }

  /** The arrays with which one source splits its deltas. */
  private static final class Scratch {
    final int[][] rows;
    final int[] counts;
    private long[] hashes = {};

    Scratch(int targets) {
      rows = new int[targets][0];
      counts = new int[targets];
    }

    void split(Batch delta, int[] columns) {
      int size = delta.size();
      if (hashes.length < size) {
        hashes = new long[size];
        for (int target = 0; target < rows.length; target++) {
          rows[target] = new int[size];
        }
      }
      RowHash.hash(delta, columns, hashes);
      Arrays.fill(counts, 0);
      for (int row = 0; row < size; row++) {
        int target = KeyGroup.worker(KeyGroup.of(hashes[row]), counts.length);
        rows[target][counts[target]++] = row;
      }
    }
  }
}
