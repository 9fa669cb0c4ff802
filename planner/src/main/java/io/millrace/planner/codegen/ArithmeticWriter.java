package io.millrace.planner.codegen;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.planner.function.kernel.Decimals;
import io.millrace.planner.function.kernel.Doubles;
import io.millrace.planner.function.kernel.Integers;
import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Type;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.sql.SqlKind;

/** Writes +, -, *, /, % and the sign over numbers; over dates and intervals, {@link TimeWriter}. */
final class ArithmeticWriter {
  private ArithmeticWriter() {}

  static Value write(MethodSource method, RexCall call) {
    Type type = TypeMapping.typeOf(call.getType());
    Value a = method.value(call.getOperands().get(0));
    Value b = method.value(call.getOperands().get(1));
    if (!Numbers.isNumeric(a.type()) || !Numbers.isNumeric(b.type())) {
      return TimeWriter.arithmetic(method, call.getKind(), type, a, b);
    }
    return binary(method, call.getKind(), type, a, b);
  }

  /** Writes {@code a kind b} over numbers, with a result of this numeric type. */
  static Value binary(MethodSource method, SqlKind kind, Type type, Value a, Value b) {
    if (type instanceof Type.FloatingType floating) {
      return floating(method, kind, floating, a, b);
    } else if (type instanceof Type.IntegerType integer
        && a.type() instanceof Type.IntegerType
        && b.type() instanceof Type.IntegerType) {
      return integers(method, kind, integer, a, b);
    }
    return exact(method, kind, type, a, b);
  }

  private static Value floating(
      MethodSource method, SqlKind kind, Type.FloatingType type, Value a, Value b) {
    Value x = CastWriter.cast(method, a, Type.DOUBLE);
    Value y = CastWriter.cast(method, b, Type.DOUBLE);
    String isNull = method.anyNull(x, y);
    String expression =
        switch (kind) {
          case PLUS -> x.text() + " + " + y.text();
          case MINUS -> x.text() + " - " + y.text();
          case TIMES -> x.text() + " * " + y.text();
          case DIVIDE -> method.use(Doubles.class) + ".divide(" + x.text() + ", " + y.text() + ")";
          case MOD -> method.use(Doubles.class) + ".mod(" + x.text() + ", " + y.text() + ")";
          default -> throw new IllegalStateException(kind.name());
        };
    return method.strict(type, isNull, type.single() ? "(float) (" + expression + ")" : expression);
  }

  private static Value integers(
      MethodSource method, SqlKind kind, Type.IntegerType type, Value a, Value b) {
    String isNull = method.anyNull(a, b);
    String function =
        switch (kind) {
          case PLUS -> "add";
          case MINUS -> "subtract";
          case TIMES -> "multiply";
          case DIVIDE -> "divide";
          case MOD -> "mod";
          default -> throw new IllegalStateException(kind.name());
        };
    String call = method.use(Integers.class) + "." + function + "(" + a.text() + ", " + b.text();
    boolean narrow = type.bits() < Long.SIZE && kind != SqlKind.MOD;
    return method.strict(type, isNull, call + (narrow ? ", " + type.bits() + ")" : ")"));
  }

  /** At least one decimal, and an exact result. */
  private static Value exact(MethodSource method, SqlKind kind, Type type, Value a, Value b) {
    int precisionA = Numbers.precision(a.type());
    int precisionB = Numbers.precision(b.type());
    int scaleA = Numbers.scale(a.type());
    int scaleB = Numbers.scale(b.type());
    int scale = Numbers.scale(type);
    int common = Math.max(scaleA, scaleB);
    boolean longs = a.kind() == Kind.LONG && b.kind() == Kind.LONG;
    return switch (kind) {
      case PLUS, MINUS, MOD -> {
        int digits = Math.max(precisionA - scaleA, precisionB - scaleB) + common + 1;
        boolean fits = longs && digits <= Type.DecimalType.MAX_LONG_PRECISION;
        Value x = scaled(method, a, common, fits);
        Value y = scaled(method, b, common, fits);
        String isNull = method.anyNull(x, y);
        if (fits && kind != SqlKind.MOD) {
          String sign = kind == SqlKind.PLUS ? " + " : " - ";
          yield fit(
              method,
              method.strict(decimal(digits, common), isNull, x.text() + sign + y.text()),
              type);
        }
        String function = kind == SqlKind.PLUS ? "add" : kind == SqlKind.MINUS ? "subtract" : "mod";
        String more = kind == SqlKind.MOD ? ", " + common + ")" : ")";
        Type between = decimal(fits ? digits : Type.DecimalType.MAX_PRECISION, common);
        String call =
            method.use(Decimals.class) + "." + function + "(" + x.text() + ", " + y.text();
        yield fit(method, method.strict(between, isNull, call + more), type);
      }
      case TIMES -> {
        boolean fits = longs && precisionA + precisionB <= Type.DecimalType.MAX_LONG_PRECISION;
        String isNull = method.anyNull(a, b);
        int productScale = scaleA + scaleB;
        if (fits) {
          Type between = decimal(precisionA + precisionB, productScale);
          yield fit(method, method.strict(between, isNull, a.text() + " * " + b.text()), type);
        }
        if (longs && isWideEnough(type, precisionA + precisionB, productScale)) {
          yield words(method, type, isNull, a, b);
        }
        String product =
            longs
                ? "multiply(" + a.text() + ", " + b.text() + ")"
                : "multiply(" + Numbers.wide(method, a) + ", " + Numbers.wide(method, b) + ")";
        yield fitWide(
            method, isNull, method.use(Decimals.class) + "." + product, productScale, type);
      }
      case DIVIDE -> {
        int shift = scale + scaleB - scaleA;
        String isNull = method.anyNull(a, b);
        boolean fits = longs && Kind.of(type) == Kind.LONG && shift >= 0;
        String x = fits ? a.text() : Numbers.wide(method, a);
        String y = fits ? b.text() : Numbers.wide(method, b);
        String quotient =
            method.use(Decimals.class)
                + ".divide("
                + x
                + ", "
                + y
                + ", "
                + shift
                + ", "
                + scaleA
                + ")";
        if (fits) {
          yield fit(method, method.strict(decimal(18, scale), isNull, quotient), type, true);
        }
        yield fitWide(method, isNull, quotient, scale, type);
      }
      default -> throw new IllegalStateException(kind.name());
    };
  }

