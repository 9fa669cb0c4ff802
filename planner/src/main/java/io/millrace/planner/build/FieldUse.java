package io.millrace.planner.build;

import io.millrace.planner.plan.Calc;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.plan.Scan;
import io.millrace.type.Projection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexVisitorImpl;

/** Finds the columns, and the fields of rows, that are used. */
public final class FieldUse {
  private FieldUse() {}

  /** Returns what of a row these expressions over it use. */
  public static Projection of(List<RexNode> expressions) {
    Collector collector = new Collector();
    expressions.forEach(expression -> expression.accept(collector));
    return collector.used;
  }

  /**
   * Returns what a plan uses of the columns of a scan's relation, and of the watermark after them.
   */
  public static Projection of(PlanNode root, Scan scan) {
    return isSame(root, scan) ? columns(scan) : below(root, scan);
  }

  private static Projection below(PlanNode node, Scan scan) {
    Projection used = Projection.none();
    for (PlanNode input : node.inputs()) {
      if (!isSame(input, scan)) {
        used = used.and(below(input, scan));
      } else if (node instanceof Calc calc) {
        used = used.and(inCalc(calc, scan));
      } else {
        used = used.and(columns(scan));
      }
    }
    return used;
  }

  private static boolean isSame(PlanNode node, Scan scan) {
    return node instanceof Scan other && other.identity().equals(scan.identity());
  }

  private static Projection columns(Scan scan) {
    Projection all = Projection.none();
    for (int column : scan.columns()) {
      all = all.and(Projection.ofPath(column));
    }
    return scan.withWatermark() ? all.and(Projection.ofPath(watermark(scan))) : all;
  }

  private static Projection inCalc(Calc calc, Scan scan) {
    List<RexNode> expressions = new ArrayList<>(calc.projections());
    calc.condition().ifPresent(expressions::add);
    Projection ofScan = of(expressions);
    List<Integer> columns = scan.columns();
    int[] places = IntStream.range(0, watermark(scan) + 1).map(columns::indexOf).toArray();
    places[watermark(scan)] = scan.withWatermark() ? columns.size() : -1;
    return ofScan.select(places);
  }

  /** Returns where the watermark of each row is: after all columns of the relation. */
  private static int watermark(Scan scan) {
    return scan.relation().type().size();
  }

  /** Follows accesses to fields down to the column that they begin at. */
  private static final class Collector extends RexVisitorImpl<Void> {
    private Projection used = Projection.none();

    Collector() {
      super(true);
    }

    @Override
    public Void visitInputRef(RexInputRef column) {
      used = used.and(Projection.ofPath(column.getIndex()));
      return null;
    }

    @Override
    public Void visitFieldAccess(RexFieldAccess access) {
      Deque<Integer> path = new ArrayDeque<>();
      RexNode at = access;
      while (at instanceof RexFieldAccess field) {
        path.addFirst(field.getField().getIndex());
        at = field.getReferenceExpr();
      }
      if (!(at instanceof RexInputRef column)) {
        return at.accept(this);
      }
      path.addFirst(column.getIndex());
      used = used.and(Projection.ofPath(path.stream().mapToInt(i -> i).toArray()));
      return null;
    }
  }
}
