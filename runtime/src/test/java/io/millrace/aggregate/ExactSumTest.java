package io.millrace.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.state.GroupTable;
import io.millrace.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactSumTest {
  private final GroupTable table =
      new GroupTable(List.of(Type.BIGINT), List.of(ExactSum.FIELD), ExactSum.SLOTS, 0);
  private final ExactSum sum =
      new ExactSum(table.records(), 1, table.records().layout().ownedSlot(0));

  @Test
  void addsTenths() {
    int group = table.records().allocate();
    for (int i = 0; i < 10; i++) {
      sum.add(group, 0.1, 1);
    }
    assertEquals(1.0, sum.value(group));
    sum.add(group, 0.1, -10);
    assertEquals(0.0, sum.value(group));
  }

  @Test
  void losesNothingBesideHugeValues() {
    int group = table.records().allocate();
    sum.add(group, 1e308, 1);
    sum.add(group, 5e-324, 3);
    sum.add(group, 1e308, 1);
    assertEquals(Double.POSITIVE_INFINITY, sum.value(group));
    sum.add(group, 1e308, -2);
    assertEquals(15e-324, sum.value(group));
    sum.add(group, Double.NaN, 1);
    assertEquals(Double.NaN, sum.value(group));
    sum.add(group, Double.NaN, -1);
    sum.add(group, Double.NEGATIVE_INFINITY, 2);
    assertEquals(Double.NEGATIVE_INFINITY, sum.value(group));
    sum.add(group, Double.POSITIVE_INFINITY, 1);
    assertEquals(Double.NaN, sum.value(group));
    sum.add(group, Double.POSITIVE_INFINITY, -1);
    sum.add(group, Double.NEGATIVE_INFINITY, -2);
    assertEquals(15e-324, sum.value(group));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void equalsTheSumOfNumbersOfAnySize(int seed) {
    Random random = new Random(seed);
    int range = List.of(10, 60, 120, 300, 1000, 2100, 130, 40).get(seed - 1);
    for (int run = 0; run < 100; run++) {
      int group = table.records().allocate();
      int center = 1074 - random.nextInt(2100);
      BigDecimal model = BigDecimal.ZERO;
      List<Double> values = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        double value;
        long weight = 1;
        if (!values.isEmpty() && random.nextInt(3) == 0) {
          value = -values.remove(random.nextInt(values.size()));
        } else {
          int exponent = center + random.nextInt(range) - range / 2;
          value = Math.scalb(random.nextDouble() - 0.5, Math.max(-1074, Math.min(1023, exponent)));
          value = random.nextInt(4) == 0 ? (float) value : value;
          value = Double.isFinite(value) ? value : 1;
          values.add(value);
          if (random.nextInt(10) == 0) {
            weight = random.nextLong() >> random.nextInt(64);
          }
        }
        sum.add(group, value, weight);
        model = model.add(new BigDecimal(value).multiply(BigDecimal.valueOf(weight)));
        assertEquals(model.doubleValue() + 0.0, sum.value(group), "seed " + seed + ", run " + run);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void mergedSumsAreTheSumsOfAllValues(int seed) {
    Random random = new Random(seed);
    int range = List.of(10, 60, 120, 300, 1000, 2100, 130, 40).get(seed - 1);
    for (int run = 0; run < 300; run++) {
      int[] groups = {table.records().allocate(), table.records().allocate()};
      BigDecimal model = BigDecimal.ZERO;
      List<Double> values = new ArrayList<>();
      for (int group : groups) {
        int center = 1000 - random.nextInt(random.nextBoolean() ? 100 : 2000);
        for (int i = random.nextInt(6); i > 0; i--) {
          int exponent = center + random.nextInt(range) - range / 2;
          double scale = Math.max(-1074, Math.min(1020, exponent));
          double value = Math.scalb(random.nextDouble() - 0.5, (int) scale);
          values.add(value);
          sum.add(group, value, 1);
          model = model.add(new BigDecimal(value));
        }
      }
      int special = random.nextInt(4);
      double[] specials = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
      if (special < 3) {
        sum.add(groups[1], specials[special], 2);
      }
      sum.merge(groups[0], groups[1]);
      String name = "seed " + seed + ", run " + run;
      if (special < 3) {
        assertEquals(specials[special], sum.value(groups[0]), name);
        sum.add(groups[0], specials[special], -2);
      }
      assertEquals(model.doubleValue() + 0.0, sum.value(groups[0]), name);
      values.forEach(value -> sum.add(groups[0], value, -1));
      assertEquals(0.0, sum.value(groups[0]), name);
    }
  }

  @Test
  void roundsHalfToEven() {
    for (long mantissa = (1L << 53) - 3; mantissa < (1L << 53) + 4; mantissa++) {
      for (int rest = 0; rest < 8; rest++) {
        BigInteger exact =
            BigInteger.valueOf(mantissa)
                .shiftLeft(70)
                .add(BigInteger.valueOf(rest).shiftLeft(67))
                .add(BigInteger.valueOf(rest & 1));
        long[] words = new long[4];
        Limbs.add(words, 0, 4, exact);
        assertEquals(exact.doubleValue(), ExactSum.round(words.clone(), 0));
        long[] negated = new long[4];
        Limbs.add(negated, 0, 4, exact.negate());
        assertEquals(-exact.doubleValue(), ExactSum.round(negated, 0));
      }
    }
  }
}
