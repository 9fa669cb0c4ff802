package io.millrace.planner.sql;

import io.millrace.planner.sql.syntax.WindowFunction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;

/**
 * Names for the columns of a query that the user has not named: a function's name as in PostgreSQL,
 * {@code column1} and so on for VALUES, else {@code expr1} by the column's place.
 */
final class OutputNames {
  private static final String UNNAMED = "EXPR$";

  private OutputNames() {}

  /**
   * @param query as the user wrote it
   * @param names as validation gave them
   */
  static List<String> of(SqlNode query, List<String> names) {
    SqlNode body = body(query);
    List<SqlNode> items =
        body instanceof SqlSelect select && select.getSelectList().size() == names.size()
            ? select.getSelectList().getList()
            : List.of();
    Set<String> taken = new HashSet<>();
    names.forEach(name -> taken.add(name.toLowerCase(Locale.ROOT)));
    List<String> result = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.startsWith(UNNAMED)) {
        String given =
            body.getKind() == SqlKind.VALUES
                ? "column" + (i + 1)
                : items.isEmpty() ? "expr" + (i + 1) : name(items.get(i), i);
        name = given;
        for (int n = 2; taken.contains(name.toLowerCase(Locale.ROOT)); n++) {
          name = given + "_" + n;
        }
        taken.add(name.toLowerCase(Locale.ROOT));
      }
      result.add(name);
    }
    return result;
  }

  private static SqlNode body(SqlNode query) {
    if (query instanceof SqlOrderBy order) {
      return body(order.query);
    } else if (query instanceof SqlWith with) {
      return body(with.body);
    }
    return query;
  }

  private static String name(SqlNode item, int index) {
    if (item instanceof SqlIdentifier identifier) {
      return identifier.names.get(identifier.names.size() - 1);
    } else if (item instanceof SqlCall call) {
      if (call.getOperator() instanceof WindowFunction window) {
        return window.isEnd() ? "window_end" : "window_start";
      } else if (call.getKind() == SqlKind.CAST
          || call.getKind() == SqlKind.SAFE_CAST
          || call.getKind() == SqlKind.OVER
          || call.getKind() == SqlKind.FILTER) {
        return name(call.operand(0), index);
      } else if (call.getKind() == SqlKind.CASE) {
        return "case";
      } else if (call.getOperator() instanceof SqlFunction) {
        return call.getOperator().getName().toLowerCase(Locale.ROOT);
      }
    }
    return "expr" + (index + 1);
  }
}
