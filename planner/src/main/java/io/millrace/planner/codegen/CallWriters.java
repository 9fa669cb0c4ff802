package io.millrace.planner.codegen;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.util.EnumMap;
import java.util.Map;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.sql.SqlKind;

/** Knows who writes which call. */
final class CallWriters {
  private static final Map<SqlKind, CallWriter> BY_KIND = new EnumMap<>(SqlKind.class);

  static {
    BY_KIND.put(SqlKind.AND, LogicWriter::and);
    BY_KIND.put(SqlKind.OR, LogicWriter::or);
    BY_KIND.put(SqlKind.NOT, LogicWriter::not);
    for (SqlKind kind :
        new SqlKind[] {
          SqlKind.IS_NULL,
          SqlKind.IS_NOT_NULL,
          SqlKind.IS_TRUE,
          SqlKind.IS_NOT_TRUE,
          SqlKind.IS_FALSE,
          SqlKind.IS_NOT_FALSE,
          SqlKind.IS_UNKNOWN
        }) {
      BY_KIND.put(kind, LogicWriter::is);
    }
    for (SqlKind kind : SqlKind.BINARY_COMPARISON) {
      BY_KIND.put(kind, ComparisonWriter::write);
    }
    BY_KIND.put(SqlKind.IS_DISTINCT_FROM, ComparisonWriter::distinct);
    BY_KIND.put(SqlKind.IS_NOT_DISTINCT_FROM, ComparisonWriter::distinct);
    BY_KIND.put(SqlKind.PLUS, ArithmeticWriter::write);
    BY_KIND.put(SqlKind.MINUS, ArithmeticWriter::write);
    BY_KIND.put(SqlKind.TIMES, ArithmeticWriter::write);
    BY_KIND.put(SqlKind.DIVIDE, ArithmeticWriter::write);
    BY_KIND.put(SqlKind.MOD, ArithmeticWriter::write);
    BY_KIND.put(SqlKind.MINUS_PREFIX, ArithmeticWriter::negate);
    BY_KIND.put(SqlKind.PLUS_PREFIX, (method, call) -> method.value(call.getOperands().get(0)));
    BY_KIND.put(SqlKind.CASE, LogicWriter::chooseCase);
    BY_KIND.put(SqlKind.COALESCE, LogicWriter::coalesce);
    BY_KIND.put(SqlKind.NULLIF, LogicWriter::nullIf);
    BY_KIND.put(SqlKind.CAST, CastWriter::write);
    BY_KIND.put(SqlKind.SAFE_CAST, CastWriter::writeTry);
    BY_KIND.put(SqlKind.SEARCH, SearchWriter::write);
  }

  private CallWriters() {}

  static Value write(MethodSource method, RexCall call) {
    CallWriter writer = BY_KIND.get(call.getKind());
    if (writer != null) {
      return writer.write(method, call);
    }
    throw unsupported(call);
  }

  static MillraceException unsupported(RexCall call) {
    return new MillraceException(
        ErrorCode.FEATURE_NOT_SUPPORTED,
        "function " + call.getOperator().getName() + " is not supported");
  }
}