  /** Whether a wide type has all digits of a product. */
  private static boolean isWideEnough(Type type, int digits, int scale) {
    return type instanceof Type.DecimalType decimal
        && Kind.of(decimal) == Kind.WIDE
        && decimal.scale() == scale
        && decimal.precision() >= digits;
  }

  /** The product of two longs as two words, of which an object is made only where one is needed. */
  private static Value words(MethodSource method, Type type, String isNull, Value a, Value b) {
    if (isNull.equals(Value.ALWAYS)) {
      return Value.nullOf(type);
    }
    String high = method.fresh("v");
    String low = method.fresh("v");
    String operands = "(" + a.text() + ", " + b.text() + ");";
    method.line("final long " + high + " = Math.multiplyHigh" + operands);
    method.line("final long " + low + " = " + a.text() + " * " + b.text() + ";");
    String object = method.use(Decimals.class) + ".wide(" + high + ", " + low + ")";
    return new Value(type, isNull, List.of(object), List.of(high, low));
  }

  private static Type decimal(int precision, int scale) {
    int most = Math.min(Type.DecimalType.MAX_PRECISION, Math.max(precision, Math.max(1, scale)));
    return new Type.DecimalType(most, Math.min(scale, most));
  }

  /** Returns a value with a larger scale; unchecked, since there is room for its digits. */
  private static Value scaled(MethodSource method, Value value, int scale, boolean asLong) {
    int grow = scale - Numbers.scale(value.type());
    if (asLong) {
      if (grow == 0) {
        return value;
      }
      String power = LiteralWriter.longText(Decimals.power(grow));
      return method.define(decimal(18, scale), value.isNull(), value.text() + " * " + power);
    }
    String wide = Numbers.wide(method, value);
    if (grow > 0) {
      wide =
          method.use(Decimals.class)
              + ".shift("
              + wide
              + ", "
              + Numbers.scale(value.type())
              + ", "
              + scale
              + ")";
    }
    return method.define(decimal(38, scale), value.isNull(), wide);
  }

  private static Value fit(MethodSource method, Value value, Type type) {
    return fit(method, value, type, false);
  }

  /** Rounds a result to its type's scale and checks it against its precision. */
  private static Value fit(MethodSource method, Value value, Type type, boolean check) {
    Type.DecimalType from = (Type.DecimalType) value.type();
    if (!check
        && type instanceof Type.DecimalType to
        && from.scale() == to.scale()
        && from.precision() <= to.precision()
        && from.storage() == to.storage()) {
      return value.as(type);
    }
    if (check && type instanceof Type.DecimalType to && from.scale() == to.scale()) {
      String checked = ".check(" + value.text() + ", " + to.precision() + ", " + to.scale() + ")";
      return method.strict(type, value.isNull(), method.use(Decimals.class) + checked);
    }
    return CastWriter.cast(method, value, type);
  }

  /** Brings an unscaled BigInteger of any size to the result's type. */
  private static Value fitWide(
      MethodSource method, String isNull, String expression, int scale, Type type) {
    String decimals = method.use(Decimals.class);
    if (type instanceof Type.IntegerType integer) {
      return method.strict(
          type,
          isNull,
          decimals + ".toInteger(" + expression + ", " + scale + ", " + integer.bits() + ")");
    }
    Type.DecimalType to = (Type.DecimalType) type;
    String fitted = expression;
    if (scale != to.scale()) {
      fitted = decimals + ".shift(" + expression + ", " + scale + ", " + to.scale() + ")";
    }
    String checked = to.storage() == io.millrace.type.Storage.LONG ? ".narrow(" : ".check(";
    return method.strict(
        type,
        isNull,
        decimals + checked + fitted + ", " + to.precision() + ", " + to.scale() + ")");
  }

  /** The sign: -a. */
  static Value negate(MethodSource method, RexCall call) {
    Type type = TypeMapping.typeOf(call.getType());
    Value a = CastWriter.cast(method, method.value(call.getOperands().get(0)), type);
    if (type instanceof Type.FloatingType || type instanceof Type.DecimalType) {
      String negated =
          a.kind() == Kind.WIDE
              ? method.use(Decimals.class) + ".negate(" + a.text() + ")"
              : "-" + a.text();
      return method.strict(type, a.isNull(), negated);
    } else if (type instanceof Type.IntegerType || type instanceof Type.IntervalType) {
      int bits = type instanceof Type.IntegerType integer ? integer.bits() : Long.SIZE;
      String more = bits < Long.SIZE ? ", " + bits : "";
      return method.strict(
          type, a.isNull(), method.use(Integers.class) + ".negate(" + a.text() + more + ")");
    }
    throw new MillraceException(
        ErrorCode.DATATYPE_MISMATCH, "cannot negate a value of type " + type.sql());
  }
}
