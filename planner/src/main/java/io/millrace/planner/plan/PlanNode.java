package io.millrace.planner.plan;

import io.millrace.type.RowType;
import java.util.List;

/** A node of a plan; immutable. Its rows are a Z-set: order means nothing, a row may come twice. */
public sealed interface PlanNode
    permits Scan,
        Values,
        Calc,
        Join,
        Aggregate,
        Distinct,
        SetOperation,
        Union,
        Window,
        TopN,
        Over,
        Unnest {

  List<PlanNode> inputs();

  /** Returns the columns of the rows that it gives. */
  RowType type();

  /** Returns one line that says all of it but its inputs. */
  String describe();

  /** Returns the same node over other inputs of the same types. */
  PlanNode withInputs(List<PlanNode> inputs);

  /** Returns the name of its state: equal for equal sub-plans, wherever they stand. */
  default String fingerprint() {
    return Fingerprint.of(this);
  }
}
