package io.millrace.aggregate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** How far values lie apart: variance or standard deviation, of a population or from a sample. */
public enum Spread {
  VAR_POP(false, false),
  VAR_SAMP(true, false),
  STDDEV_POP(false, true),
  STDDEV_SAMP(true, true);

  private static final MathContext PRECISION = new MathContext(60, RoundingMode.HALF_EVEN);

  private final boolean sample;
  private final boolean root;

  Spread(boolean sample, boolean root) {
    this.sample = sample;
    this.root = root;
  }

  /** Returns the fewest values for which it is not null. */
  int fewest() {
    return sample ? 2 : 1;
  }

  /**
   * Returns the result.
   *
   * @param deviation the number of values times the sum of their squares, less the square of their
   *     sum
   */
  BigDecimal of(BigDecimal deviation, long count) {
    BigDecimal divisor =
        BigDecimal.valueOf(count).multiply(BigDecimal.valueOf(sample ? count - 1 : count));
    BigDecimal variance = deviation.divide(divisor, PRECISION);
    return root ? variance.sqrt(PRECISION) : variance;
  }
}
