package io.millrace.planner.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.validate.SqlNameMatcher;

/** Operators by name, without regard to case. */
final class OperatorIndex implements SqlOperatorTable {
  private final List<SqlOperator> operators = new ArrayList<>();
  private final Map<String, List<SqlOperator>> byName = new HashMap<>();

  OperatorIndex(SqlOperatorTable... tables) {
    for (SqlOperatorTable table : tables) {
      for (SqlOperator operator : table.getOperatorList()) {
        operators.add(operator);
        byName
            .computeIfAbsent(operator.getName().toUpperCase(Locale.ROOT), name -> new ArrayList<>())
            .add(operator);
      }
    }
  }

  @Override
  public void lookupOperatorOverloads(
      SqlIdentifier name,
      SqlFunctionCategory category,
      SqlSyntax syntax,
      List<SqlOperator> found,
      SqlNameMatcher matcher) {
    if (!name.isSimple()) {
      return;
    }
    List<SqlOperator> named =
        byName.getOrDefault(name.getSimple().toUpperCase(Locale.ROOT), List.of());
    for (SqlOperator operator : named) {
      // COUNT(*) and functions without parentheses are functions too.
      boolean fits =
          operator.getSyntax().family == syntax
              || syntax == SqlSyntax.FUNCTION && operator instanceof SqlFunction;
      if (fits && fits(operator, category)) {
        found.add(operator);
      }
    }
  }

  private static boolean fits(SqlOperator operator, SqlFunctionCategory category) {
    return category == null
        || !category.isTableFunction()
        || operator instanceof SqlFunction function && function.getFunctionType() == category;
  }

  @Override
  public List<SqlOperator> getOperatorList() {
    return operators;
  }
}
