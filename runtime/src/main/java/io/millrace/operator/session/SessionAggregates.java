package io.millrace.operator.session;

import io.millrace.operator.Transform;
import io.millrace.operator.aggregate.AggregateCall;
import io.millrace.type.RowType;
import java.util.List;
import java.util.Optional;

/**
 * What is told of each session.
 *
 * @param calls the aggregates, over the columns of {@code arguments}
 * @param arguments what the aggregates take: the input's columns, or the transform's
 * @param transform computes the arguments of rows that are in a session; keeps all rows
 * @param output what comes before the results: keys by their place among the window's keys, {@link
 *     #START} and {@link #END}
 * @param onClose whether a session is told once, when it is over
 */
public record SessionAggregates(
    List<AggregateCall> calls,
    RowType arguments,
    Optional<Transform> transform,
    int[] output,
    boolean onClose) {
  /** The column with the session's first timestamp. */
  public static final int START = -1;

  /** The column with the session's last timestamp plus the gap. */
  public static final int END = -2;

  public SessionAggregates {
    calls = List.copyOf(calls);
  }
}
