package io.millrace.planner.function;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;

/**
 * The one table of functions: what the validator looks names up in, what the code generator runs,
 * and what SHOW FUNCTIONS and the documentation print.
 *
 * <p>To add a function, add an entry to the family it belongs to, and its method to a class of
 * {@code io.millrace.planner.function.kernel}.
 */
public final class FunctionTable {
  private static final List<FunctionEntry> ENTRIES = all();
  private static final Map<SqlOperator, FunctionEntry> BY_OPERATOR = index();
  private static final SqlOperatorTable OPERATORS = operators();

  private FunctionTable() {}

  /** Returns all functions, family by family. */
  public static List<FunctionEntry> entries() {
    return ENTRIES;
  }

  /** Returns the entry of an operator. */
  public static Optional<FunctionEntry> find(SqlOperator operator) {
    return Optional.ofNullable(BY_OPERATOR.get(operator));
  }

  /** Returns the operators by which the validator knows the functions. */
  public static SqlOperatorTable operatorTable() {
    return OPERATORS;
  }

  /** Returns how calls become expressions that the code generator takes. */
  public static SqlRexConvertletTable convertletTable() {
    return Convertlets.INSTANCE;
  }

  private static List<FunctionEntry> all() {
    List<FunctionEntry> entries = new ArrayList<>();
    entries.addAll(LogicFunctions.entries());
    entries.addAll(NumberFunctions.entries());
    entries.addAll(TextFunctions.entries());
    entries.addAll(RegexFunctions.entries());
    entries.addAll(TimeFunctions.entries());
    entries.addAll(NestedFunctions.entries());
    entries.addAll(MoreFunctions.entries());
    entries.addAll(AggregateFunctions.entries());
    entries.addAll(OverFunctions.entries());
    return List.copyOf(entries);
  }

  private static Map<SqlOperator, FunctionEntry> index() {
    Map<SqlOperator, FunctionEntry> index = new HashMap<>();
    for (FunctionEntry entry : ENTRIES) {
      index.putIfAbsent(entry.operator(), entry);
    }
    return index;
  }

  /** Ours, and those of the standard that have no other of their name among ours. */
  private static SqlOperatorTable operators() {
    Set<String> ours = new HashSet<>();
    Set<SqlOperator> operators = new LinkedHashSet<>();
    for (FunctionEntry entry : ENTRIES) {
      ours.add(entry.operator().getName());
      operators.add(entry.operator());
    }
    for (SqlOperator operator : SqlStdOperatorTable.instance().getOperatorList()) {
      boolean replaced =
          operator instanceof SqlFunction
              ? ours.contains(operator.getName())
              : operator.equals(SqlStdOperatorTable.PLUS)
                  || operator.equals(SqlStdOperatorTable.MINUS);
      if (!replaced) {
        operators.add(operator);
      }
    }
    // Opposites of ours that the standard does not have.
    operators.add(SqlLibraryOperators.NOT_ILIKE);
    operators.add(SqlLibraryOperators.NOT_RLIKE);
    // To a set they are the same as BETWEEN.
    List<SqlOperator> all = new ArrayList<>(operators);
    all.add(SqlStdOperatorTable.SYMMETRIC_BETWEEN);
    all.add(SqlStdOperatorTable.SYMMETRIC_NOT_BETWEEN);
    return SqlOperatorTables.of(all);
  }
}
