package io.millrace.planner.plan;

import io.millrace.operator.aggregate.AggregateCall;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A grouping: the key columns, then one column an aggregate.
 *
 * @param keys columns of the input; empty for the one group of all rows, which is there even when
 *     the input is empty
 * @param calls their arguments are columns of the input
 * @param results names and nullability of the results
 * @param onWindowClose whether a group is given once, when the watermark has passed it
 */
public record Aggregate(
    PlanNode input,
    List<Integer> keys,
    List<AggregateCall> calls,
    List<Field> results,
    boolean onWindowClose)
    implements PlanNode {
  public Aggregate {
    keys = List.copyOf(keys);
    calls = List.copyOf(calls);
    results = List.copyOf(results);
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of(input);
  }

  @Override
  public RowType type() {
    List<Field> fields = new ArrayList<>();
    keys.forEach(key -> fields.add(input.type().field(key)));
    fields.addAll(results);
    return new RowType(fields);
  }

  @Override
  public String describe() {
    String groups =
        keys.stream()
            .map(key -> input.type().field(key).quotedName())
            .collect(Collectors.joining(", "));
    List<String> printed = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      printed.add(print(calls.get(i)) + " AS " + results.get(i).quotedName());
    }
    return "Aggregate"
        + (keys.isEmpty() ? "" : " by " + groups)
        + (calls.isEmpty() ? "" : " [" + String.join(", ", printed) + "]")
        + (onWindowClose ? " on window close" : "");
  }

  private String print(AggregateCall call) {
    String argument = call.argument() < 0 ? "*" : input.type().field(call.argument()).quotedName();
    return call.function().name().toLowerCase(Locale.ROOT)
        + "("
        + (call.distinct() ? "DISTINCT " : "")
        + argument
        + ")"
        + (call.filter() < 0 ? "" : " filter " + input.type().field(call.filter()).quotedName());
  }

  @Override
  public PlanNode withInputs(List<PlanNode> inputs) {
    return new Aggregate(inputs.get(0), keys, calls, results, onWindowClose);
  }
}
