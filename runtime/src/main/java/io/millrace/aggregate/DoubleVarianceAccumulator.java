package io.millrace.aggregate;

import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.DoubleColumn;
import io.millrace.error.Position;
import io.millrace.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/**
 * VAR_POP, VAR_SAMP, STDDEV_POP and STDDEV_SAMP of REAL and DOUBLE, from exact sums of the values
 * and of their squares, so that large values close together lose nothing. Linear. NaN where a value
 * is NaN or infinite, or so large that its square is.
 */
public final class DoubleVarianceAccumulator extends Accumulator {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private final Spread spread;
  private final NumberWriter writer;
  private ExactSum sum;
  private ExactSum squares;
  private int count;

  public DoubleVarianceAccumulator(Spread spread, Type argument, Type resultType) {
    this.spread = spread;
    writer = new NumberWriter(spread.name(), argument, resultType, Position.NONE);
  }

  @Override
  public List<Type> fields() {
    return List.of(ExactSum.FIELD, ExactSum.FIELD);
  }

  @Override
  public int slots() {
    return 1 + 2 * ExactSum.SLOTS;
  }

  @Override
  void bound(int field, int slot) {
    count = slot;
    sum = new ExactSum(records, field, slot + 1);
    squares = new ExactSum(records, field + 1, slot + 1 + ExactSum.SLOTS);
  }

  @Override
  void add(Selection rows) {
    double[] values = ((DoubleColumn) rows.argument).values();
    for (int i = 0; i < rows.count; i++) {
      int row = rows.row(i);
      int group = rows.groups[row];
      long weight = rows.weight(row);
      double value = values[row];
      double square = value * value;
      records.page(group)[records.base(group) + count] += weight;
      sum.add(group, value, weight);
      squares.add(group, square, weight);
      if (Double.isFinite(square)) {
        // What the square lost by rounding is a double too.
        squares.add(group, Math.fma(value, value, -square), weight);
      }
    }
  }

  @Override
  public void merge(int group, int other) {
    addSlot(group, other, count);
    sum.merge(group, other);
    squares.merge(group, other);
  }

  @Override
  public void append(int[] groups, int from, int to, ColumnBuilder out) {
    for (int i = from; i < to; i++) {
      int group = groups[i];
      long rows = records.slot(group, count);
      if (rows < spread.fewest()) {
        out.appendNull();
      } else if (sum.special(group) != 0 || squares.special(group) != 0) {
        writer.append(Double.NaN, out);
      } else {
        writer.append(spread.of(deviation(group, rows), rows), out);
      }
    }
  }

  /** Returns n times the sum of squares less the square of the sum; never below 0. */
  private BigDecimal deviation(int group, long rows) {
    int sumExponent = 2 * sum.lowestExponent(group);
    int squareExponent = squares.lowestExponent(group);
    int exponent = Math.min(sumExponent, squareExponent);
    BigInteger total = sum.integer(group);
    BigInteger deviation =
        squares
            .integer(group)
            .multiply(BigInteger.valueOf(rows))
            .shiftLeft(squareExponent - exponent)
            .subtract(total.multiply(total).shiftLeft(sumExponent - exponent));
    if (deviation.signum() <= 0) {
      return BigDecimal.ZERO;
    }
    // 256 leading bits are far more than a double or 38 digits can show.
    int excess = Math.max(0, deviation.bitLength() - 256);
    BigDecimal leading = new BigDecimal(deviation.shiftRight(excess));
    int power = exponent + excess;
    return power >= 0
        ? leading.multiply(TWO.pow(power))
        : leading.divide(TWO.pow(-power), new java.math.MathContext(100));
  }
}
