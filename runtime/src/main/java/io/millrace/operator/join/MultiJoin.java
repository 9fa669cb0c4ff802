package io.millrace.operator.join;

import io.millrace.operator.Operator;
import io.millrace.operator.Predicate;
import io.millrace.type.RowType;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an inner join of several inputs on one key is to do.
 *
 * @param sides the inputs, two or more; their keys equal each other one by one and have the same
 *     storage (decimals the same scale)
 * @param nullSafe for each key whether null equals null (IS NOT DISTINCT FROM)
 * @param residual makes the rest of the condition, over all inputs' columns
 */
public record MultiJoin(
    List<Join.Side> sides, boolean[] nullSafe, Optional<Supplier<Predicate>> residual) {
  public MultiJoin {
    sides = List.copyOf(sides);
    nullSafe = nullSafe.clone();
    if (sides.size() < 2) {
      throw new IllegalArgumentException("a join of " + sides.size() + " inputs");
    }
    for (Join.Side side : sides) {
      side.requireKeysAs(sides.get(0));
    }
    if (nullSafe.length != sides.get(0).keys().length) {
      throw new IllegalArgumentException("keys that do not pair");
    }
  }

  /** Returns the type of the rows given out: the columns of all inputs, in their order. */
  public RowType output() {
    return sides.stream().map(Join.Side::type).reduce(RowType::concat).orElseThrow();
  }

  /** Makes the operator, one for each worker. */
  public Operator operator() {
    return new MultiJoinOperator(this);
  }
}
