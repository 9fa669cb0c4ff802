package io.millrace.operator.aggregate;

import java.util.Arrays;
import java.util.List;

/**
 * A GROUP BY, and which of its groups lead: those of whose value there is no greater one (or no
 * smaller one) in their partition.
 *
 * @param keys the input's columns by which rows are grouped
 * @param calls the aggregates
 * @param partition which of the keys part the groups, by their places in {@code keys}; at least one
 * @param value the aggregate that is compared, of storage LONG and never null
 * @param descending whether the greatest lead
 */
public record Leading(
    int[] keys, List<AggregateCall> calls, int[] partition, int value, boolean descending) {
  public Leading {
    calls = List.copyOf(calls);
    if (partition.length == 0) {
      throw new IllegalArgumentException("no partition");
    }
  }

  /** Returns the places of all keys, those of the partition first. */
  int[] partitionFirst() {
    int[] places = Arrays.copyOf(partition, keys.length);
    int count = partition.length;
    for (int place = 0; place < keys.length; place++) {
      int sought = place;
      if (Arrays.stream(partition).noneMatch(parting -> parting == sought)) {
        places[count++] = place;
      }
    }
    return places;
  }
}
