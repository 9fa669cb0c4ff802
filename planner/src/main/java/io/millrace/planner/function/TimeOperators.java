package io.millrace.planner.function;

import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlMonotonicBinaryOperator;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * + and - with what PostgreSQL does beyond the standard: a date and a number of days, the days
 * between two dates, the interval between two timestamps; and a date with hours is a timestamp.
 */
final class TimeOperators {
  private static final int PRECEDENCE = 40;

  static final SqlBinaryOperator PLUS =
      operator(
          "+",
          SqlKind.PLUS,
          OperandTypes.or(
              OperandTypes.PLUS_OPERATOR,
              OperandTypes.family(SqlTypeFamily.DATE, SqlTypeFamily.INTEGER)));

  static final SqlBinaryOperator MINUS =
      operator(
          "-",
          SqlKind.MINUS,
          OperandTypes.or(
              OperandTypes.MINUS_OPERATOR,
              OperandTypes.family(SqlTypeFamily.DATE, SqlTypeFamily.INTEGER),
              OperandTypes.family(SqlTypeFamily.DATETIME, SqlTypeFamily.DATETIME)));

  private TimeOperators() {}

  private static SqlBinaryOperator operator(
      String name, SqlKind kind, SqlOperandTypeChecker operands) {
    SqlReturnTypeInference type = TimeOperators::infer;
    return new SqlMonotonicBinaryOperator(
        name, kind, PRECEDENCE, true, type, InferTypes.FIRST_KNOWN, operands);
  }

  private static RelDataType infer(SqlOperatorBinding binding) {
    RelDataType a = binding.getOperandType(0);
    RelDataType b = binding.getOperandType(1);
    RelDataType time = timeType(binding.getTypeFactory(), a, b);
    if (time == null) {
      return ReturnTypes.NULLABLE_SUM.inferReturnType(binding);
    }
    return binding
        .getTypeFactory()
        .createTypeWithNullability(time, a.isNullable() || b.isNullable());
  }

  /** Returns the type of an operation with a date or time, or null where there is none in it. */
  private static RelDataType timeType(RelDataTypeFactory factory, RelDataType a, RelDataType b) {
    if (SqlTypeUtil.isDatetime(a) && SqlTypeUtil.isDatetime(b)) {
      boolean days =
          a.getSqlTypeName() == SqlTypeName.DATE && b.getSqlTypeName() == SqlTypeName.DATE;
      return days
          ? factory.createSqlType(SqlTypeName.INTEGER)
          : factory.createSqlIntervalType(
              new SqlIntervalQualifier(
                  TimeUnit.DAY, -1, TimeUnit.SECOND, Operators.MICROSECONDS, SqlParserPos.ZERO));
    } else if (SqlTypeUtil.isDatetime(a)) {
      return shifted(factory, a, b);
    } else if (SqlTypeUtil.isDatetime(b)) {
      return shifted(factory, b, a);
    }
    return null;
  }

  private static RelDataType shifted(
      RelDataTypeFactory factory, RelDataType time, RelDataType amount) {
    boolean hours =
        time.getSqlTypeName() == SqlTypeName.DATE
            && SqlTypeName.DAY_INTERVAL_TYPES.contains(amount.getSqlTypeName())
            && amount.getSqlTypeName() != SqlTypeName.INTERVAL_DAY;
    return hours ? factory.createSqlType(SqlTypeName.TIMESTAMP, Operators.MICROSECONDS) : time;
  }
}
