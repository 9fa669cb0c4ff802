package io.millrace.planner.codegen;

import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Type;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/**
 * Writes three-valued logic and what chooses between values. An operand behind one that decides is
 * not evaluated, so that its errors do not happen.
 */
final class LogicWriter {
  private LogicWriter() {}

  /** AND: false if one is false, else unknown if one is unknown. */
  static Value and(MethodSource method, RexCall call) {
    return junction(method, call, false);
  }

  /** OR: true if one is true, else unknown if one is unknown. */
  static Value or(MethodSource method, RexCall call) {
    return junction(method, call, true);
  }

  private static Value junction(MethodSource method, RexCall call, boolean deciding) {
    List<RexNode> operands = EvaluationOrder.of(call.getOperands());
    Value first = method.value(operands.get(0));
    String result = method.fresh("v");
    String unknown = method.fresh("n");
    String anyUnknown = method.fresh("n");
    method.line("boolean " + unknown + " = false;");
    method.line("boolean " + anyUnknown + " = false;");
    method.line("boolean " + result + " = " + deciding + ";");
    String label = method.fresh("l");
    method.open(label + ":");
    // Not what the types say: where unknown is as good as false, simplifying says NOT NULL of both.
    boolean nullable = false;
    for (int o = 0; o < operands.size(); o++) {
      Value operand = o == 0 ? first : method.value(operands.get(o));
      String decides =
          deciding
              ? operand.text()
              : "!" + operand.text() + (operand.mayBeNull() ? " && !" + operand.isNull() : "");
      method.line("if (" + decides + ") break " + label + ";");
      if (operand.mayBeNull()) {
        nullable = true;
        method.line(anyUnknown + " |= " + operand.isNull() + ";");
      }
    }
    if (nullable) {
      method.line(unknown + " = " + anyUnknown + ";");
      method.line(result + " = " + (deciding ? "false;" : "!" + anyUnknown + ";"));
    } else {
      method.line(result + " = " + !deciding + ";");
    }
    method.close();
    return Value.of(Type.BOOLEAN, nullable ? unknown : Value.NEVER, result);
  }

  static Value not(MethodSource method, RexCall call) {
    Value operand = method.value(call.getOperands().get(0));
    return method.strict(Type.BOOLEAN, operand.isNull(), "!" + operand.text());
  }

  /** IS [NOT] NULL | TRUE | FALSE | UNKNOWN. */
  static Value is(MethodSource method, RexCall call) {
    Value operand = method.value(call.getOperands().get(0));
    String isNull = operand.isNull();
    String test =
        switch (call.getKind()) {
          case IS_NULL, IS_UNKNOWN -> isNull;
          case IS_NOT_NULL -> "!" + isNull;
          case IS_TRUE -> operand.text();
          case IS_NOT_TRUE -> "!" + operand.text();
          case IS_FALSE -> "!" + operand.text() + " && !" + isNull;
          case IS_NOT_FALSE -> operand.text() + " || " + isNull;
          default -> throw new IllegalStateException(call.toString());
        };
    return method.define(Type.BOOLEAN, Value.NEVER, test);
  }

  /** CASE WHEN … THEN … ELSE … END. */
  static Value chooseCase(MethodSource method, RexCall call) {
    Type type = TypeMapping.typeOf(call.getType());
    List<RexNode> operands = call.getOperands();
    Value firstCondition = method.value(operands.get(0));
    Value result = method.variable(type, call.getType().isNullable());
    String label = method.fresh("l");
    method.open(label + ":");
    for (int o = 0; o + 1 < operands.size(); o += 2) {
      Value condition = o == 0 ? firstCondition : method.value(operands.get(o));
      method.open("if (" + condition.text() + ")");
      method.set(result, CastWriter.adapt(method, method.value(operands.get(o + 1)), type));
      method.line("break " + label + ";");
      method.close();
    }
    RexNode otherwise = operands.get(operands.size() - 1);
    method.set(result, CastWriter.adapt(method, method.value(otherwise), type));
    method.close();
    return result;
  }

  /** COALESCE: the first that is not null. */
  static Value coalesce(MethodSource method, RexCall call) {
    Type type = TypeMapping.typeOf(call.getType());
    List<RexNode> operands = call.getOperands();
    Value first = method.value(operands.get(0));
    Value result = method.variable(type, call.getType().isNullable());
    String label = method.fresh("l");
    method.open(label + ":");
    for (int o = 0; o < operands.size(); o++) {
      Value operand = o == 0 ? first : method.value(operands.get(o));
      if (operand.mayBeNull() && o < operands.size() - 1) {
        method.open("if (!" + operand.isNull() + ")");
        method.set(result, CastWriter.adapt(method, operand, type));
        method.line("break " + label + ";");
        method.close();
      } else {
        method.set(result, CastWriter.adapt(method, operand, type));
        break;
      }
    }
    method.close();
    return result;
  }

  /** NULLIF(a, b): null where a = b, else a. */
  static Value nullIf(MethodSource method, RexCall call) {
    Type type = TypeMapping.typeOf(call.getType());
    Value a = method.value(call.getOperands().get(0));
    Value b = method.value(call.getOperands().get(1));
    Value equal = ComparisonWriter.compare(method, SqlKind.EQUALS, a, b);
    Value cast = CastWriter.adapt(method, a, type);
    String isNull = method.fresh("n");
    method.line("final boolean " + isNull + " = " + a.isNull() + " || " + equal.text() + ";");
    Value result = new Value(type, isNull, cast.parts());
    return type instanceof Type.BooleanType
        ? method.define(type, isNull, "!" + isNull + " && " + cast.text())
        : result;
  }

  /**
   * GREATEST and LEAST.
   *
   * @param kind GREATER_THAN or LESS_THAN: what a later one must be to be chosen
   * @param skipsNulls as PostgreSQL: nulls are passed over; else one null makes the result null
   */
  static CallWriter extreme(SqlKind kind, boolean skipsNulls) {
    return (method, call) -> {
      Type type = TypeMapping.typeOf(call.getType());
      List<Value> operands =
          call.getOperands().stream()
              .map(o -> CastWriter.adapt(method, method.value(o), type))
              .toList();
      Value result = method.variable(type, true);
      String isNull = skipsNulls ? Value.NEVER : method.anyNull(operands);
      method.open("if (!" + isNull + ")");
      for (Value operand : operands) {
        Value better = ComparisonWriter.compare(method, kind, operand, result);
        String chosen = "(" + result.isNull() + " || " + better.text() + ")";
        method.open(
            "if (" + (operand.mayBeNull() ? "!" + operand.isNull() + " && " : "") + chosen + ")");
        method.set(result, operand);
        method.close();
      }
      method.close();
      return result;
    };
  }
}
