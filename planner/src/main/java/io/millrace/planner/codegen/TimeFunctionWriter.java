package io.millrace.planner.codegen;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.planner.function.kernel.Dates;
import io.millrace.planner.function.kernel.Integers;
import io.millrace.planner.function.kernel.TimeFields;
import io.millrace.planner.function.kernel.Zones;
import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Type;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/** Writes functions of time that name a unit, and those that ask for the time. */
final class TimeFunctionWriter {
  private TimeFunctionWriter() {}

  /** Returns the unit that an operand names: a keyword, or a literal text. */
  private static TimeUnit unit(RexNode operand) {
    if (operand instanceof RexLiteral literal) {
      Object value = literal.getValue();
      if (value instanceof TimeUnitRange range) {
        return range.startUnit;
      } else if (value instanceof TimeUnit unit) {
        return unit;
      } else if (value != null && literal.getValueAs(String.class) != null) {
        return TimeUnits.of(literal.getValueAs(String.class));
      }
    }
    throw new MillraceException(
        ErrorCode.FEATURE_NOT_SUPPORTED, "the unit of time must be a constant, such as 'hour'");
  }

  /** EXTRACT(unit, time), DATE_PART('unit', time). */
  static Value extract(MethodSource method, RexCall call) {
    TimeUnit unit = unit(call.getOperands().get(0));
    Value time = method.value(call.getOperands().get(1));
    return extract(method, TypeMapping.typeOf(call.getType()), unit, time);
  }

  /** YEAR(time) and the like. */
  static CallWriter field(TimeUnit unit) {
    return (method, call) -> {
      Value time = method.value(call.getOperands().get(0));
      return extract(method, TypeMapping.typeOf(call.getType()), unit, time);
    };
  }

  private static Value extract(MethodSource method, Type type, TimeUnit unit, Value time) {
    String fields = method.use(TimeFields.class);
    if (time.type() instanceof Type.IntervalType interval) {
      return ofInterval(method, type, unit, time, interval);
    } else if (time.type() instanceof Type.NullType) {
      return Value.nullOf(type);
    }
    boolean date = time.type() instanceof Type.DateType;
    boolean clock = time.type() instanceof Type.TimeType;
    if (unit == TimeUnit.EPOCH) {
      Value instant = date ? CastWriter.cast(method, time, Type.TIMESTAMP) : time;
      return method.strict(type, time.isNull(), fields + ".epoch(" + instant.text() + ")");
    }
    Value local =
        time.type() instanceof Type.TimestampType timestamp && timestamp.zoned()
            ? CastWriter.local(method, time)
            : time;
    String dates = method.use(Dates.class);
    String name = unit.name().toLowerCase(Locale.ROOT);
    if (isOfClock(unit)) {
      if (date) {
        return method.strict(type, time.isNull(), "0L");
      }
      String ofDay = clock ? local.text() : dates + ".timeOfTimestamp(" + local.text() + ")";
      return method.strict(type, time.isNull(), fields + "." + name + "(" + ofDay + ")");
    }
    if (clock) {
      throw new MillraceException(
          ErrorCode.DATATYPE_MISMATCH, "a TIME has no field " + unit.name());
    }
    String day = date ? local.text() : dates + ".dayOfTimestamp(" + local.text() + ")";
    return method.strict(type, time.isNull(), fields + "." + name + "(" + day + ")");
  }

  private static boolean isOfClock(TimeUnit unit) {
    return switch (unit) {
      case HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND -> true;
      case NANOSECOND ->
          throw new MillraceException(
              ErrorCode.FEATURE_NOT_SUPPORTED,
              "NANOSECOND is not supported; the smallest unit is MICROSECOND");
      default -> false;
    };
  }

  private static Value ofInterval(
      MethodSource method, Type type, TimeUnit unit, Value time, Type.IntervalType interval) {
    if (interval.months() != TimeUnits.isMonths(unit)) {
      return method.strict(type, time.isNull(), "0L");
    }
    String size = LiteralWriter.longText(TimeUnits.size(unit));
    String whole = time.text() + " / " + size;
    String field =
        switch (unit) {
          case MONTH -> time.text() + " % 12L";
          case QUARTER -> time.text() + " % 12L / 3L + 1L";
          case HOUR -> whole + " % 24L";
          case MINUTE, SECOND -> whole + " % 60L";
          case MILLISECOND -> whole + " % 60000L";
          case MICROSECOND -> whole + " % 60000000L";
          default -> whole;
        };
    return method.strict(type, time.isNull(), field);
  }

