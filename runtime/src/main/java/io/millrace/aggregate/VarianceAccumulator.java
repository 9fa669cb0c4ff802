package io.millrace.aggregate;

import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.LongColumn;
import io.millrace.batch.WideColumn;
import io.millrace.error.Position;
import io.millrace.type.Storage;
import io.millrace.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * VAR_POP, VAR_SAMP, STDDEV_POP and STDDEV_SAMP of integers and decimals, from exact sums of the
 * values and of their squares. Linear.
 */
public final class VarianceAccumulator extends Accumulator {
  private final Spread spread;
  private final boolean wide;
  private final int sumWords;
  private final int squareWords;
  private final int scale;
  private final NumberWriter writer;
  private int count;
  private int sum;
  private int squares;

  public VarianceAccumulator(Spread spread, Type argument, Type resultType) {
    this.spread = spread;
    wide = argument.storage() == Storage.WIDE;
    sumWords = wide ? 3 : 2;
    squareWords = wide ? 5 : 3;
    scale = argument instanceof Type.DecimalType decimal ? decimal.scale() : 0;
    writer = new NumberWriter(spread.name(), argument, resultType, Position.NONE);
  }

  @Override
  public int slots() {
    return 1 + sumWords + squareWords;
  }

  @Override
  void bound(int field, int slot) {
    count = slot;
    sum = slot + 1;
    squares = sum + sumWords;
  }

  @Override
  void add(Selection rows) {
    for (int i = 0; i < rows.count; i++) {
      int row = rows.row(i);
      int group = rows.groups[row];
      long weight = rows.weight(row);
      long[] page = records.page(group);
      int base = records.base(group);
      page[base + count] += weight;
      if (wide) {
        WideColumn values = (WideColumn) rows.argument;
        BigInteger value = Limbs.toBigInteger(values.high()[row], values.low()[row]);
        BigInteger weighted = value.multiply(BigInteger.valueOf(weight));
        Limbs.add(page, base + sum, sumWords, weighted);
        Limbs.add(page, base + squares, squareWords, weighted.multiply(value));
      } else {
        add(page, base, ((LongColumn) rows.argument).values()[row], weight);
      }
    }
  }

  private void add(long[] page, int base, long value, long weight) {
    Limbs.add(page, base + sum, sumWords, Math.multiplyHigh(value, weight), value * weight);
    long high = Math.multiplyHigh(value, value);
    long low = value * value;
    if (weight == 1) {
      Limbs.add(page, base + squares, squareWords, high, low);
    } else if (weight == -1) {
      Limbs.add(page, base + squares, squareWords, ~high + (low == 0 ? 1 : 0), -low);
    } else {
      BigInteger square = Limbs.toBigInteger(high, low);
      Limbs.add(page, base + squares, squareWords, square.multiply(BigInteger.valueOf(weight)));
    }
  }

  @Override
  public void merge(int group, int other) {
    long[] page = records.page(group);
    int base = records.base(group);
    long[] otherPage = records.page(other);
    int otherBase = records.base(other);
    addSlot(group, other, count);
    Limbs.add(page, base + sum, sumWords, otherPage, otherBase + sum);
    Limbs.add(page, base + squares, squareWords, otherPage, otherBase + squares);
  }

  @Override
  public void append(int[] groups, int from, int to, ColumnBuilder out) {
    for (int i = from; i < to; i++) {
      long[] page = records.page(groups[i]);
      int base = records.base(groups[i]);
      long rows = page[base + count];
      if (rows < spread.fewest()) {
        out.appendNull();
        continue;
      }
      BigInteger total = Limbs.toBigInteger(page, base + sum, sumWords);
      BigInteger ofSquares = Limbs.toBigInteger(page, base + squares, squareWords);
      BigInteger deviation =
          ofSquares.multiply(BigInteger.valueOf(rows)).subtract(total.multiply(total));
      writer.append(spread.of(new BigDecimal(deviation, 2 * scale), rows), out);
    }
  }
}
