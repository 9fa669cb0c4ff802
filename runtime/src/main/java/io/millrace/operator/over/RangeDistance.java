package io.millrace.operator.over;

import io.millrace.batch.Column;
import io.millrace.batch.DoubleBuilder;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongBuilder;
import io.millrace.batch.LongColumn;
import io.millrace.batch.WideBuilder;
import io.millrace.batch.WideColumn;
import java.math.BigInteger;
import java.time.LocalDate;

/**
 * How far a frame of RANGE reaches from a row, in the value by which rows are ordered; never
 * negative. A value out of its type's range is the end of the range: there are no rows beyond.
 *
 * @param kind what is counted
 * @param whole how many, of all kinds but {@link Kind#REAL}
 * @param real how much, of that kind
 */
public record RangeDistance(Kind kind, BigInteger whole, double real) {
  private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger MAX_WIDE = BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);
  private static final BigInteger MIN_WIDE = BigInteger.ONE.shiftLeft(127).negate();
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  /** More months than any two points in time are apart. */
  private static final long MOST_MONTHS = 10_000_000;

  /** How much the days of months can differ, with one to spare. */
  private static final long MONTH_SLACK = 4;

  /** What a distance counts. */
  public enum Kind {
    /** The integers that are stored: units of a decimal's last digit, days, microseconds. */
    WHOLE,
    /** Floating-point numbers. */
    REAL,
    /** Months between timestamps. */
    MONTHS,
    /** Months between dates. */
    MONTHS_OF_DATES
  }

  /** Returns a distance between integers, decimals, dates (days) or timestamps (microseconds). */
  public static RangeDistance of(BigInteger whole) {
    return new RangeDistance(Kind.WHOLE, whole, 0);
  }

  /** Returns a distance between floating-point numbers. */
  public static RangeDistance of(double real) {
    return new RangeDistance(Kind.REAL, BigInteger.ZERO, real);
  }

  /** Returns a distance between dates, or timestamps, in months. */
  public static RangeDistance months(long months, boolean ofDates) {
    return new RangeDistance(
        ofDates ? Kind.MONTHS_OF_DATES : Kind.MONTHS, BigInteger.valueOf(months), 0);
  }

  /**
   * Returns the values so far away from these; null stays null.
   *
   * @param upward whether towards larger values
   */
  Column move(Column values, int from, int to, boolean upward) {
    return move(values, from, to, upward, false);
  }

  /** As {@link #move}, but at least as far as any value from which one comes here by the other. */
  Column reach(Column values, int from, int to, boolean upward) {
    return move(values, from, to, upward, true);
  }

  private Column move(Column values, int from, int to, boolean upward, boolean generous) {
    if (values instanceof LongColumn longs) {
      return moveLongs(longs, from, to, upward, generous);
    } else if (values instanceof DoubleColumn doubles) {
      DoubleBuilder moved = new DoubleBuilder(to - from);
      for (int i = from; i < to; i++) {
        if (doubles.isNull(i)) {
          moved.appendNull();
        } else {
          double value = doubles.values()[i];
          moved.appendDouble(moveDouble(value, upward ? real : -real, generous));
        }
      }
      return moved.build();
    }
    WideColumn wide = (WideColumn) values;
    BigInteger signed = upward ? whole : whole.negate();
    WideBuilder moved = new WideBuilder(to - from);
    for (int i = from; i < to; i++) {
      if (wide.isNull(i)) {
        moved.appendNull();
      } else {
        BigInteger low = BigInteger.valueOf(wide.low()[i]);
        BigInteger unsigned = low.signum() < 0 ? low.add(BigInteger.ONE.shiftLeft(64)) : low;
        BigInteger value = BigInteger.valueOf(wide.high()[i]).shiftLeft(64).add(unsigned);
        moved.appendBig(value.add(signed).min(MAX_WIDE).max(MIN_WIDE));
      }
    }
    return moved.build();
  }

  private Column moveLongs(LongColumn longs, int from, int to, boolean upward, boolean generous) {
    long count = whole.min(MAX_LONG).longValue();
    LongBuilder moved = new LongBuilder(to - from);
    for (int i = from; i < to; i++) {
      if (longs.isNull(i)) {
        moved.appendNull();
      } else {
        moved.appendLong(moveLong(longs.values()[i], count, upward, generous));
      }
    }
    return moved.build();
  }

  private long moveLong(long value, long count, boolean upward, boolean generous) {
    if (kind == Kind.WHOLE) {
      return saturated(value, upward ? count : -count);
    }
    long unit = kind == Kind.MONTHS ? MICROS_PER_DAY : 1;
    long day = Math.floorDiv(value, unit);
    long months = Math.min(count, MOST_MONTHS);
    long moved =
        LocalDate.ofEpochDay(Math.max(-MOST_MONTHS * 31, Math.min(MOST_MONTHS * 31, day)))
            .plusMonths(upward ? months : -months)
            .toEpochDay();
    moved += generous ? upward ? MONTH_SLACK : -MONTH_SLACK : 0;
    if (Math.abs(moved) > Long.MAX_VALUE / unit - 1) {
      return upward ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
    return saturated(moved * unit, Math.floorMod(value, unit));
  }

  private static long saturated(long value, long added) {
    long sum = value + added;
    if (((value ^ sum) & (added ^ sum)) < 0) {
      return added > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
    return sum;
  }

  private static double moveDouble(double value, double by, boolean generous) {
    double moved = value + by;
    if (!generous || Double.isNaN(moved) || Double.isInfinite(moved)) {
      return moved;
    }
    double largest = Math.max(Math.max(Math.abs(value), Math.abs(by)), Math.abs(moved));
    return moved + Math.copySign(4 * Math.ulp(largest), by);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case WHOLE -> whole.toString();
      case REAL -> Double.toString(real);
      case MONTHS, MONTHS_OF_DATES -> whole + " MONTHS";
    };
  }
}
