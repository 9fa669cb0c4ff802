package io.millrace.planner.function;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql2rel.SqlRexContext;

/**
 * A value, of which is said that it may be null. Stands around an aggregate's argument where the
 * aggregate may have no rows in a way that Calcite does not see.
 */
public final class NullableValue extends SqlSpecialOperator {
  private static final NullableValue OPERATOR = new NullableValue();

  private NullableValue() {
    super(
        "NULLABLE",
        SqlKind.OTHER_FUNCTION,
        0,
        false,
        ReturnTypes.ARG0.andThen(SqlTypeTransforms.FORCE_NULLABLE),
        InferTypes.RETURN_TYPE,
        OperandTypes.ANY);
  }

  /** It is not looked up by its name, which is nobody's to write. */
  @Override
  public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
    return validateOperands(validator, scope, call);
  }

  /** Returns the value that may be null. */
  public static SqlNode of(SqlNode value) {
    return OPERATOR.createCall(value.getParserPosition(), value);
  }

  static boolean is(SqlCall call) {
    return call.getOperator().equals(OPERATOR);
  }

  static RexNode convert(SqlRexContext context, SqlCall call) {
    RexNode value = context.convertExpression(call.operand(0));
    RelDataType type = context.getValidator().getValidatedNodeType(call);
    return context.getRexBuilder().makeAbstractCast(call.getParserPosition(), type, value, false);
  }
}
