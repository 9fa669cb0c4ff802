package io.millrace.planner.property;

import io.millrace.planner.catalog.Relation.TableRelation;
import io.millrace.planner.plan.Aggregate;
import io.millrace.planner.plan.Distinct;
import io.millrace.planner.plan.Join;
import io.millrace.planner.plan.JoinKind;
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
 * @param delay by how many microseconds the column's value has to have been passed
 * @param promised the relations whose watermarks all have to have passed
 */
public record StateExpiry(int column, long delay, Set<TableRelation> promised) {
  /** Returns by what groups of these columns can go. */
  public static Optional<StateExpiry> ofGroups(Properties input, List<Integer> columns) {
    return columns.stream()
        .filter(input.expiry()::containsKey)
        .findFirst()
        .map(column -> new StateExpiry(column, 0, input.expiry().get(column)));
  }

  /**
   * Returns by what one side's rows of a join can go: when neither they nor what they could match
   * can still change; rows that only come, when what they could match cannot.
   *
   * @param left which side
   */
  public static Optional<StateExpiry> ofSide(
      Join join, boolean left, PropertyDerivation properties) {
    Properties own = properties.of(left ? join.left() : join.right());
    Properties other = properties.of(left ? join.right() : join.left());
    List<Integer> ownKeys = left ? join.leftKeys() : join.rightKeys();
    List<Integer> otherKeys = left ? join.rightKeys() : join.leftKeys();
    for (int i = 0; i < ownKeys.size(); i++) {
      Set<TableRelation> here = own.expiry().get(ownKeys.get(i));
      Set<TableRelation> there = other.expiry().get(otherKeys.get(i));
      if (here != null && there != null) {
        Set<TableRelation> both = new HashSet<>(here);
        both.addAll(there);
        return Optional.of(new StateExpiry(ownKeys.get(i), 0, both));
      }
    }
    // A row without a match is given out as such by what is kept of it, unless the join is inner.
    return own.insertOnly() && join.kind() == JoinKind.INNER
        ? byTime(join, left, other)
        : Optional.empty();
  }

  /**
   * Returns by which time of its own a row can go: what it matches has a time that is at most so
   * much later, and behind the watermark nothing of that time comes or goes any more. A row that
   * comes late meets what is kept of the other side, and goes at once.
   */
  private static Optional<StateExpiry> byTime(Join join, boolean left, Properties other) {
    int width = join.left().type().size();
    for (TimeBound bound : TimeBound.of(join)) {
      boolean ofOther = bound.later() < width != left && bound.earlier() < width == left;
      Set<TableRelation> promised =
          ofOther ? other.expiry().get(bound.later() - (left ? width : 0)) : null;
      if (promised != null) {
        int column = bound.earlier() - (left ? 0 : width);
        return Optional.of(new StateExpiry(column, bound.delay(), promised));
      }
    }
    return Optional.empty();
  }

  /** Returns by what a window's sessions can go: its end, a column of what it gives out. */
  public static Optional<StateExpiry> ofSessions(Properties window, Window node) {
    return ofGroups(window, List.of(node.endColumn()));
  }

  /** Returns whether a node's operator frees all that it keeps behind a watermark. */
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
      return ofSide(join, true, properties).isPresent()
          && ofSide(join, false, properties).isPresent();
    }
    return node instanceof Window window
        && window.kind() == Window.Kind.SESSION
        && ofSessions(properties.of(window), window).isPresent();
  }
}
