package io.millrace.operator.aggregate;

import io.millrace.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Aggregates the simplest way: from all rows of a group, with numbers of any size. */
final class NaiveAggregates {
  private static final MathContext PRECISE = new MathContext(300, RoundingMode.HALF_EVEN);

  private NaiveAggregates() {}

  /** Returns a call's result over rows (a row stands there as often as it is in the group). */
  static Object result(AggregateCall call, List<List<Object>> rows) {
    List<Object> values = new ArrayList<>();
    Set<Object> seen = new HashSet<>();
    for (List<Object> row : rows) {
      boolean counts = call.filter() < 0 || Long.valueOf(1).equals(row.get(call.filter()));
      if (counts) {
        Object value = call.argument() < 0 ? (Object) 1L : row.get(call.argument());
        if (Double.valueOf(-0.0).equals(value)) {
          value = 0.0;
        }
        if (value != null && (!call.distinct() || seen.add(value))) {
          values.add(value);
        }
      }
    }
    return switch (call.function()) {
      case COUNT -> (long) values.size();
      case MIN, ANY_VALUE, SINGLE_VALUE ->
          values.stream().min(NaiveAggregates::compare).orElse(null);
      case MAX ->
          values.stream().max(Comparator.comparing(v -> v, NaiveAggregates::compare)).orElse(null);
      case EVERY -> values.isEmpty() ? null : values.contains(0L) ? 0L : 1L;
      case SOME -> values.isEmpty() ? null : values.contains(1L) ? 1L : 0L;
      case SUM, SUM0, AVG -> sum(call, values);
      case VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP -> spread(call, values);
    };
  }

  @SuppressWarnings("unchecked")
  private static int compare(Object left, Object right) {
    return ((Comparable<Object>) left).compareTo(right);
  }

  private static Object sum(AggregateCall call, List<Object> values) {
    boolean average = call.function() == AggregateCall.Function.AVG;
    if (values.isEmpty()) {
      return call.function() != AggregateCall.Function.SUM0
          ? null
          : typed(BigDecimal.ZERO, call.resultType());
    }
    if (values.get(0) instanceof Double) {
      double special = 0;
      BigDecimal exact = BigDecimal.ZERO;
      for (Object value : values) {
        double number = (Double) value;
        if (Double.isFinite(number)) {
          exact = exact.add(new BigDecimal(number));
        } else {
          special += number;
        }
      }
      double sum = special != 0 ? special : exact.doubleValue();
      double result = average ? sum / values.size() : sum;
      return call.resultType().equals(Type.REAL) ? (double) (float) result : result;
    }
    BigDecimal total = BigDecimal.ZERO;
    for (Object value : values) {
      total = total.add(decimal(value, call.argumentType()));
    }
    return typed(
        average ? total.divide(BigDecimal.valueOf(values.size()), PRECISE) : total,
        call.resultType());
  }

  private static Object spread(AggregateCall call, List<Object> values) {
    boolean sample = call.function().name().endsWith("SAMP");
    boolean root = call.function().name().startsWith("STDDEV");
    int count = values.size();
    if (count < (sample ? 2 : 1)) {
      return null;
    }
    BigDecimal total = BigDecimal.ZERO;
    for (Object value : values) {
      if (value instanceof Double number && !Double.isFinite(number * number)) {
        return Double.NaN;
      }
      total = total.add(decimal(value, call.argumentType()));
    }
    BigDecimal mean = total.divide(BigDecimal.valueOf(count), PRECISE);
    BigDecimal squares = BigDecimal.ZERO;
    for (Object value : values) {
      squares = squares.add(decimal(value, call.argumentType()).subtract(mean).pow(2));
    }
    BigDecimal variance = squares.divide(BigDecimal.valueOf(sample ? count - 1 : count), PRECISE);
    if (variance.compareTo(new BigDecimal("1e-150")) < 0) {
      variance = BigDecimal.ZERO;
    }
    return typed(root ? variance.sqrt(new MathContext(60)) : variance, call.resultType());
  }

  private static BigDecimal decimal(Object value, Type type) {
    if (value instanceof Double number) {
      return new BigDecimal(number);
    }
    int scale = type instanceof Type.DecimalType decimal ? decimal.scale() : 0;
    return value instanceof BigInteger big
        ? new BigDecimal(big, scale)
        : BigDecimal.valueOf((Long) value, scale);
  }

  private static Object typed(BigDecimal value, Type type) {
    if (type instanceof Type.FloatingType floating) {
      return floating.single() ? (double) (float) value.doubleValue() : value.doubleValue();
    } else if (type instanceof Type.DecimalType decimal) {
      BigInteger unscaled = value.setScale(decimal.scale(), RoundingMode.HALF_UP).unscaledValue();
      return decimal.precision() > 18 ? unscaled : (Object) unscaled.longValueExact();
    }
    return value.setScale(0, RoundingMode.DOWN).longValueExact();
  }
}
