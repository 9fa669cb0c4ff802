package io.millrace.operator.over;

import io.millrace.operator.Operator;
import io.millrace.operator.order.SortColumn;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import java.util.ArrayList;
import java.util.List;

/**
 * Functions with OVER that agree in PARTITION BY and ORDER BY.
 *
 * @param partition the columns that part the rows; none where all rows are one partition
 * @param order the order in a partition; rows equal in it are peers, and are ordered by all their
 *     columns where that matters, so that the answer is determined
 * @param calls the functions
 */
public record Over(int[] partition, List<SortColumn> order, List<OverCall> calls) {
  public Over {
    order = List.copyOf(order);
    calls = List.copyOf(calls);
  }

  /** Returns an operator for one worker; its output is {@link #outputType}. */
  public Operator operator(RowType input) {
    return new OverOperator(input, this);
  }

  /** Returns the output's columns: the input's, then each function's result. */
  public RowType outputType(RowType input) {
    List<Field> results = new ArrayList<>();
    for (OverCall call : calls) {
      results.add(Field.of("result" + results.size(), call.resultType()));
    }
    return input.concat(new RowType(results));
  }
}
