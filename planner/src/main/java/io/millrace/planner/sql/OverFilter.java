package io.millrace.planner.sql;

import io.millrace.error.ErrorCode;
import io.millrace.planner.function.OverFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * FILTER of an aggregate with OVER: the aggregate takes CASE WHEN condition THEN argument END
 * instead, since null counts nowhere.
 */
final class OverFilter {
  private OverFilter() {}

  /** Returns a call of OVER without FILTER. */
  static SqlCall remove(SqlCall over) {
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
    boolean all =
        operands.isEmpty()
            || operands.get(0) instanceof SqlIdentifier identifier && identifier.isStar();
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
    SqlNode call =
        aggregate
            .getOperator()
            .createCall(aggregate.getFunctionQuantifier(), place, operands.toArray(new SqlNode[0]));
    return over.getOperator().createCall(over.getParserPosition(), call, over.operand(1));
  }
}
