package io.millrace.planner.codegen;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.planner.function.kernel.Dates;
import io.millrace.planner.function.kernel.Integers;
import io.millrace.planner.function.kernel.Intervals;
import io.millrace.type.Type;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;

/** Writes arithmetic of dates, times, timestamps and intervals. */
final class TimeWriter {
  private TimeWriter() {}

  /** Writes {@code a kind b} where one of them is no number. */
  static Value arithmetic(MethodSource method, SqlKind kind, Type type, Value a, Value b) {
    Type typeA = a.type();
    Type typeB = b.type();
    if (a.isAlwaysNull() || b.isAlwaysNull()) {
      return Value.nullOf(type);
    } else if (typeA instanceof Type.IntervalType && typeB instanceof Type.IntervalType) {
      return intervals(method, kind, type, a, b);
    } else if (isTime(typeA) && typeB instanceof Type.IntervalType interval) {
      return shift(method, kind, type, a, b, interval);
    } else if (isTime(typeB) && typeA instanceof Type.IntervalType interval) {
      if (kind == SqlKind.PLUS) {
        return shift(method, kind, type, b, a, interval);
      }
    } else if (isTime(typeA) && isTime(typeB) && kind == SqlKind.MINUS) {
      return between(method, type, a, b);
    } else if (typeA instanceof Type.IntervalType && Numbers.isNumeric(typeB)) {
      return scale(method, kind, type, a, b);
    } else if (typeB instanceof Type.IntervalType
        && Numbers.isNumeric(typeA)
        && kind == SqlKind.TIMES) {
      return scale(method, kind, type, b, a);
    } else if (typeA instanceof Type.DateType && typeB instanceof Type.IntegerType) {
      String name = kind == SqlKind.PLUS ? "add" : "subtract";
      String isNull = method.anyNull(a, b);
      return method.strict(
          type,
          isNull,
          method.use(Integers.class) + "." + name + "(" + a.text() + ", " + b.text() + ", 32)");
    }
    throw new MillraceException(
        ErrorCode.DATATYPE_MISMATCH,
        "no operator " + kind.sql + " for " + typeA.sql() + " and " + typeB.sql());
  }

  private static boolean isTime(Type type) {
    return type instanceof Type.DateType
        || type instanceof Type.TimeType
        || type instanceof Type.TimestampType;
  }

  private static Value intervals(MethodSource method, SqlKind kind, Type type, Value a, Value b) {
    if (kind != SqlKind.PLUS && kind != SqlKind.MINUS) {
      throw new MillraceException(
          ErrorCode.DATATYPE_MISMATCH, "intervals cannot be multiplied or divided by one another");
    }
    String name = kind == SqlKind.PLUS ? "add" : "subtract";
    return method.strict(
        type,
        method.anyNull(a, b),
        method.use(Integers.class) + "." + name + "(" + a.text() + ", " + b.text() + ")");
  }

  private static Value scale(MethodSource method, SqlKind kind, Type type, Value a, Value number) {
    boolean whole = number.type() instanceof Type.IntegerType && kind == SqlKind.TIMES;
    Value factor = whole ? number : CastWriter.cast(method, number, Type.DOUBLE);
    String name = kind == SqlKind.TIMES ? ".multiply(" : ".divide(";
    return method.strict(
        type,
        method.anyNull(a, factor),
        method.use(Intervals.class) + name + a.text() + ", " + factor.text() + ")");
  }

  /** A date or time, some interval later or earlier. */
  static Value shift(
      MethodSource method,
      SqlKind kind,
      Type type,
      Value time,
      Value interval,
      Type.IntervalType intervalType) {
    Value start = time;
    if (time.type() instanceof Type.DateType && type instanceof Type.TimestampType) {
      start = CastWriter.cast(method, time, Type.TIMESTAMP);
    }
    boolean plus = kind == SqlKind.PLUS;
    String name;
    if (start.type() instanceof Type.DateType) {
      name =
          intervalType.months()
              ? plus ? "datePlusMonths" : "dateMinusMonths"
              : plus ? "datePlusMicros" : "dateMinusMicros";
    } else if (start.type() instanceof Type.TimeType) {
      if (intervalType.months()) {
        return start;
      }
      name = plus ? "timePlusMicros" : "timeMinusMicros";
    } else {
      name =
          intervalType.months()
              ? plus ? "plusMonths" : "minusMonths"
              : plus ? "plusMicros" : "minusMicros";
    }
    Value moved = start;
    boolean zonedMonths =
        intervalType.months()
            && start.type() instanceof Type.TimestampType timestamp
            && timestamp.zoned();
    if (zonedMonths) {
      moved = CastWriter.local(method, start);
    }
    Value result =
        method.strict(
            moved.type(),
            method.anyNull(moved, interval),
            method.use(Dates.class)
                + "."
                + name
                + "("
                + moved.text()
                + ", "
                + interval.text()
                + ")");
    return zonedMonths ? CastWriter.instant(method, result) : result.as(type);
  }

  /** The interval from b to a. */
  static Value between(MethodSource method, Type type, Value a, Value b) {
    String isNull = method.anyNull(a, b);
    String dates = method.use(Dates.class);
    if (type instanceof Type.IntegerType) {
      return method.strict(type, isNull, a.text() + " - " + b.text());
    }
    boolean times = a.type() instanceof Type.TimeType;
    Value x = times ? a : CastWriter.cast(method, a, micros(a.type()));
    Value y = times ? b : CastWriter.cast(method, b, micros(b.type()));
    boolean months = type instanceof Type.IntervalType interval && interval.months();
    return method.strict(
        type,
        isNull,
        months
            ? dates + ".monthsBetween(" + y.text() + ", " + x.text() + ")"
            : dates + ".minusMicros(" + x.text() + ", " + y.text() + ")");
  }

  private static Type micros(Type type) {
    return type instanceof Type.TimestampType timestamp
        ? new Type.TimestampType(6, timestamp.zoned())
        : Type.TIMESTAMP;
  }

  /** CAST between intervals of one unit and numbers; null where it is no such cast. */
  static Value castInterval(MethodSource method, RexCall call, Value value, Type type) {
    RelDataType target = call.getType();
    RelDataType source = call.getOperands().get(0).getType();
    if (type instanceof Type.IntervalType && Numbers.isNumeric(value.type())) {
      Value count = CastWriter.cast(method, value, Type.BIGINT);
      String size = LiteralWriter.longText(unit(target.getIntervalQualifier()));
      return method.strict(
          type,
          count.isNull(),
          method.use(Integers.class) + ".multiply(" + count.text() + ", " + size + ")");
    } else if (value.type() instanceof Type.IntervalType
        && Numbers.isNumeric(type)
        && !value.isAlwaysNull()) {
      String size = LiteralWriter.longText(unit(source.getIntervalQualifier()));
      Value units = method.strict(Type.BIGINT, value.isNull(), value.text() + " / " + size);
      return CastWriter.cast(method, units, type);
    }
    return null;
  }

  /** Returns the months or microseconds of an interval's last unit. */
  private static long unit(SqlIntervalQualifier qualifier) {
    TimeUnit unit =
        qualifier.getEndUnit() == null ? qualifier.getStartUnit() : qualifier.getEndUnit();
    return TimeUnits.size(unit);
  }
}
