package io.millrace.planner.function.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimalsTest {
  @Test
  void comparesAndMultipliesAsBigDecimalDoes() {
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      int scaleA = random.nextInt(38);
      int scaleB = random.nextInt(19);
      BigInteger a = new BigInteger(random.nextInt(127), random);
      a = random.nextBoolean() ? a.negate() : a;
      long b = random.nextLong() >> random.nextInt(64);
      if (random.nextInt(4) == 0 && scaleA >= scaleB) {
        // The same value, or next to it.
        a =
            BigInteger.valueOf(b)
                .multiply(BigInteger.TEN.pow(scaleA - scaleB))
                .add(BigInteger.valueOf(random.nextInt(3) - 1L));
      }
      BigInteger wideB = BigInteger.valueOf(b);
      int expected =
          Integer.signum(new BigDecimal(a, scaleA).compareTo(new BigDecimal(wideB, scaleB)));
      String where = "seed " + seed + ": " + a + " scale " + scaleA + ", " + b + " scale " + scaleB;
      assertEquals(expected, Integer.signum(Decimals.compare(a, scaleA, b, scaleB)), where);
      assertEquals(-expected, Integer.signum(Decimals.compare(b, scaleB, a, scaleA)), where);
      assertEquals(expected, Integer.signum(Decimals.compare(a, scaleA, wideB, scaleB)), where);
      if (a.bitLength() < 128) {
        comparesWords(a, scaleA, b, scaleB, random);
      }
      assertEquals(
          wideB.multiply(BigInteger.valueOf(a.longValue())),
          Decimals.multiply(b, a.longValue()),
          where);
    }
  }

  private static void comparesWords(BigInteger a, int scaleA, long b, int scaleB, Random random) {
    BigInteger other = new BigInteger(random.nextInt(127), random);
    String where = a + " scale " + scaleA + ", " + b + " and " + other + " scale " + scaleB;
    BigDecimal exact = new BigDecimal(a, scaleA);
    long high = a.shiftRight(Long.SIZE).longValue();
    long low = a.longValue();
    int expected = Integer.signum(exact.compareTo(BigDecimal.valueOf(b, scaleB)));
    assertEquals(expected, Integer.signum(Decimals.compare(high, low, scaleA, b, scaleB)), where);
    assertEquals(-expected, Integer.signum(Decimals.compare(b, scaleB, high, low, scaleA)), where);
    assertEquals(
        expected, Integer.signum(Decimals.compare(high, low, scaleA, b >> 63, b, scaleB)), where);
    assertEquals(
        Integer.signum(exact.compareTo(new BigDecimal(other, scaleB))),
        Integer.signum(
            Decimals.compare(
                high,
                low,
                scaleA,
                other.shiftRight(Long.SIZE).longValue(),
                other.longValue(),
                scaleB)),
        where);
  }
}
