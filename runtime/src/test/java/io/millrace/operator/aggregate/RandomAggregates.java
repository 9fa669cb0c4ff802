package io.millrace.operator.aggregate;

import io.millrace.operator.aggregate.AggregateCall.Function;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Random rows, with the values at which sums go astray, and random aggregates of them. */
public final class RandomAggregates {
  private static final Type WIDE = new Type.DecimalType(38, 4);
  private static final Type MONEY = new Type.DecimalType(10, 2);
  public static final RowType INPUT =
      RowType.of(
          Field.of("k", Type.BIGINT),
          Field.of("name", Type.VARCHAR),
          Field.of("chosen", Type.BOOLEAN),
          Field.of("small", Type.INTEGER),
          Field.required("big", Type.BIGINT),
          Field.of("money", MONEY),
          Field.of("wide", WIDE),
          Field.of("number", Type.DOUBLE),
          Field.of("single", Type.REAL),
          Field.of("text", Type.VARCHAR));
  private static final int CHOSEN = 2;

  private RandomAggregates() {}

  /** Makes a row of {@link #INPUT}. */
  public static List<Object> row(Random random) {
    double[] numbers = {
      0,
      -0.0,
      0.1,
      0.2,
      0.3,
      1,
      3,
      -7.25,
      1e16,
      -1e16,
      1e-9,
      1e300,
      -1e300,
      5e-324,
      1.7e308,
      2.5e-310,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY
    };
    long[] bigs = {0, 1, -1, 5, Long.MAX_VALUE / 5000, Long.MIN_VALUE / 5000, 1L << 40};
    Object[] row = {
      (long) random.nextInt(5),
      "key".repeat(random.nextInt(4)),
      (long) random.nextInt(2),
      random.nextInt(7) - 3L,
      bigs[random.nextInt(bigs.length)],
      random.nextInt(2000) - 1000L,
      BigInteger.TEN.pow(random.nextInt(30)).multiply(BigInteger.valueOf(random.nextInt(19) - 9)),
      numbers[random.nextInt(random.nextInt(10) == 0 ? numbers.length : 11)],
      (double) (float) (random.nextInt(20) * 0.1),
      "text".repeat(random.nextInt(3)) + random.nextInt(6)
    };
    for (int i = 0; i < row.length; i++) {
      if (i != 4 && random.nextInt(6) == 0) {
        row[i] = null;
      }
    }
    return Arrays.asList(row);
  }

  /** Makes aggregates of {@link #INPUT}, of all functions. */
  public static List<AggregateCall> calls(Random random, int count) {
    List<AggregateCall> calls = new ArrayList<>();
    while (calls.size() < count) {
      Function function = Function.values()[random.nextInt(Function.values().length)];
      int argument = random.nextInt(INPUT.size());
      Type type = INPUT.type(argument);
      int filter = random.nextInt(3) == 0 ? CHOSEN : -1;
      boolean distinct = random.nextInt(3) == 0;
      boolean number = argument >= 3 && argument <= 8;
      switch (function) {
        case COUNT -> {
          if (random.nextInt(4) == 0) {
            calls.add(new AggregateCall(function, -1, null, filter, false, Type.BIGINT));
          } else {
            calls.add(new AggregateCall(function, argument, type, filter, distinct, Type.BIGINT));
          }
        }
        case MIN, MAX, ANY_VALUE ->
            calls.add(new AggregateCall(function, argument, type, filter, distinct, type));
        case EVERY, SOME ->
            calls.add(
                new AggregateCall(function, CHOSEN, Type.BOOLEAN, -1, distinct, Type.BOOLEAN));
        case SINGLE_VALUE -> {}
        case SUM, SUM0, AVG -> {
          if (number) {
            Type result = sumType(type, function == Function.AVG && random.nextBoolean());
            calls.add(new AggregateCall(function, argument, type, filter, distinct, result));
          }
        }
        case VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP -> {
          if (number) {
            calls.add(new AggregateCall(function, argument, type, filter, distinct, Type.DOUBLE));
          }
        }
      }
    }
    return calls;
  }

  private static Type sumType(Type type, boolean floating) {
    if (type instanceof Type.DecimalType decimal) {
      return floating ? Type.DOUBLE : new Type.DecimalType(38, decimal.scale());
    } else if (type instanceof Type.IntegerType) {
      return floating ? new Type.DecimalType(38, 6) : Type.BIGINT;
    }
    return floating ? Type.DOUBLE : type;
  }
}
