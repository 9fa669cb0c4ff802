package io.millrace.planner.sql;

import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/** The functions and operators of queries. */
final class Operators {
  static final SqlOperatorTable TABLE = SqlStdOperatorTable.instance();

  private Operators() {}
}
