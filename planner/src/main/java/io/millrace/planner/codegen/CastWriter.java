package io.millrace.planner.codegen;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.planner.function.kernel.Dates;
import io.millrace.planner.function.kernel.Decimals;
import io.millrace.planner.function.kernel.Doubles;
import io.millrace.planner.function.kernel.Integers;
import io.millrace.planner.function.kernel.NestedCast;
import io.millrace.planner.function.kernel.NestedValues;
import io.millrace.planner.function.kernel.Zones;
import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Type;
import java.time.ZoneId;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;

/** Writes CAST, TRY_CAST and the conversions that expressions imply. */
final class CastWriter {
  private CastWriter() {}

  /** CAST(x AS type). */
  static Value write(MethodSource method, RexCall call) {
    RexNode operand = call.getOperands().get(0);
    Type type = TypeMapping.typeOf(call.getType());
    Value value = method.value(operand);
    Value interval = TimeWriter.castInterval(method, call, value, type);
    return interval != null ? interval : cast(method, value, type);
  }

  /** TRY_CAST and SAFE_CAST: null where CAST is an error. */
  static Value writeTry(MethodSource method, RexCall call) {
    Type type = TypeMapping.typeOf(call.getType());
    return tryCast(method, method.value(call.getOperands().get(0)), type);
  }

  /** Converts, giving null where a CAST would be an error. */
  static Value tryCast(MethodSource method, Value value, Type type) {
    if (value.type().equals(type) || value.isAlwaysNull()) {
      return cast(method, value, type);
    }
    if (value.type() instanceof Type.TextType && TextCastWriter.isParsed(type)) {
      return method.callForResult(
          type, value.isNull(), TextCastWriter.parseCall(method, value, type), true);
    }
    Value result = method.variable(type, true);
    method.open("try");
    method.set(result, cast(method, value, type));
    method.close();
    method.open("catch (" + method.use(MillraceException.class) + " e)");
    method.line(result.isNull() + " = true;");
    if (type instanceof Type.BooleanType) {
      method.line(result.text() + " = false;");
    }
    method.close();
    return result;
  }

  /** Converts without a CAST having been asked for: text is neither cut nor padded. */
  static Value adapt(MethodSource method, Value value, Type type) {
    return value.type() instanceof Type.TextType && type instanceof Type.TextType
        ? value.as(type)
        : cast(method, value, type);
  }

  static Value cast(MethodSource method, Value value, Type type) {
    Type from = value.type();
    if (from.equals(type)) {
      return value;
    } else if (value.isAlwaysNull() || from instanceof Type.NullType) {
      return Value.nullOf(type);
    } else if (type instanceof Type.TextType text) {
      return TextCastWriter.toText(method, value, text);
    } else if (from instanceof Type.TextType) {
      return TextCastWriter.fromText(method, value, type);
    } else if (type instanceof Type.VariantType) {
      return TextCastWriter.toVariant(method, value);
    } else if (from instanceof Type.VariantType) {
      return TextCastWriter.fromText(method, cast(method, value, Type.VARCHAR), type);
    } else if (type instanceof Type.IntegerType integer) {
      return toInteger(method, value, integer);
    } else if (type instanceof Type.DecimalType decimal) {
      return toDecimal(method, value, decimal);
    } else if (type instanceof Type.FloatingType floating) {
      return toFloating(method, value, floating);
    } else if (type instanceof Type.BooleanType) {
      return toBoolean(method, value);
    } else if (type instanceof Type.BinaryType binary) {
      return toBinary(method, value, binary);
    } else if (value.kind().isNested() && Kind.of(type) == value.kind()) {
      return nested(method, value, type);
    } else if (type instanceof Type.UuidType && from instanceof Type.BinaryType) {
      return method.callForResult(
          type,
          value.isNull(),
          method.use(NestedValues.class) + ".binaryToUuid(" + value.arguments(),
          false);
    }
    return toTime(method, value, type);
  }

  static MillraceException impossible(Type from, Type to) {
    return new MillraceException(
        ErrorCode.DATATYPE_MISMATCH, "cannot cast " + from.sql() + " to " + to.sql());
  }

