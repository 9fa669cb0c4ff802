package io.millrace.planner.sql;

import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/** What may stand behind an aggregate function, such as FILTER: a call with it as first operand. */
final class AggregateClause {
  private static final Set<SqlKind> KINDS =
      Set.of(
          SqlKind.FILTER,
          SqlKind.WITHIN_GROUP,
          SqlKind.WITHIN_DISTINCT,
          SqlKind.IGNORE_NULLS,
          SqlKind.RESPECT_NULLS);

  private AggregateClause() {}

  static boolean is(SqlNode node) {
    return KINDS.contains(node.getKind());
  }

  /** Returns the function that clauses stand behind; the node itself if it is none. */
  static SqlNode functionBefore(SqlNode node) {
    SqlNode inner = node;
    while (is(inner)) {
      inner = ((SqlCall) inner).operand(0);
    }
    return inner;
  }
}
