package io.millrace.aggregate;

import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.LongBuilder;
import io.millrace.batch.LongColumn;
import io.millrace.batch.WideColumn;
import io.millrace.error.Position;
import io.millrace.type.Storage;
import io.millrace.type.Type;
import java.math.BigInteger;
import java.util.function.IntSupplier;

/**
 * SUM, SUM0 and AVG of integers, decimals and intervals. Linear and exact: 128 bits for arguments
 * of one word, 192 for wide decimals; only the result must fit its type.
 */
public final class SumAccumulator extends Accumulator {

  /** What is made of sum and count. */
  public enum Result {
    SUM,
    SUM0,
    AVG
  }

  private final Result result;
  private final boolean wide;
  private final int words;
  private final IntSupplier sharedCount;
  private final NumberWriter writer;
  private int sum;
  private int count;

  /**
   * @param sharedCount gives the slot in which another counts the same rows, or null to count here
   * @param place of the call in the user's text, for a sum that does not fit its type
   */
  public SumAccumulator(
      Result result, Type argument, Type resultType, IntSupplier sharedCount, Position place) {
    this.result = result;
    this.sharedCount = sharedCount;
    wide = argument.storage() == Storage.WIDE;
    words = wide ? 3 : 2;
    writer = new NumberWriter(result == Result.AVG ? "AVG" : "SUM", argument, resultType, place);
  }

  @Override
  public int slots() {
    return words + (sharedCount == null ? 1 : 0);
  }

  @Override
  void bound(int field, int slot) {
    sum = slot;
    count = slot + words;
  }

  @Override
  void add(Selection rows) {
    if (!wide && rows.weights == null) {
      addLongs(rows, ((LongColumn) rows.argument).values());
      return;
    }
    if (wide) {
      addWide(rows, (WideColumn) rows.argument);
    } else {
      addWeighted(rows, ((LongColumn) rows.argument).values());
    }
    if (sharedCount == null) {
      for (int i = 0; i < rows.count; i++) {
        int row = rows.row(i);
        int group = rows.groups[row];
        records.page(group)[records.base(group) + count] += rows.weight(row);
      }
    }
  }

  private void addLongs(Selection rows, long[] values) {
    int[] selected = rows.rows;
    int[] groups = rows.groups;
    long[] only = records.onlyPage();
    boolean counted = sharedCount == null;
    for (int i = 0; i < rows.count; i++) {
      int row = selected == null ? i : selected[i];
      int group = groups[row];
      long[] page = only != null ? only : records.page(group);
      int at = records.base(group) + sum;
      long value = values[row];
      long low = page[at] + value;
      page[at] = low;
      long carry = Long.compareUnsigned(low, value) < 0 ? 1 : 0;
      long high = (value >> 63) + carry;
      // Mostly 0, and the high word may lie in a cache line of its own.
      if (high != 0) {
        page[at + 1] += high;
      }
      if (counted) {
        page[at + 2]++;
      }
    }
  }

  private void addWeighted(Selection rows, long[] values) {
    for (int i = 0; i < rows.count; i++) {
      int row = rows.row(i);
      int group = rows.groups[row];
      long weight = rows.weights[row];
      long high = Math.multiplyHigh(values[row], weight);
      Limbs.add(records.page(group), records.base(group) + sum, 2, high, values[row] * weight);
    }
  }

  private void addWide(Selection rows, WideColumn values) {
    for (int i = 0; i < rows.count; i++) {
      int row = rows.row(i);
      int group = rows.groups[row];
      long weight = rows.weight(row);
      long high = values.high()[row];
      long low = values.low()[row];
      long[] page = records.page(group);
      int at = records.base(group) + sum;
      if (weight == 1) {
        Limbs.add(page, at, 3, high, low);
      } else if (weight == -1) {
        Limbs.add(page, at, 3, ~high + (low == 0 ? 1 : 0), -low);
      } else {
        BigInteger value = Limbs.toBigInteger(high, low);
        Limbs.add(page, at, 3, value.multiply(BigInteger.valueOf(weight)));
      }
    }
  }

  @Override
  public void merge(int group, int other) {
    long[] page = records.page(group);
    int at = records.base(group);
    Limbs.add(page, at + sum, words, records.page(other), records.base(other) + sum);
    if (sharedCount == null) {
      addSlot(group, other, count);
    }
  }

  @Override
  public void append(int[] groups, int from, int to, ColumnBuilder out) {
    int countSlot = sharedCount == null ? count : sharedCount.getAsInt();
    for (int i = from; i < to; i++) {
      long[] page = records.page(groups[i]);
      int base = records.base(groups[i]);
      long rows = page[base + countSlot];
      int at = base + sum;
      if (rows <= 0) {
        appendEmpty(out);
      } else {
        long divisor = result == Result.AVG ? rows : 1;
        if (wide) {
          writer.append(Limbs.toBigInteger(page, at, 3), divisor, out);
        } else {
          writer.append(page[at + 1], page[at], divisor, out);
        }
      }
    }
  }

  private void appendEmpty(ColumnBuilder out) {
    if (result != Result.SUM0) {
      out.appendNull();
    } else if (out instanceof LongBuilder longs) {
      longs.appendLong(0);
    } else {
      writer.append(BigInteger.ZERO, 1, out);
    }
  }
}