  /** FLOOR(time, unit). */
  static Value floor(MethodSource method, RexCall call) {
    Value time = method.value(call.getOperands().get(0));
    return round(
        method, TypeMapping.typeOf(call.getType()), time, unit(call.getOperands().get(1)), "floor");
  }

  static Value ceil(MethodSource method, RexCall call) {
    Value time = method.value(call.getOperands().get(0));
    return round(
        method, TypeMapping.typeOf(call.getType()), time, unit(call.getOperands().get(1)), "ceil");
  }

  /** DATE_TRUNC('unit', time). */
  static Value truncate(MethodSource method, RexCall call) {
    Value time = method.value(call.getOperands().get(1));
    return round(
        method, TypeMapping.typeOf(call.getType()), time, unit(call.getOperands().get(0)), "floor");
  }

  private static Value round(
      MethodSource method, Type type, Value time, TimeUnit unit, String name) {
    if (time.isAlwaysNull()) {
      return Value.nullOf(type);
    }
    Type from = time.type();
    boolean zoned = from instanceof Type.TimestampType timestamp && timestamp.zoned();
    Value local = zoned ? CastWriter.local(method, time) : time;
    String dates = method.use(Dates.class);
    String fields = method.use(TimeFields.class);
    boolean subDay = !TimeUnits.isMonths(unit) && TimeUnits.size(unit) <= Dates.MICROS_PER_DAY;
    String size = LiteralWriter.longText(TimeUnits.size(unit));
    Value rounded;
    if (from instanceof Type.DateType) {
      rounded =
          subDay
              ? local
              : method.strict(Type.DATE, time.isNull(), ofDays(fields, unit, name, local.text()));
    } else if (from instanceof Type.TimeType || subDay) {
      rounded =
          method.strict(
              from instanceof Type.TimeType ? Type.TIME : Type.TIMESTAMP,
              time.isNull(),
              fields + "." + name + "(" + local.text() + ", " + size + ")");
    } else {
      boolean up = name.equals("ceil");
      String micros = up ? dates + ".plusMicros(" + local.text() + ", 86399999999L)" : local.text();
      String day = dates + ".dayOfTimestamp(" + micros + ")";
      rounded =
          method.strict(
              Type.TIMESTAMP,
              time.isNull(),
              dates + ".timestampOfDay(" + ofDays(fields, unit, name, day) + ")");
    }
    Value back = zoned ? CastWriter.instant(method, rounded) : rounded;
    return CastWriter.cast(method, back, type);
  }

  private static String ofDays(String fields, TimeUnit unit, String name, String days) {
    if (unit == TimeUnit.WEEK) {
      return fields + "." + name + "Week(" + days + ")";
    } else if (unit == TimeUnit.ISOYEAR) {
      return fields + "." + name + "IsoYear(" + days + ")";
    }
    String months = LiteralWriter.longText(TimeUnits.size(unit));
    return fields + "." + name + "Months(" + days + ", " + months + ")";
  }

  /** TIMESTAMPADD(unit, count, time), DATEADD. */
  static Value add(MethodSource method, RexCall call) {
    TimeUnit unit = unit(call.getOperands().get(0));
    Value count = method.value(call.getOperands().get(1));
    Value time = method.value(call.getOperands().get(2));
    return add(method, SqlKind.PLUS, TypeMapping.typeOf(call.getType()), unit, count, time);
  }

  private static Value add(
      MethodSource method, SqlKind kind, Type type, TimeUnit unit, Value count, Value time) {
    Value whole = CastWriter.cast(method, count, Type.BIGINT);
    if (whole.isAlwaysNull() || time.isAlwaysNull()) {
      return Value.nullOf(type);
    }
    boolean months = TimeUnits.isMonths(unit);
    Type.IntervalType intervalType = new Type.IntervalType(months);
    String size = LiteralWriter.longText(TimeUnits.size(unit));
    Value interval =
        method.strict(
            intervalType,
            whole.isNull(),
            method.use(Integers.class) + ".multiply(" + whole.text() + ", " + size + ")");
    Value start = time;
    if (time.type() instanceof Type.DateType && type instanceof Type.TimestampType) {
      start = CastWriter.cast(method, time, Type.TIMESTAMP);
    }
    Value moved = TimeWriter.shift(method, kind, start.type(), start, interval, intervalType);
    return CastWriter.cast(method, moved, type);
  }

