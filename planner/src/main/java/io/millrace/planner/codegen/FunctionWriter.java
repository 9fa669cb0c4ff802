package io.millrace.planner.codegen;

import io.millrace.batch.Column;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.planner.function.Implementation;
import io.millrace.planner.function.kernel.CallState;
import io.millrace.planner.function.kernel.CallTypes;
import io.millrace.planner.function.kernel.Days;
import io.millrace.planner.function.kernel.Element;
import io.millrace.planner.function.kernel.Micros;
import io.millrace.planner.function.kernel.Result;
import io.millrace.planner.function.kernel.Zones;
import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Type;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.calcite.rex.RexCall;

/**
 * Writes the call of a static method: finds the one whose parameters take the arguments at the
 * least cost, converting numbers and times where needed.
 */
final class FunctionWriter {
  private static final int IMPOSSIBLE = Integer.MAX_VALUE;
  private static final int TO_DOUBLE = 1;
  private static final int TO_LONG = 2;

  private FunctionWriter() {}

  static Value write(MethodSource method, RexCall call, Implementation.Method implementation) {
    return write(method, call, implementation, method.owner()::state);
  }

  /**
   * Writes the call with state that it does not have for itself alone.
   *
   * @param states returns the field that holds a state of a class
   */
  static Value write(
      MethodSource method,
      RexCall call,
      Implementation.Method implementation,
      Function<Class<? extends CallState>, String> states) {
    List<Value> arguments = method.values(call.getOperands());
    Method best = null;
    int bestCost = IMPOSSIBLE;
    for (Method candidate : implementation.owner().getMethods()) {
      if (candidate.getName().equals(implementation.name())) {
        int cost = cost(candidate, arguments);
        if (cost < bestCost) {
          best = candidate;
          bestCost = cost;
        }
      }
    }
    if (best == null) {
      throw new MillraceException(
          ErrorCode.UNDEFINED_FUNCTION,
          "function "
              + call.getOperator().getName()
              + " does not take ("
              + arguments.stream().map(a -> a.type().sql()).collect(Collectors.joining(", "))
              + ")");
    }
    return invoke(method, best, arguments, call, states);
  }

  /** Returns what it costs to convert arguments to a method's parameters. */
  private static int cost(Method candidate, List<Value> arguments) {
    Parameter[] parameters = candidate.getParameters();
    int p = 0;
    int cost = 0;
    for (Value argument : arguments) {
      int more =
          p < parameters.length
              ? cost(parameters, p, argument, arguments.get(0).type())
              : IMPOSSIBLE;
      if (more == IMPOSSIBLE) {
        return IMPOSSIBLE;
      }
      cost += more;
      p += width(parameters[p].getType());
    }
    for (; p < parameters.length; p++) {
      if (!isSupplied(parameters[p].getType())) {
        return IMPOSSIBLE;
      }
    }
    return cost;
  }

  private static boolean isSupplied(Class<?> type) {
    return CallState.class.isAssignableFrom(type) || type == Zones.class || type == CallTypes.class;
  }

  private static int width(Class<?> first) {
    if (first == byte[].class) {
      return 3;
    }
    return Column.class.isAssignableFrom(first) ? 2 : 1;
  }

  private static int cost(Parameter[] parameters, int p, Value argument, Type container) {
    Class<?> wanted = parameters[p].getType();
    Type type = argument.type();
    if (parameters[p].isAnnotationPresent(Element.class)) {
      Type element =
          container instanceof Type.ArrayType array
              ? array.element()
              : ((Type.MapType) container).key();
      return wanted.getCanonicalName().equals(Kind.of(element).javaTypes.get(0)) ? 0 : IMPOSSIBLE;
    }
    if (type instanceof Type.NullType) {
      return isSupplied(wanted) ? IMPOSSIBLE : 0;
    }
    Kind kind = argument.kind();
    if (wanted == boolean.class) {
      return kind == Kind.BOOLEAN ? 0 : IMPOSSIBLE;
    } else if (wanted == double.class) {
      return kind == Kind.DOUBLE ? 0 : Numbers.isNumeric(type) ? TO_DOUBLE : IMPOSSIBLE;
    } else if (wanted == long.class) {
      if (type instanceof Type.DecimalType || type instanceof Type.FloatingType) {
        return TO_LONG;
      }
      return kind == Kind.LONG ? 0 : IMPOSSIBLE;
    } else if (wanted == BigInteger.class) {
      return kind == Kind.WIDE ? 0 : IMPOSSIBLE;
    } else if (wanted == byte[].class) {
      return kind == Kind.BYTES ? 0 : IMPOSSIBLE;
    } else if (Column.class.isAssignableFrom(wanted)) {
      boolean fits =
          kind.isNested()
              && (wanted == Column.class || wanted.getName().equals(kind.javaTypes.get(0)));
      return fits ? 0 : IMPOSSIBLE;
    }
    return IMPOSSIBLE;
  }