  private static Value toInteger(MethodSource method, Value value, Type.IntegerType to) {
    Type from = value.type();
    String x = value.text();
    if (from instanceof Type.IntegerType integer) {
      return integer.bits() <= to.bits()
          ? value.as(to)
          : method.strict(
              to,
              value.isNull(),
              method.use(Integers.class) + ".narrow(" + x + ", " + to.bits() + ")");
    } else if (from instanceof Type.DecimalType decimal) {
      String arguments = "(" + x + ", " + decimal.scale() + ", " + to.bits() + ")";
      return method.strict(
          to, value.isNull(), method.use(Decimals.class) + ".toInteger" + arguments);
    } else if (from instanceof Type.FloatingType) {
      return method.strict(
          to,
          value.isNull(),
          method.use(Doubles.class) + ".toInteger(" + x + ", " + to.bits() + ")");
    } else if (from instanceof Type.BooleanType) {
      return method.define(to, value.isNull(), x + " ? 1L : 0L");
    }
    throw impossible(from, to);
  }

  private static Value toDecimal(MethodSource method, Value value, Type.DecimalType to) {
    Type from = value.type();
    boolean wideTarget = Kind.of(to) == Kind.WIDE;
    String digits = ", " + to.precision() + ", " + to.scale();
    String decimals = method.use(Decimals.class);
    if (from instanceof Type.FloatingType) {
      String name = wideTarget ? ".wideOf(" : ".of(";
      return method.strict(to, value.isNull(), decimals + name + value.text() + digits + ")");
    } else if (from instanceof Type.BooleanType) {
      return cast(method, toInteger(method, value, (Type.IntegerType) Type.INTEGER), to);
    } else if (!Numbers.isExact(from)) {
      throw impossible(from, to);
    }
    int scale = Numbers.scale(from);
    boolean widening =
        to.scale() >= scale && to.precision() - to.scale() >= Numbers.precision(from) - scale;
    int grow = to.scale() - scale;
    if (!wideTarget && value.kind() == Kind.LONG) {
      if (widening) {
        return grow == 0
            ? value.as(to)
            : method.define(
                to,
                value.isNull(),
                value.text() + " * " + LiteralWriter.longText(Decimals.power(grow)));
      }
      return method.strict(
          to,
          value.isNull(),
          decimals
              + ".rescale("
              + value.text()
              + ", "
              + scale
              + ", "
              + to.scale()
              + ", "
              + to.precision()
              + ")");
    }
    String wide = Numbers.wide(method, value);
    if (!wideTarget) {
      String shifted = decimals + ".shift(" + wide + ", " + scale + ", " + to.scale() + ")";
      return method.strict(to, value.isNull(), decimals + ".narrow(" + shifted + digits + ")");
    }
    if (widening && grow == 0) {
      return value.kind() == Kind.WIDE ? value.as(to) : method.define(to, value.isNull(), wide);
    }
    return method.strict(
        to,
        value.isNull(),
        decimals
            + ".rescale("
            + wide
            + ", "
            + scale
            + ", "
            + to.scale()
            + ", "
            + to.precision()
            + ")");
  }

  private static Value toFloating(MethodSource method, Value value, Type.FloatingType to) {
    Type from = value.type();
    String single = to.single() ? "(float) " : "";
    if (from instanceof Type.FloatingType floating) {
      return !to.single() || floating.single()
          ? value.as(to)
          : method.define(to, value.isNull(), single + value.text());
    } else if (from instanceof Type.IntegerType) {
      return method.define(
          to, value.isNull(), (to.single() ? "(float) " : "(double) ") + value.text());
    } else if (from instanceof Type.DecimalType decimal) {
      String call =
          method.use(Decimals.class) + ".toDouble(" + value.text() + ", " + decimal.scale() + ")";
      return method.strict(to, value.isNull(), single + call);
    } else if (from instanceof Type.BooleanType) {
      return method.define(to, value.isNull(), value.text() + " ? 1.0 : 0.0");
    }
    throw impossible(from, to);
  }

