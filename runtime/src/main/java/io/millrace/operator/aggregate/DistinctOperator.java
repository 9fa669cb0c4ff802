package io.millrace.operator.aggregate;

import io.millrace.batch.Batch;
import io.millrace.operator.Operator;
import io.millrace.operator.Output;
import io.millrace.operator.time.Expiry;
import io.millrace.state.Durable;
import io.millrace.state.StateReader;
import io.millrace.state.StateWriter;
import io.millrace.type.RowType;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * SELECT DISTINCT: each row whose weight is greater than 0, once. It is the grouping by all columns
 * with no aggregate, and keeps what that keeps.
 */
public final class DistinctOperator implements Operator, Durable {
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
  public void save(StateWriter writer) {
    groups.save(writer);
  }

  @Override
  public void restore(StateReader reader) {
    groups.restore(reader);
  }

  @Override
  public long stateRows() {
    return groups.stateRows();
  }

  @Override
  public long stateBytes() {
    return groups.stateBytes();
  }
}
