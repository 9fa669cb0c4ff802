package io.millrace.planner.build;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.planner.plan.Aggregate;
import io.millrace.planner.plan.Calc;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.plan.Window;
import io.millrace.planner.property.PropertyDerivation;
import java.util.List;

/** Makes a plan give each window's rows once, when the watermark has passed it. */
public final class WindowClose {

  private WindowClose() {}

  /**
   * Returns the plan with its outermost grouping waiting for the window's close.
   *
   * @throws MillraceException INVALID_DEFINITION that says what is missing
   */
  public static PlanNode apply(PlanNode node) {
    if (node instanceof Calc calc) {
      return calc.withInputs(List.of(apply(calc.input())));
    } else if (node instanceof Aggregate aggregate) {
      if (new PropertyDerivation(false).of(aggregate).expiry().isEmpty()) {
        throw missing(whyOpen(aggregate));
      }
      return new Aggregate(
          aggregate.input(), aggregate.keys(), aggregate.calls(), aggregate.results(), true);
    }
    throw missing("the query's last step is no GROUP BY");
  }

  private static String whyOpen(Aggregate aggregate) {
    Window window = window(aggregate.input());
    if (window == null) {
      return "there is no window such as TUMBLE below its GROUP BY";
    } else if (!window.late()) {
      return "column "
          + window.input().type().field(window.timeColumn()).quotedName()
          + " has no WATERMARK that reaches the window";
    }
    boolean grouped =
        aggregate.keys().stream().anyMatch(key -> WindowEnd.isEnd(aggregate.input(), key));
    return grouped
        ? "the rows of its source may change or go, so that no window is ever complete"
        : "GROUP BY does not contain window_end";
  }

  private static Window window(PlanNode node) {
    if (node instanceof Window window) {
      return window;
    }
    for (PlanNode input : node.inputs()) {
      Window below = window(input);
      if (below != null) {
        return below;
      }
    }
    return null;
  }

  private static MillraceException missing(String reason) {
    return new MillraceException(
        ErrorCode.INVALID_DEFINITION,
        "EMIT ON WINDOW CLOSE needs a GROUP BY over a window of a column with a WATERMARK, but "
            + reason);
  }
}
