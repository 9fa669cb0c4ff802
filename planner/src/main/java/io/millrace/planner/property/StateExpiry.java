package io.millrace.planner.property;

import io.millrace.planner.catalog.Relation.TableRelation;
import io.millrace.planner.plan.Aggregate;
import io.millrace.planner.plan.Distinct;
import io.millrace.planner.plan.Join;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.plan.Window;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * When an operator's state can go: a column of its input by which it keeps rows apart, and whose
 * watermarks have to pass the column's value. This is what operators are made by and what EXPLAIN
 * says of them.
 *
 * @param column of the input
 * @param promised the relations whose watermarks all have to have passed
 */
public record StateExpiry(int column, Set<TableRelation> promised) {
  /** Returns by what groups of these columns can go. */
  public static Optional<StateExpiry> ofGroups(Properties input, List<Integer> columns) {
    return columns.stream()
        .filter(input.expiry()::containsKey)
        .findFirst()
        .map(column -> new StateExpiry(column, input.expiry().get(column)));
  }

  /**
   * Returns by what one side's rows of a join can go: when neither they nor what they could match
   * can still change.
   */
  public static Optional<StateExpiry> ofSide(
      Properties own, List<Integer> ownKeys, Properties other, List<Integer> otherKeys) {
    for (int i = 0; i < ownKeys.size(); i++) {
      Set<TableRelation> here = own.expiry().get(ownKeys.get(i));
      Set<TableRelation> there = other.expiry().get(otherKeys.get(i));
      if (here != null && there != null) {
        Set<TableRelation> both = new HashSet<>(here);
        both.addAll(there);
        return Optional.of(new StateExpiry(ownKeys.get(i), both));
      }
    }
    return Optional.empty();
  }

  /** Returns by what a window's sessions can go: its end, a column of what it gives out. */
  public static Optional<StateExpiry> ofSessions(Properties window, Window node) {
    return ofGroups(window, List.of(node.endColumn()));
  }

  /** Returns whether a node's operator frees what it keeps behind a watermark. */
  public static boolean frees(PlanNode node, PropertyDerivation properties) {
    if (node instanceof Aggregate aggregate) {
      Optional<SessionGrouping> sessions = SessionGrouping.of(aggregate, properties);
      return sessions.isPresent()
          ? frees(sessions.get().window(), properties)
          : ofGroups(properties.of(aggregate.input()), aggregate.keys()).isPresent();
    } else if (node instanceof Distinct distinct) {
      List<Integer> all = IntStream.range(0, distinct.type().size()).boxed().toList();
      return ofGroups(properties.of(distinct.input()), all).isPresent();
    } else if (node instanceof Join join) {
      Properties left = properties.of(join.left());
      Properties right = properties.of(join.right());
      return ofSide(left, join.leftKeys(), right, join.rightKeys()).isPresent();
    }
    return node instanceof Window window
        && window.kind() == Window.Kind.SESSION
        && ofSessions(properties.of(window), window).isPresent();
  }
}
