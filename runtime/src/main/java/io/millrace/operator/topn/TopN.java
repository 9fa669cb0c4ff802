package io.millrace.operator.topn;

import io.millrace.operator.Operator;
import io.millrace.operator.order.SortColumn;
import io.millrace.type.RowType;
import java.util.List;

/**
 * Which rows of each partition a top-N keeps: those whose number is above {@code offset} and at
 * most {@code offset + fetch}.
 *
 * @param partition the columns that part the rows; none where all rows are one partition
 * @param order the order in a partition; rows equal in it are ordered by all their columns, so that
 *     the answer is determined
 * @param ranking how rows are numbered
 * @param offset how many numbers are left out at the start
 * @param fetch how many numbers there may be, or {@link #UNLIMITED}
 * @param withRank whether the output has the row's number as a last column
 */
public record TopN(
    int[] partition,
    List<SortColumn> order,
    Ranking ranking,
    long offset,
    long fetch,
    boolean withRank) {
  /** No limit on how many rows there may be. */
  public static final long UNLIMITED = -1;

  public TopN {
    order = List.copyOf(order);
    if (offset < 0 || fetch < UNLIMITED) {
      throw new IllegalArgumentException("offset " + offset + ", fetch " + fetch);
    }
  }

  /** ORDER BY … LIMIT over all rows. */
  public static TopN limit(List<SortColumn> order, long offset, long fetch) {
    return new TopN(new int[0], order, Ranking.ROW_NUMBER, offset, fetch, false);
  }

  /**
   * Returns an operator for one worker, the cheapest that does this. It is {@link
   * io.millrace.state.Durable}; its output is {@link TopNOperator#outputType}.
   *
   * @param input the input's columns
   * @param insertOnly whether the input never takes a row away
   */
  public Operator operator(RowType input, boolean insertOnly) {
    if (FirstRowOperator.applies(input, this, insertOnly)) {
      return new FirstRowOperator(input, this);
    } else if (FirstRowsOperator.applies(input, this, insertOnly)) {
      return new FirstRowsOperator(input, this);
    }
    return new TopNOperator(input, this, insertOnly);
  }

  /** Returns the largest number that is kept. */
  long last() {
    return fetch == UNLIMITED || offset + fetch < 0 ? Long.MAX_VALUE : offset + fetch;
  }
}