  /** DATE_ADD(time, days | interval), DATE_SUB. */
  static CallWriter addDays(SqlKind kind) {
    return (method, call) -> {
      Type type = TypeMapping.typeOf(call.getType());
      Value time = method.value(call.getOperands().get(0));
      Value amount = method.value(call.getOperands().get(1));
      return amount.type() instanceof Type.IntervalType
          ? TimeWriter.arithmetic(method, kind, type, time, amount)
          : add(method, kind, type, TimeUnit.DAY, amount, time);
    };
  }

  static Value addMonths(MethodSource method, RexCall call) {
    Type type = TypeMapping.typeOf(call.getType());
    Value time = method.value(call.getOperands().get(0));
    Value months = method.value(call.getOperands().get(1));
    return add(method, SqlKind.PLUS, type, TimeUnit.MONTH, months, time);
  }

  /** TIMESTAMPDIFF(unit, from, to): whole units, towards zero. */
  static Value difference(MethodSource method, RexCall call) {
    Type type = TypeMapping.typeOf(call.getType());
    TimeUnit unit = unit(call.getOperands().get(0));
    List<Value> times = micros(method, call.getOperands().subList(1, 3));
    String isNull = method.anyNull(times);
    if (isNull.equals(Value.ALWAYS)) {
      return Value.nullOf(type);
    }
    String from = times.get(0).text();
    String to = times.get(1).text();
    String dates = method.use(Dates.class);
    String size = LiteralWriter.longText(TimeUnits.size(unit));
    String units =
        TimeUnits.isMonths(unit)
            ? dates + ".monthsBetween(" + from + ", " + to + ") / " + size
            : dates + ".minusMicros(" + to + ", " + from + ") / " + size;
    return CastWriter.cast(method, method.strict(Type.BIGINT, isNull, units), type);
  }

  /** DATEDIFF(unit, from, to), or DATEDIFF(to, from) in days. */
  static Value boundaries(MethodSource method, RexCall call) {
    Type type = TypeMapping.typeOf(call.getType());
    boolean days = call.getOperands().size() == 2;
    TimeUnit unit = days ? TimeUnit.DAY : unit(call.getOperands().get(0));
    List<Value> times =
        micros(
            method,
            days
                ? List.of(call.getOperands().get(1), call.getOperands().get(0))
                : call.getOperands().subList(1, 3));
    String isNull = method.anyNull(times);
    if (isNull.equals(Value.ALWAYS)) {
      return Value.nullOf(type);
    }
    String fields = method.use(TimeFields.class);
    String dates = method.use(Dates.class);
    String from = times.get(0).text();
    String to = times.get(1).text();
    String size = LiteralWriter.longText(TimeUnits.size(unit));
    String fromDay = dates + ".dayOfTimestamp(" + from + ")";
    String toDay = dates + ".dayOfTimestamp(" + to + ")";
    String count;
    if (TimeUnits.isMonths(unit)) {
      count = fields + ".monthBoundaries(" + fromDay + ", " + toDay + ", " + size + ")";
    } else if (unit == TimeUnit.WEEK) {
      count = fields + ".weekBoundaries(" + fromDay + ", " + toDay + ")";
    } else {
      count = fields + ".boundaries(" + from + ", " + to + ", " + size + ")";
    }
    return CastWriter.cast(method, method.strict(Type.BIGINT, isNull, count), type);
  }

  /** Two times as microseconds of the same clock. */
  private static List<Value> micros(MethodSource method, List<RexNode> operands) {
    return operands.stream()
        .map(
            operand -> {
              Value time = method.value(operand);
              return time.type() instanceof Type.TimeType
                  ? time
                  : CastWriter.cast(method, time, Type.TIMESTAMP);
            })
        .toList();
  }

  /** CURRENT_TIMESTAMP and the like: constants of the statement. */
  static Value current(MethodSource method, RexCall call) {
    Type type = TypeMapping.typeOf(call.getType());
    long now = method.owner().context().now();
    long local = Zones.of(method.owner().context().zone()).toLocal(now);
    Value value = LiteralWriter.number(Type.TIMESTAMP, local);
    return CastWriter.cast(method, value, type);
  }
}