  private static Value toBoolean(MethodSource method, Value value) {
    Type from = value.type();
    if (from instanceof Type.IntegerType) {
      return method.strict(Type.BOOLEAN, value.isNull(), value.text() + " != 0L");
    } else if (from instanceof Type.FloatingType) {
      return method.strict(Type.BOOLEAN, value.isNull(), value.text() + " != 0.0");
    } else if (from instanceof Type.DecimalType) {
      String test =
          value.kind() == Kind.WIDE ? value.text() + ".signum() != 0" : value.text() + " != 0L";
      return method.strict(Type.BOOLEAN, value.isNull(), test);
    }
    throw impossible(from, Type.BOOLEAN);
  }

  static Value toBinary(MethodSource method, Value value, Type.BinaryType to) {
    Type from = value.type();
    if (from instanceof Type.BinaryType || from instanceof Type.UuidType) {
      return to.length() == Type.TextType.UNLIMITED
          ? value.as(to)
          : method.callForResult(
              to,
              value.isNull(),
              method.use(NestedValues.class)
                  + ".fitBinary("
                  + value.arguments()
                  + ", "
                  + to.length()
                  + ", "
                  + to.fixed(),
              false);
    }
    throw impossible(from, to);
  }

  private static Value nested(MethodSource method, Value value, Type to) {
    String cast =
        method
            .owner()
            .constant(
                NestedCast.class, new NestedCast(value.type(), to, method.owner().scalarCasts()));
    return method.callForResult(to, value.isNull(), cast + ".apply(" + value.arguments(), false);
  }

  /** Returns the field that knows the session's zone. */
  static String zones(MethodSource method) {
    ZoneId zone = method.owner().context().zone();
    return method.owner().constant(Zones.class, zone, Zones.of(zone));
  }

  private static Value toTime(MethodSource method, Value value, Type to) {
    Type from = value.type();
    String dates = method.use(Dates.class);
    if (to instanceof Type.DateType && from instanceof Type.TimestampType timestamp) {
      Value local = timestamp.zoned() ? local(method, value) : value;
      return method.strict(to, value.isNull(), dates + ".dayOfTimestamp(" + local.text() + ")");
    } else if (to instanceof Type.TimeType && from instanceof Type.TimestampType timestamp) {
      Value local = timestamp.zoned() ? local(method, value) : value;
      Value time =
          method.strict(
              Type.TIME, value.isNull(), dates + ".timeOfTimestamp(" + local.text() + ")");
      return cast(method, time, to);
    } else if (to instanceof Type.TimestampType timestamp && from instanceof Type.DateType) {
      Value midnight =
          method.strict(
              Type.TIMESTAMP, value.isNull(), dates + ".timestampOfDay(" + value.text() + ")");
      return cast(method, midnight, timestamp);
    } else if (to instanceof Type.TimestampType target
        && from instanceof Type.TimestampType source) {
      Value moved = value;
      if (source.zoned() != target.zoned()) {
        moved = source.zoned() ? local(method, value) : instant(method, value);
      }
      if (source.precision() <= target.precision()) {
        return moved.as(to);
      }
      return method.strict(
          to,
          value.isNull(),
          dates + ".roundFraction(" + moved.text() + ", " + target.precision() + ")");
    } else if (to instanceof Type.TimeType target && from instanceof Type.TimeType source) {
      return source.precision() <= target.precision()
          ? value.as(to)
          : method.strict(
              to,
              value.isNull(),
              dates
                  + ".timeOfTimestamp("
                  + dates
                  + ".roundFraction("
                  + value.text()
                  + ", "
                  + target.precision()
                  + "))");
    }
    throw impossible(from, to);
  }

  /** An instant as the session's clock shows it. */
  static Value local(MethodSource method, Value value) {
    return method.strict(
        Type.TIMESTAMP, value.isNull(), zones(method) + ".toLocal(" + value.text() + ")");
  }

  /** The instant at which the session's clock shows a time. */
  static Value instant(MethodSource method, Value value) {
    return method.strict(
        Type.TIMESTAMPTZ, value.isNull(), zones(method) + ".toInstant(" + value.text() + ")");
  }
}
