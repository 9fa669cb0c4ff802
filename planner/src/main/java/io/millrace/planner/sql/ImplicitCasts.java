package io.millrace.planner.sql;

import io.millrace.error.ErrorCode;
import io.millrace.planner.sql.error.PlacedException;
import io.millrace.planner.type.TypeMapping;
import java.util.EnumSet;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql.validate.implicit.TypeCoercionImpl;

/**
 * Casts that users need not write. As in PostgreSQL a constant text becomes what it is compared
 * with, but a column of text becomes no number, date or truth by itself: that would fail on the
 * first row that does not read as one.
 */
final class ImplicitCasts extends TypeCoercionImpl {

  private static final Set<SqlKind> BETWEEN = EnumSet.of(SqlKind.BETWEEN);

  ImplicitCasts(RelDataTypeFactory factory, SqlValidator validator) {
    super(factory, validator);
  }

  @Override
  public boolean binaryComparisonCoercion(SqlCallBinding binding) {
    boolean coerced = super.binaryComparisonCoercion(binding);
    if (binding.getCall().isA(SqlKind.COMPARISON) || binding.getCall().isA(BETWEEN)) {
      RelDataType first = type(binding, 0);
      for (int i = 1; i < binding.getOperandCount(); i++) {
        check(first, type(binding, i), binding.getCall());
      }
    }
    return coerced;
  }

  @Override
  public boolean inOperationCoercion(SqlCallBinding binding) {
    boolean coerced = super.inOperationCoercion(binding);
    if (binding.operand(1) instanceof SqlNodeList list) {
      for (SqlNode value : list) {
        check(type(binding, 0), validator.deriveType(binding.getScope(), value), value);
      }
    }
    return coerced;
  }

  private static void check(RelDataType left, RelDataType right, SqlNode place) {
    if (isOther(left, right)) {
      throw new PlacedException(
          ErrorCode.DATATYPE_MISMATCH,
          "cannot compare "
              + TypeMapping.typeOf(left).sql()
              + " with "
              + TypeMapping.typeOf(right).sql()
              + "; CAST one of them",
          place.getParserPosition());
    }
  }

  private RelDataType type(SqlCallBinding binding, int operand) {
    return validator.deriveType(binding.getScope(), binding.operand(operand));
  }

  /** Whether just one of them is text; NULL, VARIANT and UUID take text as it is. */
  private static boolean isOther(RelDataType left, RelDataType right) {
    if (SqlTypeUtil.isCharacter(left) == SqlTypeUtil.isCharacter(right)) {
      return false;
    }
    RelDataType other = SqlTypeUtil.isCharacter(left) ? right : left;
    return switch (other.getSqlTypeName()) {
      case NULL, ANY, UNKNOWN, VARIANT, UUID -> false;
      default -> true;
    };
  }

  @Override
  protected boolean coerceOperandType(
      SqlValidatorScope scope, SqlCall call, int index, RelDataType target) {
    SqlNode operand = call.operand(index);
    RelDataType source = validator.deriveType(scope, operand);
    boolean text = SqlTypeUtil.isCharacter(source) && !SqlTypeUtil.isCharacter(target);
    boolean constant =
        operand.getKind() == SqlKind.LITERAL && !(call.getOperator() instanceof SqlAggFunction);
    return (!text || constant)
        && !losesTime(source, target)
        && super.coerceOperandType(scope, call, index, target);
  }

  /** What a column of a sub-query is cast to changes its type, not whether it can be null. */
  @Override
  protected void updateInferredColumnType(
      SqlValidatorScope scope, SqlNode query, int column, RelDataType desired) {
    RelDataType present = validator.deriveType(scope, query).getFieldList().get(column).getType();
    super.updateInferredColumnType(
        scope, query, column, factory.createTypeWithNullability(desired, present.isNullable()));
  }

  /** A timestamp becomes a date or a time of day only where somebody says so. */
  private static boolean losesTime(RelDataType source, RelDataType target) {
    boolean instant =
        source.getSqlTypeName() == SqlTypeName.TIMESTAMP
            || source.getSqlTypeName() == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
    return instant
        && (target.getSqlTypeName() == SqlTypeName.DATE
            || target.getSqlTypeName() == SqlTypeName.TIME);
  }
}
