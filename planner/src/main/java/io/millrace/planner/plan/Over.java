package io.millrace.planner.plan;

import io.millrace.operator.aggregate.AggregateCall;
import io.millrace.operator.order.SortColumn;
import io.millrace.operator.over.Frame;
import io.millrace.operator.over.OverCall;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Each row with what functions say of its place in its partition. Equal rows are told apart by all
 * their columns, so that the answer is one and the same.
 *
 * @param partition rows that agree in these columns are one partition; empty for all rows
 * @param order the order in a partition; may be empty
 * @param calls the functions, over the input's columns
 * @param results the column of each function's result, behind the input's columns
 */
public record Over(
    PlanNode input,
    List<Integer> partition,
    List<SortColumn> order,
    List<OverCall> calls,
    List<Field> results)
    implements PlanNode {
  public Over {
    partition = List.copyOf(partition);
    order = List.copyOf(order);
    calls = List.copyOf(calls);
    results = List.copyOf(results);
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of(input);
  }

  @Override
  public RowType type() {
    return input.type().concat(new RowType(results));
  }

  @Override
  public String describe() {
    List<String> printed = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      printed.add(print(calls.get(i)) + " AS " + results.get(i).quotedName());
    }
    return "Over"
        + (partition.isEmpty()
            ? ""
            : partition.stream().map(this::name).collect(Collectors.joining(", ", " each ", "")))
        + OrderBy.print(order, input.type())
        + " ["
        + String.join(", ", printed)
        + "]";
  }

  private String name(int column) {
    return input.type().field(column).quotedName();
  }

  private String print(OverCall call) {
    if (call instanceof OverCall.Number number) {
      String buckets =
          number.numbering() == OverCall.Numbering.NTILE ? "(" + number.buckets() + ")" : "()";
      return number.numbering().name().toLowerCase(Locale.ROOT) + buckets;
    } else if (call instanceof OverCall.Shift shift) {
      return (shift.distance() < 0 ? "lead(" : "lag(")
          + name(shift.argument())
          + ", "
          + Math.abs(shift.distance())
          + (shift.otherwise() < 0 ? "" : ", " + name(shift.otherwise()))
          + ")"
          + nulls(shift.ignoreNulls());
    } else if (call instanceof OverCall.Pick pick) {
      String place =
          pick.place() == OverCall.Pick.LAST
              ? "last_value(" + name(pick.argument())
              : "nth_value(" + name(pick.argument()) + ", " + pick.place();
      return place + ")" + nulls(pick.ignoreNulls()) + print(pick.frame());
    }
    OverCall.Total total = (OverCall.Total) call;
    AggregateCall aggregate = total.aggregate();
    return aggregate.function().name().toLowerCase(Locale.ROOT)
        + "("
        + (aggregate.distinct() ? "DISTINCT " : "")
        + (aggregate.argument() < 0 ? "*" : name(aggregate.argument()))
        + ")"
        + (aggregate.filter() < 0 ? "" : " filter " + name(aggregate.filter()))
        + print(total.frame());
  }

  private static String nulls(boolean ignored) {
    return ignored ? " ignoring nulls" : "";
  }

  private static String print(Frame frame) {
    return " " + frame.toString().toLowerCase(Locale.ROOT);
  }

  @Override
  public PlanNode withInputs(List<PlanNode> inputs) {
    return new Over(inputs.get(0), partition, order, calls, results);
  }
}
