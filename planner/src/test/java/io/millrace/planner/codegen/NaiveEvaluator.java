package io.millrace.planner.codegen;

import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/**
 * Evaluates expressions the simplest way, on Java objects as JavaValues has them: what generated
 * code is compared with. Throws {@link Failure} where SQL has an error.
 */
final class NaiveEvaluator {
  /** An error that the expression itself makes. */
  static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message);
    }
  }

  private final Object[] row;

  NaiveEvaluator(Object... row) {
    this.row = row;
  }

  Object evaluate(RexNode node) {
    if (node instanceof RexInputRef reference) {
      return row[reference.getIndex()];
    } else if (node instanceof RexLiteral literal) {
      return literal(literal);
    }
    RexCall call = (RexCall) node;
    List<RexNode> operands = call.getOperands();
    switch (call.getKind()) {
      case AND, OR -> {
        return junction(operands, call.getKind() == SqlKind.OR);
      }
      case CASE -> {
        for (int i = 0; i + 1 < operands.size(); i += 2) {
          if (Boolean.TRUE.equals(evaluate(operands.get(i)))) {
            return convert(evaluate(operands.get(i + 1)), type(call));
          }
        }
        return convert(evaluate(operands.get(operands.size() - 1)), type(call));
      }
      case COALESCE -> {
        for (RexNode operand : operands) {
          Object value = evaluate(operand);
          if (value != null) {
            return convert(value, type(call));
          }
        }
        return null;
      }
      case IS_NULL -> {
        return evaluate(operands.get(0)) == null;
      }
      case IS_NOT_NULL -> {
        return evaluate(operands.get(0)) != null;
      }
      case IS_TRUE -> {
        return Boolean.TRUE.equals(evaluate(operands.get(0)));
      }
      case IS_NOT_TRUE -> {
        return !Boolean.TRUE.equals(evaluate(operands.get(0)));
      }
      case IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM -> {
        Object a = evaluate(operands.get(0));
        Object b = evaluate(operands.get(1));
        boolean same = a == null || b == null ? a == b : compare(a, b) == 0;
        return same == (call.getKind() == SqlKind.IS_NOT_DISTINCT_FROM);
      }
      default -> {
        // All others are null where an operand is.
      }
    }
    Object[] values = new Object[operands.size()];
    boolean unknown = false;
    for (int i = 0; i < values.length; i++) {
      boolean flag = operands.get(i) instanceof RexLiteral l && l.getValue() instanceof Enum<?>;
      values[i] = flag ? ((RexLiteral) operands.get(i)).getValue() : evaluate(operands.get(i));
      unknown |= values[i] == null;
    }
    return unknown ? null : strict(call, values);
  }

  private Object junction(List<RexNode> operands, boolean deciding) {
    boolean unknown = false;
    for (RexNode operand : operands) {
      Object value = evaluate(operand);
      if (value == null) {
        unknown = true;
      } else if ((boolean) value == deciding) {
        return deciding;
      }
    }
    return unknown ? null : (Object) !deciding;
  }

  private static Type type(RexNode node) {
    return TypeMapping.typeOf(node.getType());
  }

  private static Object literal(RexLiteral literal) {
    if (literal.isNull()) {
      return null;
    }
    Type type = type(literal);
    if (type instanceof Type.BooleanType) {
      return literal.isAlwaysTrue();
    } else if (type instanceof Type.IntegerType) {
      return literal.getValueAs(BigDecimal.class).longValueExact();
    } else if (type instanceof Type.DecimalType decimal) {
      return literal.getValueAs(BigDecimal.class).setScale(decimal.scale());
    } else if (type instanceof Type.FloatingType) {
      return literal.getValueAs(Double.class);
    } else if (type instanceof Type.TextType) {
      return literal.getValueAs(String.class);
    } else if (type instanceof Type.DateType) {
      return LocalDate.parse(literal.toString());
    } else if (type instanceof Type.IntervalType interval) {
      BigDecimal value = literal.getValueAs(BigDecimal.class);
      return interval.months()
          ? (Object) Period.ofMonths(value.intValueExact())
          : java.time.Duration.ofMillis(value.longValueExact());
    }
    throw new IllegalStateException(literal + " " + type);
  }

  private static Object strict(RexCall call, Object[] v) {
    Type type = type(call);
    switch (call.getKind()) {
      case NOT -> {
        return !(boolean) v[0];
      }
      case EQUALS -> {
        return compare(v[0], v[1]) == 0;
      }
      case NOT_EQUALS -> {
        return compare(v[0], v[1]) != 0;
      }
      case LESS_THAN -> {
        return compare(v[0], v[1]) < 0;
      }
      case LESS_THAN_OR_EQUAL -> {
        return compare(v[0], v[1]) <= 0;
      }
      case GREATER_THAN -> {
        return compare(v[0], v[1]) > 0;
      }
      case GREATER_THAN_OR_EQUAL -> {
        return compare(v[0], v[1]) >= 0;
      }
      case PLUS, MINUS -> {
        if (v[0] instanceof LocalDate || v[0] instanceof LocalDateTime) {
          return shift(v[0], v[1], call.getKind() == SqlKind.PLUS ? 1 : -1);
        }
        return arithmetic(call.getKind(), type, v[0], v[1]);
      }
      case TIMES, DIVIDE, MOD -> {
        return arithmetic(call.getKind(), type, v[0], v[1]);
      }
      case MINUS_PREFIX -> {
        return v[0] instanceof Double d ? (Object) (-d) : convert(exact(v[0]).negate(), type);
      }
      case CAST -> {
        return convert(v[0], type);
      }
      case LIKE -> {
        String regex =
            Pattern.quote((String) v[1]).replace("%", "\\E.*\\Q").replace("_", "\\E.\\Q");
        return Pattern.compile(regex, Pattern.DOTALL).matcher((String) v[0]).matches();
      }
      default -> {
        return named(call.getOperator().getName(), v);
      }
    }
  }

  private static Object named(String name, Object[] v) {
    switch (name) {
      case "||" -> {
        return (String) v[0] + v[1];
      }
      case "UPPER" -> {
        return ((String) v[0]).toUpperCase(Locale.ROOT);
      }
      case "CHAR_LENGTH" -> {
        String text = (String) v[0];
        return (long) text.codePointCount(0, text.length());
      }
      case "SUBSTRING" -> {
        int[] points = ((String) v[0]).codePoints().toArray();
        long from = (long) v[1];
        long count = (long) v[2];
        if (count < 0) {
          throw new Failure("negative length");
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < points.length; i++) {
          if (i + 1 >= from && i + 1 < from + count) {
            text.appendCodePoint(points[i]);
          }
        }
        return text.toString();
      }
      case "ABS" -> {
        return v[0] instanceof Double d
            ? (Object) Math.abs(d)
            : v[0] instanceof BigDecimal b ? b.abs() : (Object) Math.abs((long) v[0]);
      }
      case "FLOOR" -> {
        return floor(v[0], (TimeUnitRange) v[1]);
      }
      case "EXTRACT" -> {
        return extract((TimeUnitRange) v[0], v[1]);
      }
      default -> throw new IllegalStateException(name);
    }
  }

  private static Object floor(Object time, TimeUnitRange unit) {
    if (time instanceof LocalDate date) {
      return ((LocalDateTime) floor(date.atStartOfDay(), unit)).toLocalDate();
    }
    LocalDateTime t = (LocalDateTime) time;
    return switch (unit) {
      case YEAR -> t.toLocalDate().withDayOfYear(1).atStartOfDay();
      case MONTH -> t.toLocalDate().withDayOfMonth(1).atStartOfDay();
      case HOUR -> t.truncatedTo(ChronoUnit.HOURS);
      default -> t.truncatedTo(ChronoUnit.DAYS);
    };
  }

  private static Object extract(TimeUnitRange unit, Object time) {
    LocalDate date = time instanceof LocalDateTime stamp ? stamp.toLocalDate() : (LocalDate) time;
    return switch (unit) {
      case YEAR -> (long) date.getYear();
      case MONTH -> (long) date.getMonthValue();
      case DOY -> (long) date.getDayOfYear();
      case DOW -> (long) date.getDayOfWeek().getValue() % 7;
      case WEEK -> date.getLong(java.time.temporal.IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case HOUR ->
          time instanceof LocalDateTime stamp ? stamp.getLong(ChronoField.HOUR_OF_DAY) : 0L;
      default -> throw new IllegalStateException(unit.name());
    };
  }

  private static Object shift(Object time, Object amount, int sign) {
    if (amount instanceof Period period) {
      return time instanceof LocalDate date
          ? (Object) date.plusMonths(sign * period.toTotalMonths())
          : ((LocalDateTime) time).plusMonths(sign * period.toTotalMonths());
    }
    java.time.Duration duration = (java.time.Duration) amount;
    return time instanceof LocalDate date
        ? (Object) date.plusDays(sign * duration.toDays())
        : ((LocalDateTime) time).plus(duration.multipliedBy(sign));
  }

  private static BigDecimal exact(Object value) {
    return value instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf((long) value);
  }

  private static double real(Object value) {
    return value instanceof Double d ? d : exact(value).doubleValue();
  }

  private static Object arithmetic(SqlKind kind, Type type, Object a, Object b) {
    if (type instanceof Type.FloatingType) {
      double x = real(a);
      double y = real(b);
      if (kind == SqlKind.DIVIDE && y == 0) {
        throw new Failure("division by zero");
      }
      return switch (kind) {
        case PLUS -> x + y;
        case MINUS -> x - y;
        case TIMES -> x * y;
        default -> x / y;
      };
    }
    BigDecimal x = exact(a);
    BigDecimal y = exact(b);
    if ((kind == SqlKind.DIVIDE || kind == SqlKind.MOD) && y.signum() == 0) {
      throw new Failure("division by zero");
    }
    BigDecimal result =
        switch (kind) {
          case PLUS -> x.add(y);
          case MINUS -> x.subtract(y);
          case TIMES -> x.multiply(y);
          case MOD -> x.remainder(y);
          default ->
              type instanceof Type.IntegerType
                  ? x.divideToIntegralValue(y)
                  : x.divide(y, ((Type.DecimalType) type).scale(), RoundingMode.HALF_UP);
        };
    return convert(result, type);
  }

  /** Converts to a type; numbers out of its range fail. */
  static Object convert(Object value, Type type) {
    if (value == null) {
      return null;
    } else if (type instanceof Type.IntegerType integer && !(value instanceof Boolean)) {
      BigInteger whole;
      if (value instanceof String text) {
        if (!text.strip().matches("[+-]?[0-9]+")) {
          throw new Failure(text);
        }
        whole = new BigInteger(text.strip().replace("+", ""));
      } else if (value instanceof Double d) {
        if (Double.isNaN(d) || Double.isInfinite(d)) {
          throw new Failure("not finite");
        }
        whole = new BigDecimal(d).setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
      } else {
        whole = exact(value).setScale(0, RoundingMode.HALF_UP).toBigInteger();
      }
      if (whole.compareTo(BigInteger.valueOf(integer.min())) < 0
          || whole.compareTo(BigInteger.valueOf(integer.max())) > 0) {
        throw new Failure("out of range");
      }
      return whole.longValue();
    } else if (type instanceof Type.DecimalType decimal) {
      BigDecimal exact = value instanceof Double d ? BigDecimal.valueOf(d) : exact(value);
      BigDecimal scaled = exact.setScale(decimal.scale(), RoundingMode.HALF_UP);
      if (scaled.precision() > decimal.precision() && scaled.signum() != 0) {
        throw new Failure("out of range");
      }
      return scaled;
    } else if (type instanceof Type.FloatingType) {
      return real(value);
    } else if (type instanceof Type.TextType && !(value instanceof String)) {
      return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    } else if (type instanceof Type.TimestampType && value instanceof LocalDate date) {
      return date.atStartOfDay();
    } else if (type instanceof Type.DateType && value instanceof LocalDateTime time) {
      return time.toLocalDate();
    }
    return value;
  }

  static int compare(Object a, Object b) {
    if (a instanceof Double || b instanceof Double) {
      double x = real(a) + 0.0;
      double y = real(b) + 0.0;
      return Double.compare(x, y);
    } else if (a instanceof String text) {
      int[] x = text.codePoints().toArray();
      int[] y = ((String) b).codePoints().toArray();
      return java.util.Arrays.compare(x, y);
    } else if (a instanceof Boolean truth) {
      return truth.compareTo((Boolean) b);
    } else if (a instanceof LocalDate date) {
      return date.compareTo((LocalDate) b);
    } else if (a instanceof LocalDateTime time) {
      return time.compareTo((LocalDateTime) b);
    }
    return exact(a).compareTo(exact(b));
  }
}
