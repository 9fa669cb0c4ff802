package io.millrace.planner.build;

import java.util.OptionalInt;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Finds the column that a timestamp expression follows: of two rows the one with the later column
 * has no earlier expression. So do the column itself, and a fixed duration before or after it.
 * Months differ in length, and a time of day in a zone may come twice: nothing is known of those.
 */
public final class MonotonicTime {
  private MonotonicTime() {}

  /** Returns the column that an expression follows, if that can be told from it. */
  public static OptionalInt column(RexNode expression) {
    if (expression.getType().getSqlTypeName() != SqlTypeName.TIMESTAMP) {
      return OptionalInt.empty();
    }
    if (expression instanceof RexInputRef column) {
      return OptionalInt.of(column.getIndex());
    }
    if (expression instanceof RexCall call && (isCast(call) || isShift(call))) {
      return column(call.getOperands().get(0));
    }
    return OptionalInt.empty();
  }

  private static boolean isCast(RexCall call) {
    return call.isA(SqlKind.CAST);
  }

  private static boolean isShift(RexCall call) {
    return (call.isA(SqlKind.MINUS) || call.isA(SqlKind.PLUS))
        && call.getOperands().size() == 2
        && call.getOperands().get(1) instanceof RexLiteral duration
        && !duration.isNull()
        && SqlTypeName.DAY_INTERVAL_TYPES.contains(duration.getType().getSqlTypeName());
  }
}
