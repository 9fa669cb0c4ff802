package io.millrace.planner.codegen;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.planner.function.kernel.Fields;
import io.millrace.type.Type;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;

/** Writes access to, and making of, rows, arrays and maps. */
final class NestedWriter {
  private NestedWriter() {}

  /** Writes an expression that is no call: the field of a row. */
  static Value writeAccess(MethodSource method, RexNode node) {
    if (node instanceof RexFieldAccess access) {
      Value row = method.value(access.getReferenceExpr());
      return field(method, row, access.getField().getIndex());
    }
    throw new MillraceException(
        ErrorCode.FEATURE_NOT_SUPPORTED,
        "this expression is not supported here: " + node.getKind().lowerName.replace('_', ' '));
  }

  static Value field(MethodSource method, Value row, int index) {
    Type type = ((Type.StructType) row.type()).fields().get(index).type();
    return element(
        method,
        type,
        row.isNull(),
        row.parts().get(0) + ".fields().get(" + index + ")",
        row.parts().get(1));
  }

  /** Reads a row of a column that is a Java expression; nothing is read where null. */
  static Value element(MethodSource method, Type type, String isNull, String column, String row) {
    String call = method.use(Fields.class) + ".read(" + column + ", " + row;
    return method.callForResult(type, isNull, call, true);
  }
}
