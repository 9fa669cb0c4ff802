package io.millrace.planner.property;

import io.millrace.operator.aggregate.Leading;
import io.millrace.operator.aggregate.LeadingGroupsOperator;
import io.millrace.operator.order.SortColumn;
import io.millrace.operator.topn.Ranking;
import io.millrace.planner.catalog.Relation.TableRelation;
import io.millrace.planner.plan.Aggregate;
import io.millrace.planner.plan.Calc;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.plan.TopN;
import io.millrace.type.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An aggregate of which only the first groups of each partition are wanted, and those equal to them
 * in order, which one operator can do together with the ranking: a group that does not lead is then
 * kept once.
 *
 * @param aggregate makes the groups
 * @param calc between the aggregate and the ranking, if there is one; it picks columns
 * @param leading what the operator is to do
 */
public record LeadingGroups(Aggregate aggregate, Optional<Calc> calc, Leading leading) {

  /**
   * Returns how to do a ranking so: one with RANK = 1 by a single aggregate, in partitions by some
   * of its keys; empty for any other.
   */
  public static Optional<LeadingGroups> of(TopN top, PropertyDerivation properties) {
    if (top.ranking() == Ranking.ROW_NUMBER
        || top.offset() != 0
        || top.limit() != 1
        || top.rank().isPresent()
        || top.order().size() != 1
        || top.partition().isEmpty()) {
      return Optional.empty();
    }
    Optional<Calc> calc =
        top.input() instanceof Calc between && between.condition().isEmpty()
            ? Optional.of(between)
            : Optional.empty();
    PlanNode below = calc.isPresent() ? calc.get().input() : top.input();
    if (!(below instanceof Aggregate aggregate)
        || aggregate.onWindowClose()
        || SessionGrouping.of(aggregate, properties).isPresent()) {
      return Optional.empty();
    }
    return leading(top, calc, aggregate)
        .filter(leading -> fits(leading, aggregate, properties))
        .map(leading -> new LeadingGroups(aggregate, calc, leading));
  }

  private static Optional<Leading> leading(TopN top, Optional<Calc> calc, Aggregate aggregate) {
    SortColumn order = top.order().get(0);
    int keys = aggregate.keys().size();
    int value = source(calc, order.column()) - keys;
    if (value < 0
        || aggregate.results().get(value).nullable()
        || aggregate.calls().get(value).resultType().storage() != Storage.LONG) {
      return Optional.empty();
    }
    List<Integer> partition = new ArrayList<>();
    for (int column : top.partition()) {
      int key = source(calc, column);
      if (key < 0 || key >= keys) {
        return Optional.empty();
      } else if (!partition.contains(key)) {
        partition.add(key);
      }
    }
    return Optional.of(
        new Leading(
            ints(aggregate.keys()), aggregate.calls(), ints(partition), value, order.descending()));
  }

  private static int source(Optional<Calc> calc, int column) {
    return calc.isPresent() ? calc.get().source(column) : column;
  }

  private static boolean fits(Leading leading, Aggregate aggregate, PropertyDerivation properties) {
    Properties input = properties.of(aggregate.input());
    return LeadingGroupsOperator.supports(
            aggregate.input().type(), aggregate.calls(), input.insertOnly())
        && (freeing(aggregate.keys(), input).isEmpty()
            || freeing(partition(leading), input).isPresent());
  }

  private static Optional<Integer> freeing(List<Integer> columns, Properties input) {
    return columns.stream().filter(input.expiry()::containsKey).findFirst();
  }

  private static List<Integer> partition(Leading leading) {
    List<Integer> columns = new ArrayList<>();
    for (int place : leading.partition()) {
      columns.add(leading.keys()[place]);
    }
    return columns;
  }

  /** Returns the columns of the aggregate's input that part its groups. */
  public List<Integer> partition() {
    return partition(leading);
  }

  /** Returns of which column of the partition values say when it can be freed, and by whom. */
  public Optional<Map.Entry<Integer, Set<TableRelation>>> freeing(PropertyDerivation properties) {
    Properties input = properties.of(aggregate.input());
    return freeing(partition(), input).map(column -> Map.entry(column, input.expiry().get(column)));
  }

  private static int[] ints(List<Integer> columns) {
    return columns.stream().mapToInt(i -> i).toArray();
  }
}
