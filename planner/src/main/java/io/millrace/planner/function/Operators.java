package io.millrace.planner.function;

import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/** Makes the operators that Calcite does not have, or has with other types. */
final class Operators {
  static final int MICROSECONDS = 6;

  /** TIMESTAMP(6), null where an argument is. */
  static final SqlReturnTypeInference TIMESTAMP =
      ReturnTypes.explicit(SqlTypeName.TIMESTAMP, MICROSECONDS)
          .andThen(SqlTypeTransforms.TO_NULLABLE);

  private Operators() {}

  static SqlFunction function(
      String name, SqlReturnTypeInference type, SqlOperandTypeChecker operands) {
    return function(name, SqlKind.OTHER_FUNCTION, type, operands);
  }

  /** A function that the parser takes for one of Calcite's, which has to be of the same kind. */
  static SqlFunction function(
      String name, SqlKind kind, SqlReturnTypeInference type, SqlOperandTypeChecker operands) {
    SqlFunctionCategory category =
        switch (kind) {
          case EXTRACT -> SqlFunctionCategory.SYSTEM;
          case OTHER_FUNCTION -> SqlFunctionCategory.USER_DEFINED_FUNCTION;
          default -> SqlFunctionCategory.TIMEDATE;
        };
    return new SqlFunction(name, kind, type, null, operands, category);
  }

  /** A function without arguments that is fixed while a statement runs. */
  static SqlFunction niladic(String name, SqlReturnTypeInference type, boolean parentheses) {
    return new SqlFunction(
        name,
        SqlKind.OTHER_FUNCTION,
        type,
        null,
        OperandTypes.NILADIC,
        SqlFunctionCategory.SYSTEM) {
      @Override
      public SqlSyntax getSyntax() {
        return parentheses ? SqlSyntax.FUNCTION : SqlSyntax.FUNCTION_ID;
      }

      @Override
      public boolean isDynamicFunction() {
        return true;
      }
    };
  }
}
