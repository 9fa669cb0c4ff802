package io.millrace.planner.function;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * The type of ROUND and TRUNC: as their argument, but a decimal has as many digits after the point
 * as asked for.
 *
 * @param carries whether a whole digit more may come of it, as 9.9 becomes 10
 */
record RoundingType(boolean carries) implements SqlReturnTypeInference {
  private static final int MOST_DIGITS = 38;

  @Override
  public RelDataType inferReturnType(SqlOperatorBinding binding) {
    RelDataType type = ReturnTypes.ARG0_NULLABLE.inferReturnType(binding);
    if (type.getSqlTypeName() != SqlTypeName.DECIMAL) {
      return type;
    }
    int digits = 0;
    if (binding.getOperandCount() > 1) {
      Integer literal =
          binding.isOperandLiteral(1, false)
              ? binding.getOperandLiteralValue(1, Integer.class)
              : null;
      digits = literal == null ? type.getScale() : literal;
    }
    if (digits >= type.getScale()) {
      return type;
    }
    int scale = Math.max(0, digits);
    int whole = type.getPrecision() - type.getScale() + (carries ? 1 : 0);
    int precision = Math.min(MOST_DIGITS, Math.max(1, whole + scale));
    return binding
        .getTypeFactory()
        .createTypeWithNullability(
            binding.getTypeFactory().createSqlType(SqlTypeName.DECIMAL, precision, scale),
            type.isNullable());
  }
}
