package io.millrace.planner.function;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/**
 * How calls become expressions: as Calcite does, but functions that the code generator knows stay
 * whole. Calcite would turn some into arithmetic over milliseconds, which loses microseconds, or
 * into CASE, which evaluates arguments more than once.
 */
final class Convertlets implements SqlRexConvertletTable {
  static final Convertlets INSTANCE = new Convertlets();

  private static final Set<SqlOperator> WHOLE =
      new HashSet<>(
          List.of(
              SqlStdOperatorTable.EXTRACT,
              SqlStdOperatorTable.FLOOR,
              SqlStdOperatorTable.CEIL,
              SqlStdOperatorTable.TIMESTAMP_ADD,
              SqlStdOperatorTable.TIMESTAMP_DIFF,
              SqlStdOperatorTable.SQRT,
              SqlStdOperatorTable.COALESCE,
              SqlStdOperatorTable.NULLIF,
              SqlLibraryOperators.DATEADD,
              SqlLibraryOperators.NVL,
              SqlLibraryOperators.IFNULL,
              SqlLibraryOperators.GREATEST_PG,
              SqlLibraryOperators.LEAST_PG,
              SqlLibraryOperators.TRANSLATE3,
              TimeFunctions.DATEDIFF,
              // With OVER; without, they never get here.
              SqlStdOperatorTable.AVG,
              SqlStdOperatorTable.VAR_POP,
              SqlStdOperatorTable.VAR_SAMP,
              SqlStdOperatorTable.VARIANCE,
              SqlStdOperatorTable.STDDEV_POP,
              SqlStdOperatorTable.STDDEV_SAMP,
              SqlStdOperatorTable.STDDEV));

  private Convertlets() {}

  @Override
  public SqlRexConvertlet get(SqlCall call) {
    if (WHOLE.contains(call.getOperator())) {
      return Convertlets::convert;
    } else if (ExactInterval.is(call)) {
      return ExactInterval::convert;
    } else if (NullableValue.is(call)) {
      return NullableValue::convert;
    } else if (call.getKind() == SqlKind.CAST) {
      return (context, cast) ->
          TextCast.keep(
              context.getRexBuilder(),
              StandardConvertletTable.INSTANCE.get(cast).convertCall(context, cast));
    }
    if (call.getOperator().equals(TimeOperators.PLUS)) {
      return (context, sum) -> timeOr(context, sum, SqlStdOperatorTable.PLUS);
    } else if (call.getOperator().equals(TimeOperators.MINUS)) {
      return (context, sum) -> timeOr(context, sum, SqlStdOperatorTable.MINUS);
    }
    return StandardConvertletTable.INSTANCE.get(call);
  }

  /** Converts + or -: of times here, of all else by the standard's operator. */
  private static RexNode timeOr(SqlRexContext context, SqlCall call, SqlOperator standard) {
    RelDataType type = context.getValidator().getValidatedNodeType(call);
    RexNode a = context.convertExpression(call.operand(0));
    RexNode b = context.convertExpression(call.operand(1));
    boolean first = SqlTypeUtil.isDatetime(a.getType());
    if (!first && !SqlTypeUtil.isDatetime(b.getType())) {
      SqlCall standardCall = standard.createCall(call.getParserPosition(), call.getOperandList());
      context.getValidator().setValidatedNodeType(standardCall, type);
      return StandardConvertletTable.INSTANCE.get(standardCall).convertCall(context, standardCall);
    }
    SqlOperator operator =
        standard.getKind() == SqlKind.PLUS
            ? SqlStdOperatorTable.DATETIME_PLUS
            : SqlStdOperatorTable.MINUS_DATE;
    return context
        .getRexBuilder()
        .makeCall(call.getParserPosition(), type, operator, first ? List.of(a, b) : List.of(b, a));
  }

  private static RexNode convert(SqlRexContext context, SqlCall call) {
    RexBuilder builder = context.getRexBuilder();
    List<RexNode> operands = new ArrayList<>();
    for (SqlNode operand : call.getOperandList()) {
      if (operand instanceof SqlIntervalQualifier qualifier) {
        TimeUnitRange unit = TimeUnitRange.of(qualifier.getUnit(), null);
        operands.add(builder.makeFlag(unit));
      } else {
        operands.add(context.convertExpression(operand));
      }
    }
    RelDataType type = context.getValidator().getValidatedNodeType(call);
    return builder.makeCall(call.getParserPosition(), type, call.getOperator(), operands);
  }
}
