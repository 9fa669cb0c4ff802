package io.millrace.operator.aggregate;

import io.millrace.batch.Batch;
import io.millrace.operator.Output;
import io.millrace.operator.StatefulOperator;
import io.millrace.operator.time.Expiry;
import io.millrace.state.Durable;
import io.millrace.type.RowType;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * SELECT DISTINCT: each row whose weight is greater than 0, once. It is the grouping by all columns
 * with no aggregate, and keeps what that keeps.
 */
public final class DistinctOperator extends StatefulOperator {
  private final AggregateOperator groups;

  /**
   * @param expiry when rows may be forgotten
   */
  public DistinctOperator(RowType type, Optional<Expiry> expiry) {
    int[] all = IntStream.range(0, type.size()).toArray();
    groups = new AggregateOperator(type, all, List.of(), false, expiry, false);
  }

  @Override
  public void process(int input, Batch delta, Output out) {
    groups.process(0, delta, out);
  }

  @Override
  public void finish(Output out) {
    groups.finish(out);
  }

  @Override
  protected Durable state() {
    return groups;
  }
}
