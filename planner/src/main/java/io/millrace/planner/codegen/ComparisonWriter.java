package io.millrace.planner.codegen;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.planner.function.kernel.Decimals;
import io.millrace.planner.function.kernel.Doubles;
import io.millrace.planner.function.kernel.NestedValues;
import io.millrace.planner.function.kernel.Text;
import io.millrace.type.Type;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.sql.SqlKind;

/** Writes comparisons of values of the same or of comparable types. */
final class ComparisonWriter {
  private ComparisonWriter() {}

  static Value write(MethodSource method, RexCall call) {
    Value a = method.value(call.getOperands().get(0));
    Value b = method.value(call.getOperands().get(1));
    return compare(method, call.getKind(), a, b);
  }

  /** IS [NOT] DISTINCT FROM: as (not) equal, where null equals null. */
  static Value distinct(MethodSource method, RexCall call) {
    Value a = method.value(call.getOperands().get(0));
    Value b = method.value(call.getOperands().get(1));
    Value equal = compare(method, SqlKind.EQUALS, a, b);
    String same = "(" + equal.text() + " || " + a.isNull() + " && " + b.isNull() + ")";
    boolean distinct = call.getKind() == SqlKind.IS_DISTINCT_FROM;
    return method.define(Type.BOOLEAN, Value.NEVER, distinct ? "!" + same : same);
  }

  /** Compares two values: unknown where one is null. */
  static Value compare(MethodSource method, SqlKind kind, Value a, Value b) {
    String isNull = method.anyNull(a, b);
    if (isNull.equals(Value.ALWAYS)) {
      return Value.nullOf(Type.BOOLEAN);
    }
    return method.strict(Type.BOOLEAN, isNull, test(method, kind, a, b));
  }

  private static String test(MethodSource method, SqlKind kind, Value a, Value b) {
    Type typeA = a.type();
    Type typeB = b.type();
    if (typeA instanceof Type.FloatingType || typeB instanceof Type.FloatingType) {
      Value x = CastWriter.cast(method, a, Type.DOUBLE);
      Value y = CastWriter.cast(method, b, Type.DOUBLE);
      return doubles(method, kind, x.text(), y.text());
    }
    if (typeA instanceof Type.DecimalType || typeB instanceof Type.DecimalType) {
      return decimals(method, kind, a, b);
    }
    if (typeA instanceof Type.TimestampType || typeB instanceof Type.TimestampType) {
      Type common = typeA instanceof Type.TimestampType ? micros(typeA) : micros(typeB);
      Value x = CastWriter.cast(method, a, common);
      Value y = CastWriter.cast(method, b, common);
      return x.text() + sign(kind) + y.text();
    }
    if (a.kind() != b.kind()) {
      throw new MillraceException(
          ErrorCode.DATATYPE_MISMATCH,
          "cannot compare " + typeA.sql() + " with " + typeB.sql() + "; CAST one of them");
    }
    return switch (a.kind()) {
      case BOOLEAN -> booleans(kind, a.text(), b.text());
      case LONG -> a.text() + sign(kind) + b.text();
      case BYTES -> bytes(method, kind, a, b);
      case ARRAY, MAP, ROW -> {
        String values = method.use(NestedValues.class);
        yield values + ".compare(" + a.arguments() + ", " + b.arguments() + ")" + sign(kind) + "0";
      }
      case DOUBLE, WIDE -> throw new IllegalStateException(typeA.sql());
    };
  }

  private static Type micros(Type timestamp) {
    return new Type.TimestampType(6, ((Type.TimestampType) timestamp).zoned());
  }

  private static String sign(SqlKind kind) {
    return switch (kind) {
      case EQUALS -> " == ";
      case NOT_EQUALS -> " != ";
      case LESS_THAN -> " < ";
      case LESS_THAN_OR_EQUAL -> " <= ";
      case GREATER_THAN -> " > ";
      case GREATER_THAN_OR_EQUAL -> " >= ";
      default -> throw new IllegalStateException(kind.name());
    };
  }

  private static String booleans(SqlKind kind, String a, String b) {
    return switch (kind) {
      case EQUALS -> a + " == " + b;
      case NOT_EQUALS -> a + " != " + b;
      case LESS_THAN -> "!" + a + " && " + b;
      case LESS_THAN_OR_EQUAL -> "!" + a + " || " + b;
      case GREATER_THAN -> a + " && !" + b;
      case GREATER_THAN_OR_EQUAL -> a + " || !" + b;
      default -> throw new IllegalStateException(kind.name());
    };
  }

  private static String doubles(MethodSource method, SqlKind kind, String a, String b) {
    String doubles = method.use(Doubles.class);
    return switch (kind) {
      case EQUALS -> doubles + ".equal(" + a + ", " + b + ")";
      case NOT_EQUALS -> "!" + doubles + ".equal(" + a + ", " + b + ")";
      case LESS_THAN -> doubles + ".less(" + a + ", " + b + ")";
      case LESS_THAN_OR_EQUAL -> "!" + doubles + ".less(" + b + ", " + a + ")";
      case GREATER_THAN -> doubles + ".less(" + b + ", " + a + ")";
      case GREATER_THAN_OR_EQUAL -> "!" + doubles + ".less(" + a + ", " + b + ")";
      default -> throw new IllegalStateException(kind.name());
    };
  }

  private static String decimals(MethodSource method, SqlKind kind, Value a, Value b) {
    int scaleA = Numbers.scale(a.type());
    int scaleB = Numbers.scale(b.type());
    if (a.kind() == Kind.LONG && b.kind() == Kind.LONG && scaleA == scaleB) {
      return a.text() + sign(kind) + b.text();
    }
    // Words are compared with words or a long; with an object, objects.
    boolean words =
        (a.kind() == Kind.LONG || a.hasWords()) && (b.kind() == Kind.LONG || b.hasWords());
    return method.use(Decimals.class)
        + ".compare("
        + String.join(
            ", ",
            words ? decimal(a) : a.text(),
            Integer.toString(scaleA),
            words ? decimal(b) : b.text(),
            Integer.toString(scaleB))
        + ")"
        + sign(kind)
        + "0";
  }

  private static String decimal(Value value) {
    return value.hasWords() ? value.wordArguments() : value.text();
  }

  private static String bytes(MethodSource method, SqlKind kind, Value a, Value b) {
    String text = method.use(Text.class);
    String arguments = "(" + a.arguments() + ", " + b.arguments() + ")";
    if (isFixed(a.type()) && isFixed(b.type()) && !a.type().equals(b.type())) {
      return text + ".comparePadded" + arguments + sign(kind) + "0";
    } else if (kind == SqlKind.EQUALS) {
      return text + ".equal" + arguments;
    } else if (kind == SqlKind.NOT_EQUALS) {
      return "!" + text + ".equal" + arguments;
    }
    return text + ".compare" + arguments + sign(kind) + "0";
  }

  private static boolean isFixed(Type type) {
    return type instanceof Type.TextType text && text.fixed();
  }
}
