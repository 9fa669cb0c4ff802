package io.millrace.planner.sql.syntax;

import io.millrace.error.ErrorCode;
import io.millrace.planner.function.NullableValue;
import io.millrace.planner.function.OverFunctions;
import io.millrace.planner.sql.error.PlacedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Calls with OVER, in the words that validation takes. */
final class OverCalls {
  private OverCalls() {}

  /**
   * Says of an aggregate whose window leaves rows out, perhaps all, that it may be null.
   *
   * @param windows of the SELECT around it
   */
  static SqlCall withNull(SqlCall over, SqlNodeList windows) {
    if (!(over.operand(0) instanceof SqlCall aggregate)
        || aggregate.operandCount() == 0
        || isAll(aggregate.operand(0))
        || aggregate.getKind() == SqlKind.IGNORE_NULLS
        || aggregate.getKind() == SqlKind.RESPECT_NULLS
        || OverFunctions.contains(aggregate.getOperator().getName())
        || !excludes(over.operand(1), windows)) {
      return over;
    }
    List<SqlNode> operands = new ArrayList<>(aggregate.getOperandList());
    operands.set(0, NullableValue.of(operands.get(0)));
    return replace(over, aggregate, operands);
  }

  /** Returns whether it is the star of COUNT. */
  private static boolean isAll(SqlNode operand) {
    return operand instanceof SqlIdentifier identifier && identifier.isStar();
  }

  private static boolean excludes(SqlNode windowOrName, SqlNodeList windows) {
    if (windowOrName instanceof SqlWindow window) {
      return !SqlWindow.isExcludeNoOthers(window.getExclude());
    }
    for (SqlNode candidate : windows) {
      if (candidate instanceof SqlWindow window
          && window.getDeclName() != null
          && window.getDeclName().toString().equalsIgnoreCase(windowOrName.toString())) {
        return !SqlWindow.isExcludeNoOthers(window.getExclude());
      }
    }
    return false;
  }

  /**
   * Returns a call without FILTER: the aggregate takes CASE WHEN condition THEN argument END
   * instead, since null counts nowhere.
   */
  static SqlCall withoutFilter(SqlCall over) {
    if (over.operand(0).getKind() != SqlKind.FILTER) {
      return over;
    }
    SqlCall filter = over.operand(0);
    SqlNode filtered = filter.operand(0);
    if (!(filtered instanceof SqlCall aggregate)
        || aggregate.getKind() == SqlKind.IGNORE_NULLS
        || aggregate.getKind() == SqlKind.RESPECT_NULLS
        || OverFunctions.contains(aggregate.getOperator().getName())) {
      String name =
          filtered instanceof SqlCall call && call.operandCount() > 0
              ? call.getOperator().getName().toUpperCase(Locale.ROOT)
              : "this function";
      throw new PlacedException(
          ErrorCode.FEATURE_NOT_SUPPORTED,
          "FILTER is for aggregate functions, not for " + name,
          filter.getParserPosition());
    }
    SqlParserPos place = aggregate.getParserPosition();
    List<SqlNode> operands = new ArrayList<>(aggregate.getOperandList());
    boolean all = operands.isEmpty() || isAll(operands.get(0));
    SqlNode value = all ? SqlLiteral.createExactNumeric("1", place) : operands.get(0);
    SqlNode chosen =
        SqlCase.createSwitched(
            place,
            null,
            SqlNodeList.of(filter.operand(1)),
            SqlNodeList.of(value),
            SqlLiteral.createNull(place));
    if (operands.isEmpty()) {
      operands.add(chosen);
    } else {
      operands.set(0, chosen);
    }
    return replace(over, aggregate, operands);
  }

  private static SqlCall replace(SqlCall over, SqlCall aggregate, List<SqlNode> operands) {
    SqlNode call =
        aggregate
            .getOperator()
            .createCall(
                aggregate.getFunctionQuantifier(),
                aggregate.getParserPosition(),
                operands.toArray(new SqlNode[0]));
    return over.getOperator().createCall(over.getParserPosition(), call, over.operand(1));
  }
}
