package io.millrace.planner.codegen;

import io.millrace.planner.function.kernel.TextEdges;
import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlTrimFunction;

/** Writes functions of text that are not plain calls. */
final class TextWriter {
  private TextWriter() {}

  /** a || b || …: null where one is. */
  static Value concat(MethodSource method, RexCall call) {
    Type type = TypeMapping.typeOf(call.getType());
    if (Kind.of(type).isNested()) {
      return CallWriters.function(method, call);
    }
    List<Value> parts = new ArrayList<>();
    for (RexNode operand : flatten(call)) {
      parts.add(asBytes(method, method.value(operand)));
    }
    String isNull = method.anyNull(parts);
    if (isNull.equals(Value.ALWAYS)) {
      return Value.nullOf(type);
    }
    String result = method.owner().result();
    StringBuilder build = new StringBuilder(result + ".begin(0);");
    for (Value part : parts) {
      build.append(' ').append(result).append(".append(").append(part.arguments()).append(");");
    }
    method.line(
        isNull.equals(Value.NEVER) ? build.toString() : "if (!" + isNull + ") { " + build + " }");
    return bytes(method, type, isNull, result);
  }

  private static List<RexNode> flatten(RexCall call) {
    List<RexNode> operands = new ArrayList<>();
    for (RexNode operand : call.getOperands()) {
      if (operand instanceof RexCall inner && inner.getOperator().equals(call.getOperator())) {
        operands.addAll(flatten(inner));
      } else {
        operands.add(operand);
      }
    }
    return operands;
  }

  private static Value asBytes(MethodSource method, Value value) {
    return value.kind() == Kind.BYTES && !(value.type() instanceof Type.UuidType)
        ? value
        : CastWriter.cast(method, value, Type.VARCHAR);
  }

  private static Value bytes(MethodSource method, Type type, String isNull, String result) {
    String data = method.fresh("v");
    String length = method.fresh("v");
    method.line("final byte[] " + data + " = " + result + ".data;");
    method.line("final int " + length + " = " + result + ".length;");
    return Value.of(type, isNull, data, "0", length);
  }

  /** CONCAT(a, …): nulls are passed over. */
  static Value concatNullable(MethodSource method, RexCall call) {
    String result = method.owner().result();
    method.line(result + ".begin(0);");
    for (RexNode operand : call.getOperands()) {
      Value part = asBytes(method, method.value(operand));
      if (!part.isAlwaysNull()) {
        String append = result + ".append(" + part.arguments() + ");";
        method.line(part.mayBeNull() ? "if (!" + part.isNull() + ") " + append : append);
      }
    }
    return bytes(method, Type.VARCHAR, Value.NEVER, result);
  }

  /** CONCAT_WS(separator, a, …): nulls are passed over. */
  static Value concatSeparated(MethodSource method, RexCall call) {
    Value separator = asBytes(method, method.value(call.getOperands().get(0)));
    if (separator.isAlwaysNull()) {
      return Value.nullOf(Type.VARCHAR);
    }
    String result = method.owner().result();
    String any = method.fresh("v");
    method.line("boolean " + any + " = false;");
    method.line(result + ".begin(0);");
    for (RexNode operand : call.getOperands().subList(1, call.getOperands().size())) {
      Value part = asBytes(method, method.value(operand));
      if (!part.isAlwaysNull()) {
        method.line(
            "if (!"
                + part.isNull()
                + ") { if ("
                + any
                + ") "
                + result
                + ".append("
                + separator.arguments()
                + "); "
                + result
                + ".append("
                + part.arguments()
                + "); "
                + any
                + " = true; }");
      }
    }
    return bytes(method, Type.VARCHAR, separator.isNull(), result);
  }

  /** TRIM(flag, characters, text). */
  static Value trim(MethodSource method, RexCall call) {
    Type type = TypeMapping.typeOf(call.getType());
    SqlTrimFunction.Flag flag =
        ((RexLiteral) call.getOperands().get(0)).getValueAs(SqlTrimFunction.Flag.class);
    Value characters = method.value(call.getOperands().get(1));
    Value text = method.value(call.getOperands().get(2));
    String name =
        flag == SqlTrimFunction.Flag.LEADING
            ? "trimLeading"
            : flag == SqlTrimFunction.Flag.TRAILING ? "trimTrailing" : "trimBoth";
    return method.callForResult(
        type,
        method.anyNull(characters, text),
        method.use(TextEdges.class)
            + "."
            + name
            + "("
            + characters.arguments()
            + ", "
            + text.arguments(),
        false);
  }
}
