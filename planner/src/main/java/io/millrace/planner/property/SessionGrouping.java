package io.millrace.planner.property;

import io.millrace.operator.aggregate.AggregateCall;
import io.millrace.operator.session.SessionAggregateOperator;
import io.millrace.operator.session.SessionAggregates;
import io.millrace.planner.catalog.WatermarkColumn;
import io.millrace.planner.plan.Aggregate;
import io.millrace.planner.plan.Calc;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.plan.Scan;
import io.millrace.planner.plan.Window;
import io.millrace.type.RowType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexNode;

/**
 * An aggregate by session, which one operator can do together with the window, keeping accumulators
 * rather than rows.
 *
 * @param window makes the sessions
 * @param calc between the window and the aggregate, if there is one
 * @param output the aggregate's keys as {@link SessionAggregates#output} has them
 * @param calls the aggregates, over {@code arguments}
 * @param arguments the columns that they take: those that {@code projections} give, or the window's
 *     input where there are none
 * @param projections what to compute of the window's input
 */
public record SessionGrouping(
    Window window,
    Optional<Calc> calc,
    List<Integer> output,
    List<AggregateCall> calls,
    RowType arguments,
    List<RexNode> projections) {
  public SessionGrouping {
    output = List.copyOf(output);
    calls = List.copyOf(calls);
    projections = List.copyOf(projections);
  }

  /**
   * Returns how to do an aggregate so: one by the keys, start and end of a session window, over an
   * input that only grows and whose watermarks never go back, of functions whose states can be
   * merged; empty for any other.
   */
  public static Optional<SessionGrouping> of(Aggregate aggregate, PropertyDerivation properties) {
    Optional<Calc> calc =
        aggregate.input() instanceof Calc between && between.condition().isEmpty()
            ? Optional.of(between)
            : Optional.empty();
    PlanNode below = calc.isPresent() ? calc.get().input() : aggregate.input();
    if (!(below instanceof Window window)
        || window.kind() != Window.Kind.SESSION
        || !properties.of(window.input()).insertOnly()
        || window.late() && !arrivesInOrder(window.input())
        || aggregate.onWindowClose()
            && !properties.of(window).expiry().containsKey(window.endColumn())) {
      return Optional.empty();
    }
    return output(aggregate, calc, window)
        .flatMap(
            output ->
                calc.isPresent()
                    ? over(aggregate, calc.get(), window, output)
                    : over(aggregate, window, output));
  }

  /** Returns whether rows carry the watermark of one source, in the order of its rows. */
  private static boolean arrivesInOrder(PlanNode node) {
    if (node instanceof Scan scan) {
      // Rows of a table may have been written anew, in another order.
      return scan.relation().watermark().filter(WatermarkColumn::frees).isPresent();
    }
    return node instanceof Calc calc && arrivesInOrder(calc.input());
  }

  private static Optional<List<Integer>> output(
      Aggregate aggregate, Optional<Calc> calc, Window window) {
    List<Integer> output = new ArrayList<>();
    for (int key : aggregate.keys()) {
      int column = calc.isPresent() ? calc.get().source(key) : key;
      if (column == window.endColumn()) {
        output.add(SessionAggregates.END);
      } else if (column == window.endColumn() - 1) {
        output.add(SessionAggregates.START);
      } else if (window.sessionKeys().contains(column)) {
        output.add(window.sessionKeys().indexOf(column));
      } else {
        return Optional.empty();
      }
    }
    boolean all =
        output.contains(SessionAggregates.START)
            && output.contains(SessionAggregates.END)
            && window.sessionKeys().stream()
                .allMatch(key -> output.contains(window.sessionKeys().indexOf(key)));
    return all ? Optional.of(output) : Optional.empty();
  }

  private static Optional<SessionGrouping> over(
      Aggregate aggregate, Window window, List<Integer> output) {
    RowType arguments = window.input().type();
    for (AggregateCall call : aggregate.calls()) {
      if (Math.max(call.argument(), call.filter()) >= window.kept()) {
        return Optional.empty();
      }
    }
    return SessionAggregateOperator.supports(arguments, aggregate.calls())
        ? Optional.of(
            new SessionGrouping(
                window, Optional.empty(), output, aggregate.calls(), arguments, List.of()))
        : Optional.empty();
  }

  private static Optional<SessionGrouping> over(
      Aggregate aggregate, Calc calc, Window window, List<Integer> output) {
    List<Integer> columns = new ArrayList<>();
    List<AggregateCall> calls = new ArrayList<>();
    IntUnaryOperator place =
        column -> {
          if (!columns.contains(column)) {
            columns.add(column);
          }
          return columns.indexOf(column);
        };
    for (AggregateCall call : aggregate.calls()) {
      calls.add(call.moved(place));
    }
    List<RexNode> projections = columns.stream().map(calc.projections()::get).toList();
    for (RexNode projection : projections) {
      if (RelOptUtil.InputFinder.bits(projection).length() > window.kept()) {
        return Optional.empty();
      }
    }
    RowType arguments =
        columns.isEmpty()
            ? window.input().type()
            : calc.type().select(columns.stream().mapToInt(i -> i).toArray());
    return SessionAggregateOperator.supports(arguments, calls)
        ? Optional.of(
            new SessionGrouping(window, Optional.of(calc), output, calls, arguments, projections))
        : Optional.empty();
  }
}