  private static Value invoke(
      MethodSource method,
      Method target,
      List<Value> arguments,
      RexCall written,
      Function<Class<? extends CallState>, String> states) {
    Type type = TypeMapping.typeOf(written.getType());
    Parameter[] parameters = target.getParameters();
    boolean toResult = target.getReturnType() == void.class;
    List<String> texts = new ArrayList<>();
    List<Value> converted = new ArrayList<>();
    int p = 0;
    for (Value argument : arguments) {
      Value value = convert(method, parameters[p], argument, arguments.get(0).type());
      converted.add(value);
      texts.add(value.arguments());
      p += width(parameters[p].getType());
    }
    int end = toResult ? parameters.length - 1 : parameters.length;
    for (; p < end; p++) {
      texts.add(supply(method, parameters[p].getType(), arguments, type, states));
    }
    String isNull = method.anyNull(converted);
    String call =
        method.use(target.getDeclaringClass())
            + "."
            + target.getName()
            + "("
            + String.join(", ", texts);
    if (toResult) {
      return method.callForResult(type, isNull, call, written.getType().isNullable());
    }
    Class<?> returned = target.getReturnType();
    if (returned == double.class && !(type instanceof Type.FloatingType)) {
      return CastWriter.cast(method, method.strict(Type.DOUBLE, isNull, call + ")"), type);
    } else if (returned == long.class && Kind.of(type) != Kind.LONG) {
      return CastWriter.cast(method, method.strict(Type.BIGINT, isNull, call + ")"), type);
    }
    return method.strict(type, isNull, call + ")");
  }

  private static Value convert(
      MethodSource method, Parameter parameter, Value argument, Type container) {
    Type type = argument.type();
    Class<?> wanted = parameter.getType();
    if (type instanceof Type.NullType) {
      return Value.nullOf(
          wanted == boolean.class
              ? Type.BOOLEAN
              : wanted == double.class
                  ? Type.DOUBLE
                  : wanted == byte[].class ? Type.VARCHAR : Type.BIGINT);
    } else if (parameter.isAnnotationPresent(Element.class)) {
      Type element =
          container instanceof Type.ArrayType array
              ? array.element()
              : ((Type.MapType) container).key();
      return CastWriter.adapt(method, argument, element);
    } else if (wanted == double.class) {
      return CastWriter.cast(method, argument, Type.DOUBLE);
    } else if (parameter.isAnnotationPresent(Days.class)) {
      return CastWriter.cast(method, argument, Type.DATE);
    } else if (parameter.isAnnotationPresent(Micros.class)) {
      return type instanceof Type.TimeType
          ? argument
          : CastWriter.cast(method, argument, Type.TIMESTAMP);
    } else if (wanted == long.class
        && (type instanceof Type.DecimalType || type instanceof Type.FloatingType)) {
      return CastWriter.cast(method, argument, Type.BIGINT);
    }
    return argument;
  }

  private static String supply(
      MethodSource method,
      Class<?> type,
      List<Value> arguments,
      Type result,
      Function<Class<? extends CallState>, String> states) {
    if (type == Zones.class) {
      return CastWriter.zones(method);
    } else if (type == CallTypes.class) {
      CallTypes types = new CallTypes(arguments.stream().map(Value::type).toList(), result);
      return method.owner().constant(CallTypes.class, types, types);
    } else if (type == Result.class) {
      return method.owner().result();
    }
    return states.apply(type.asSubclass(CallState.class));
  }
}
