package io.millrace.planner.plan;

import io.millrace.operator.order.SortColumn;
import io.millrace.operator.topn.Ranking;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Of each partition, the rows from place {@code offset + 1} to {@code offset + limit} in an order.
 * Equal rows are told apart by all their columns, so that the answer is one and the same.
 *
 * @param partition rows that agree in these columns are one partition; empty for all rows
 * @param order empty where any rows will do
 * @param limit {@link Long#MAX_VALUE} for no limit
 * @param ranking how rows of a partition are numbered
 * @param rank the name of a BIGINT column with the row's place, from 1; empty for no such column
 */
public record TopN(
    PlanNode input,
    List<Integer> partition,
    List<SortColumn> order,
    long offset,
    long limit,
    Ranking ranking,
    Optional<String> rank)
    implements PlanNode {
  public TopN {
    partition = List.copyOf(partition);
    order = List.copyOf(order);
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of(input);
  }

  @Override
  public RowType type() {
    return rank.isEmpty()
        ? input.type()
        : input.type().concat(RowType.of(Field.required(rank.get(), Type.BIGINT)));
  }

  @Override
  public String describe() {
    return "TopN"
        + (limit == Long.MAX_VALUE ? "" : " " + limit)
        + (offset == 0 ? "" : " offset " + offset)
        + (partition.isEmpty()
            ? ""
            : partition.stream()
                .map(column -> input.type().field(column).quotedName())
                .collect(Collectors.joining(", ", " of each ", "")))
        + OrderBy.print(order, input.type())
        + rank.map(name -> ", " + ranking.name().toLowerCase(Locale.ROOT) + " AS " + name)
            .orElse(
                ranking == Ranking.ROW_NUMBER
                    ? ""
                    : ", " + ranking.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public PlanNode withInputs(List<PlanNode> inputs) {
    return new TopN(inputs.get(0), partition, order, offset, limit, ranking, rank);
  }
}
