package io.millrace.planner.codegen;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.planner.function.kernel.Decimals;
import io.millrace.planner.function.kernel.Integers;
import io.millrace.planner.function.kernel.Maths;
import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Type;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;

/** Writes functions of one number whose type decides what is done: ABS, ROUND, FLOOR, … */
final class NumberWriter {
  private NumberWriter() {}

  static Value abs(MethodSource method, RexCall call) {
    Type type = TypeMapping.typeOf(call.getType());
    Value x = method.value(call.getOperands().get(0));
    // The absolute value of the least integer is one above the greatest.
    Type between = x.type() instanceof Type.IntegerType ? Type.BIGINT : x.type();
    return CastWriter.cast(method, unaryOf(method, x, between, "abs"), type);
  }

  static Value sign(MethodSource method, RexCall call) {
    Type type = TypeMapping.typeOf(call.getType());
    Value x = method.value(call.getOperands().get(0));
    if (x.type() instanceof Type.FloatingType) {
      return CastWriter.cast(method, unaryOf(method, x, Type.DOUBLE, "sign"), type);
    }
    String owner = method.use(x.kind() == Kind.WIDE ? Decimals.class : Integers.class);
    Value sign = method.strict(Type.BIGINT, x.isNull(), owner + ".sign(" + x.text() + ")");
    return type instanceof Type.IntegerType ? sign.as(type) : CastWriter.cast(method, sign, type);
  }

  private static Value unaryOf(MethodSource method, Value x, Type type, String name) {
    String owner =
        method.use(
            switch (x.kind()) {
              case DOUBLE -> Maths.class;
              case WIDE -> Decimals.class;
              default -> Integers.class;
            });
    return method.strict(type, x.isNull(), owner + "." + name + "(" + x.text() + ")");
  }

  /** FLOOR and CEIL of a number. */
  static Value whole(MethodSource method, RexCall call, String name) {
    Type type = TypeMapping.typeOf(call.getType());
    Value x = method.value(call.getOperands().get(0));
    if (x.type() instanceof Type.IntegerType) {
      return CastWriter.cast(method, x, type);
    } else if (x.type() instanceof Type.DecimalType decimal) {
      Type between = new Type.DecimalType(x.kind() == Kind.WIDE ? 38 : 18, 0);
      String whole =
          method.use(Decimals.class) + "." + name + "(" + x.text() + ", " + decimal.scale() + ")";
      return CastWriter.cast(method, method.strict(between, x.isNull(), whole), type);
    }
    requireNumber(call, x);
    return CastWriter.cast(method, unaryOf(method, x, Type.DOUBLE, name), type);
  }

  private static void requireNumber(RexCall call, Value x) {
    if (!(x.type() instanceof Type.FloatingType)) {
      throw new MillraceException(
          ErrorCode.UNDEFINED_FUNCTION,
          "function " + call.getOperator().getName() + " does not take " + x.type().sql());
    }
  }

  /** ROUND and TRUNCATE, to so many digits after the point. */
  static CallWriter toDigits(String name) {
    return (method, call) -> {
      Type type = TypeMapping.typeOf(call.getType());
      Value x = method.value(call.getOperands().get(0));
      RexNode digitsNode = call.getOperands().size() > 1 ? call.getOperands().get(1) : null;
      Value digits =
          digitsNode == null
              ? LiteralWriter.number(Type.BIGINT, 0)
              : CastWriter.cast(method, method.value(digitsNode), Type.BIGINT);
      String isNull = method.anyNull(x, digits);
      if (isNull.equals(Value.ALWAYS)) {
        return Value.nullOf(type);
      }
      if (x.type() instanceof Type.FloatingType) {
        String arguments = digitsNode == null ? x.text() : x.text() + ", " + digits.text();
        String rounded = method.use(Maths.class) + "." + name + "(" + arguments + ")";
        return CastWriter.cast(method, method.strict(Type.DOUBLE, isNull, rounded), type);
      }
      int scale = Numbers.scale(x.type());
      int room = x.kind() == Kind.WIDE ? 38 : 18;
      // Rounding may carry into one digit more than the type has.
      Type between =
          x.type() instanceof Type.DecimalType ? new Type.DecimalType(room, scale) : Type.BIGINT;
      String rounded =
          method.use(Decimals.class)
              + "."
              + name
              + "To("
              + x.text()
              + ", "
              + scale
              + ", "
              + digits.text()
              + ")";
      return CastWriter.cast(method, method.strict(between, isNull, rounded), type);
    };
  }
}
