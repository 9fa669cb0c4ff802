package io.millrace.planner.function;

import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Type;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;

/**
 * CAST of a decimal or a double to text. Calcite's simplifier takes a cast away from below another
 * where no value is lost; but as text 1 is not 1.00, so this one is not known to it as a cast.
 */
final class TextCast {
  private static final SqlFunction OPERATOR =
      new SqlFunction(
          "CAST",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.VARCHAR_NULLABLE,
          null,
          OperandTypes.ANY,
          SqlFunctionCategory.SYSTEM);

  private TextCast() {}

  /** Returns the same value; a cast of such a number to text stays as it is from here on. */
  static RexNode keep(RexBuilder builder, RexNode value) {
    if (value.getKind() != SqlKind.CAST
        || !TypeMapping.typeOf(value.getType()).equals(Type.VARCHAR)) {
      return value;
    }
    RexCall cast = (RexCall) value;
    Type from = TypeMapping.typeOf(cast.getOperands().get(0).getType());
    return from instanceof Type.DecimalType || from instanceof Type.FloatingType
        ? builder.makeCall(cast.pos, cast.getType(), OPERATOR, cast.getOperands())
        : value;
  }
}
