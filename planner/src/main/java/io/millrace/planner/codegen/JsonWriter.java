package io.millrace.planner.codegen;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.planner.function.kernel.JsonPath;
import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlJsonEmptyOrError;
import org.apache.calcite.sql.SqlJsonQueryEmptyOrErrorBehavior;
import org.apache.calcite.sql.SqlJsonQueryWrapperBehavior;
import org.apache.calcite.sql.SqlJsonValueEmptyOrErrorBehavior;

/** Writes JSON_VALUE, JSON_QUERY and JSON_EXISTS, with what they do where there is nothing. */
final class JsonWriter {
  private JsonWriter() {}

  /** What is done where nothing, or nothing usable, is found: null where a default is null. */
  private record Otherwise(boolean fails, RexNode defaultValue) {
    static final Otherwise NULL = new Otherwise(false, null);
  }

  private static Object symbol(RexNode node) {
    return node instanceof RexLiteral literal && literal.getValue() instanceof Enum<?> symbol
        ? symbol
        : null;
  }

  private static Value text(MethodSource method, RexNode node) {
    RexNode json = node;
    while (json instanceof RexCall call && call.getOperator().getName().equals("FORMAT JSON")) {
      json = call.getOperands().get(0);
    }
    Value value = method.value(json);
    return value.type() instanceof Type.VariantType
        ? value
        : CastWriter.cast(method, value, Type.VARCHAR);
  }

  static Value value(MethodSource method, RexCall call) {
    Otherwise onEmpty = Otherwise.NULL;
    Otherwise onError = Otherwise.NULL;
    List<RexNode> rest = call.getOperands().subList(2, call.getOperands().size());
    for (int o = 0; o < rest.size(); o++) {
      if (!(symbol(rest.get(o)) instanceof SqlJsonValueEmptyOrErrorBehavior behaviour)) {
        throw unsupported(call);
      }
      Otherwise otherwise =
          switch (behaviour) {
            case NULL -> Otherwise.NULL;
            case ERROR -> new Otherwise(true, null);
            case DEFAULT -> new Otherwise(false, rest.get(++o));
          };
      if (o + 1 < rest.size() && symbol(rest.get(o + 1)) == SqlJsonEmptyOrError.EMPTY) {
        onEmpty = otherwise;
      } else {
        onError = otherwise;
      }
      o++;
    }
    return write(method, call, "value", List.of(), onEmpty, onError);
  }

  static Value query(MethodSource method, RexCall call) {
    List<RexNode> operands = call.getOperands();
    Object wrapper = symbol(operands.get(2));
    List<String> more = new ArrayList<>();
    more.add(Boolean.toString(wrapper == SqlJsonQueryWrapperBehavior.WITH_CONDITIONAL_ARRAY));
    more.add(Boolean.toString(wrapper == SqlJsonQueryWrapperBehavior.WITH_UNCONDITIONAL_ARRAY));
    return write(
        method,
        call,
        "query",
        more,
        otherwise(call, operands.get(3)),
        otherwise(call, operands.get(4)));
  }

  private static Otherwise otherwise(RexCall call, RexNode node) {
    Object behaviour = symbol(node);
    if (behaviour == SqlJsonQueryEmptyOrErrorBehavior.NULL) {
      return Otherwise.NULL;
    } else if (behaviour == SqlJsonQueryEmptyOrErrorBehavior.ERROR) {
      return new Otherwise(true, null);
    }
    throw unsupported(call);
  }

  private static MillraceException unsupported(RexCall call) {
    return new MillraceException(
        ErrorCode.FEATURE_NOT_SUPPORTED,
        call.getOperator().getName()
            + " is supported with NULL and ERROR (JSON_VALUE also DEFAULT) ON EMPTY and ON ERROR");
  }

  private static Value write(
      MethodSource method,
      RexCall call,
      String function,
      List<String> more,
      Otherwise onEmpty,
      Otherwise onError) {
    Type type = TypeMapping.typeOf(call.getType());
    Value json = text(method, call.getOperands().get(0));
    Value path = method.value(call.getOperands().get(1));
    String isNull = method.anyNull(json, path);
    if (isNull.equals(Value.ALWAYS)) {
      return Value.nullOf(type);
    }
    String owner = method.use(JsonPath.class);
    String state = method.owner().state(JsonPath.class);
    List<String> arguments = new ArrayList<>(List.of(json.arguments(), path.arguments()));
    arguments.addAll(more);
    arguments.add(state);
    String outcome = method.fresh("v");
    String result = method.owner().result();
    method.line("long " + outcome + " = 0L;");
    method.line(
        "if ("
            + isNull
            + ") { "
            + result
            + ".isNull = true; } else { "
            + result
            + ".isNull = false; "
            + owner
            + "."
            + function
            + "("
            + String.join(", ", arguments)
            + ", "
            + result
            + "); if ("
            + result
            + ".isNull) "
            + outcome
            + " = "
            + result
            + ".number; }");
    Value found = method.take(Type.VARCHAR, result);
    fail(method, outcome + " == 1L", onEmpty, path, true);
    fail(method, outcome + " == 2L", onError, path, false);
    Value converted = convert(method, found, type, onError);
    if (onEmpty.defaultValue == null && onError.defaultValue == null) {
      return converted;
    }
    Value variable = method.variable(type, true);
    method.set(variable, converted);
    choose(method, variable, outcome + " == 1L", onEmpty);
    choose(method, variable, outcome + " == 2L", onError);
    return variable;
  }

  private static Value convert(MethodSource method, Value found, Type type, Otherwise onError) {
    if (type instanceof Type.TextType) {
      return found.as(type);
    }
    return onError.fails
        ? CastWriter.cast(method, found, type)
        : CastWriter.tryCast(method, found, type);
  }

  private static void fail(
      MethodSource method, String condition, Otherwise otherwise, Value path, boolean empty) {
    if (otherwise.fails) {
      method.line(
          "if ("
              + condition
              + ") throw "
              + method.use(JsonPath.class)
              + ".failure("
              + empty
              + ", "
              + path.arguments()
              + ");");
    }
  }

  private static void choose(
      MethodSource method, Value variable, String condition, Otherwise otherwise) {
    if (otherwise.defaultValue != null) {
      method.open("if (" + condition + ")");
      Value value = method.value(otherwise.defaultValue);
      method.set(variable, CastWriter.adapt(method, value, variable.type()));
      method.close();
    }
  }

  static Value exists(MethodSource method, RexCall call) {
    Value json = text(method, call.getOperands().get(0));
    Value path = method.value(call.getOperands().get(1));
    String state = method.owner().state(JsonPath.class);
    return method.strict(
        Type.BOOLEAN,
        method.anyNull(json, path),
        method.use(JsonPath.class)
            + ".exists("
            + json.arguments()
            + ", "
            + path.arguments()
            + ", "
            + state
            + ")");
  }
}
