package io.millrace.planner.function;

import java.util.List;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/** Functions over many rows, and those that put rows into windows. */
final class AggregateFunctions {
  private AggregateFunctions() {}

  private static FunctionEntry of(SqlOperator operator, String signature, String description) {
    return new FunctionEntry(
        operator, signature, new Implementation.OfOperator(), description, "", "");
  }

  static List<FunctionEntry> entries() {
    return List.of(
        of(
            SqlStdOperatorTable.COUNT,
            "COUNT(* | [DISTINCT] a)",
            "How many rows there are, or values that are not null"),
        of(SqlStdOperatorTable.SUM, "SUM([DISTINCT] a)", "The sum of the values"),
        of(SqlStdOperatorTable.AVG, "AVG([DISTINCT] a)", "The mean of the values"),
        of(SqlStdOperatorTable.MIN, "MIN(a)", "The smallest value"),
        of(SqlStdOperatorTable.MAX, "MAX(a)", "The largest value"),
        of(SqlStdOperatorTable.ANY_VALUE, "ANY_VALUE(a)", "Any of the values"),
        of(SqlStdOperatorTable.EVERY, "EVERY(condition)", "Whether it is true of all rows"),
        of(SqlStdOperatorTable.SOME, "SOME(condition)", "Whether it is true of any row"),
        of(SqlLibraryOperators.BOOL_AND, "BOOL_AND(condition)", "Whether it is true of all rows"),
        of(SqlLibraryOperators.BOOL_OR, "BOOL_OR(condition)", "Whether it is true of any row"),
        of(SqlLibraryOperators.COUNTIF, "COUNTIF(condition)", "How many rows it is true of"),
        of(
            SqlStdOperatorTable.VAR_POP,
            "VAR_POP(a)",
            "The variance of the values as a whole population"),
        of(SqlStdOperatorTable.VAR_SAMP, "VAR_SAMP(a)", "The variance of the values as a sample"),
        of(SqlStdOperatorTable.VARIANCE, "VARIANCE(a)", "The variance of the values as a sample"),
        of(
            SqlStdOperatorTable.STDDEV_POP,
            "STDDEV_POP(a)",
            "The standard deviation of the values as a whole population"),
        of(
            SqlStdOperatorTable.STDDEV_SAMP,
            "STDDEV_SAMP(a)",
            "The standard deviation of the values as a sample"),
        of(
            SqlStdOperatorTable.STDDEV,
            "STDDEV(a)",
            "The standard deviation of the values as a sample"),
        of(
            SqlStdOperatorTable.GROUPING,
            "GROUPING(a, ...)",
            "Which of these columns a row of ROLLUP or CUBE does not group by, as bits"),
        of(
            SqlStdOperatorTable.TUMBLE,
            "TUMBLE(TABLE t, DESCRIPTOR(time), size [, offset])",
            "The rows with the one window of a size that each is in"),
        of(
            SqlStdOperatorTable.HOP,
            "HOP(TABLE t, DESCRIPTOR(time), slide, size [, offset])",
            "The rows once for every window of a size, begun every slide, that each is in"),
        of(
            SqlStdOperatorTable.SESSION,
            "SESSION(TABLE t [PARTITION BY key], DESCRIPTOR(time), gap)",
            "The rows with the session that each is in: rows of a key no further apart than a gap"),
        of(
            SqlStdOperatorTable.TUMBLE_OLD,
            "TUMBLE(time, size [, offset])",
            "GROUP BY: one group a window of a size"),
        of(
            SqlStdOperatorTable.TUMBLE_START,
            "TUMBLE_START(time, size [, offset])",
            "When the group's window begins"),
        of(
            SqlStdOperatorTable.TUMBLE_END,
            "TUMBLE_END(time, size [, offset])",
            "When the group's window ends; not in it any more"),
        of(
            SqlStdOperatorTable.HOP_OLD,
            "HOP(time, slide, size [, offset])",
            "GROUP BY: one group a window of a size, begun every slide"),
        of(
            SqlStdOperatorTable.HOP_START,
            "HOP_START(time, slide, size [, offset])",
            "When the group's window begins"),
        of(
            SqlStdOperatorTable.HOP_END,
            "HOP_END(time, slide, size [, offset])",
            "When the group's window ends; not in it any more"),
        of(SqlStdOperatorTable.SESSION_OLD, "SESSION(time, gap)", "GROUP BY: one group a session"),
        of(
            SqlStdOperatorTable.SESSION_START,
            "SESSION_START(time, gap)",
            "When the group's session begins"),
        of(
            SqlStdOperatorTable.SESSION_END,
            "SESSION_END(time, gap)",
            "When the group's session ends: a gap after its last row"));
  }
}
