package io.millrace.aggregate;

import io.millrace.state.RecordStore;
import io.millrace.type.Type;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;

/**
 * Exact sums of doubles, one a group: what is added and then taken away leaves no trace, and the
 * order of rows makes no difference. The sum is rounded once, when it is read, to the nearest.
 *
 * <p>A double is an integer times a power of two, so all doubles are multiples of 2^-1074 and their
 * sum is one long integer (Kulisch's accumulator): 35 words. A group starts with a window of four
 * of these words, placed around the first value; only where values do not fit the window, or are
 * infinite or NaN, the whole integer is kept, as bytes of a value field.
 *
 * <p>Slots: a state (0 nothing yet, -1 whole, else 1 plus the window's first word) and the window.
 */
final class ExactSum {
  /** How many slots it takes. */
  static final int SLOTS = 5;

  /** The type of its value field. */
  static final Type FIELD = Type.VARBINARY;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int WINDOW = 4;
  private static final int WORDS = 35;
  private static final int NAN = WORDS;
  private static final int POSITIVE_INFINITY = WORDS + 1;
  private static final int NEGATIVE_INFINITY = WORDS + 2;
  private static final int WHOLE = -1;
  private static final int LOWEST_EXPONENT = -1074;
  private static final int WEIGHT_BITS = 9;

  private final RecordStore records;
  private final int field;
  private final int slot;

  ExactSum(RecordStore records, int field, int slot) {
    this.records = records;
    this.field = field;
    this.slot = slot;
  }

  /** Adds a value so many times; a negative weight takes it away. */
  void add(int group, double value, long weight) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) & 0x7FF;
    long mantissa = bits & 0xFFFFFFFFFFFFFL;
    if (exponent == 0x7FF) {
      int counter = mantissa != 0 ? NAN : bits > 0 ? POSITIVE_INFINITY : NEGATIVE_INFINITY;
      addToWord(group, counter, weight);
      return;
    }
    int position = 0;
    if (exponent != 0) {
      mantissa |= 1L << 52;
      position = exponent - 1;
    }
    if (mantissa == 0) {
      return;
    }
    int zeros = Long.numberOfTrailingZeros(mantissa);
    mantissa >>>= zeros;
    position += zeros;
    if (bits < 0) {
      mantissa = -mantissa;
    }
    long rest = weight;
    while (rest < -1 << WEIGHT_BITS || rest >= 1 << WEIGHT_BITS) {
      long part = rest & ((1 << WEIGHT_BITS) - 1);
      addScaled(group, mantissa * part, position);
      rest >>= WEIGHT_BITS;
      position += WEIGHT_BITS;
    }
    addScaled(group, mantissa * rest, position);
  }

  /** Adds an integer of at most 63 bits times 2 to the power of position + LOWEST_EXPONENT. */
  private void addScaled(int group, long integer, int position) {
    if (integer == 0) {
      return;
    }
    long[] page = records.page(group);
    int at = records.base(group) + slot;
    int word = position >>> 6;
    int shift = position & 63;
    long low = integer << shift;
    long high = shift == 0 ? integer >> 63 : integer >> (64 - shift);
    long state = page[at];
    if (state != WHOLE) {
      if (state == 0 || (word + 1 - state > 2 || word + 1 < state) && isZero(page, at)) {
        state = Math.max(0, word - 1) + 1L;
        page[at] = state;
      }
      int offset = (int) (word + 1 - state);
      long top = page[at + WINDOW];
      // Half of the top word is kept free, so that no sum can overflow it unseen.
      if (offset >= 0 && offset <= WINDOW - 2 && (top ^ (top << 1)) >= 0) {
        Limbs.add(page, at + 1 + offset, WINDOW - offset, high, low);
        return;
      }
      makeWhole(group);
    }
    byte[] bytes = records.bytesPage(group, field);
    int start = records.bytesStart(group, field);
    long carry = 0;
    long part = low;
    for (int i = word; i < WORDS; i++) {
      long sum = (long) LONGS.get(bytes, start + i * 8) + part + carry;
      int order = Long.compareUnsigned(sum, part);
      carry = order < 0 || (order == 0 && carry != 0) ? 1 : 0;
      LONGS.set(bytes, start + i * 8, sum);
      part = i == word ? high : high >> 63;
    }
  }

  /** Adds another group's sum to a group's. */
  void merge(int group, int other) {
    long state = records.slot(other, slot);
    if (state == WHOLE) {
      mergeWhole(group, other);
      return;
    }
    for (int i = 0; state != 0 && i < WINDOW; i++) {
      long word = records.slot(other, slot + 1 + i);
      int position = (int) (state - 1 + i) * Long.SIZE;
      // Halves, because what is added is signed, and all words but the top one are not.
      addScaled(group, word & 0xFFFFFFFFL, position);
      long upper = i == WINDOW - 1 ? word >> Integer.SIZE : word >>> Integer.SIZE;
      addScaled(group, upper, position + Integer.SIZE);
    }
  }

  private void mergeWhole(int group, int other) {
    if (records.slot(group, slot) != WHOLE) {
      makeWhole(group);
    }
    byte[] bytes = records.bytesPage(group, field);
    int start = records.bytesStart(group, field);
    byte[] otherBytes = records.bytesPage(other, field);
    int otherStart = records.bytesStart(other, field);
    long carry = 0;
    for (int i = 0; i < WORDS; i++) {
      long part = (long) LONGS.get(otherBytes, otherStart + i * 8);
      long sum = (long) LONGS.get(bytes, start + i * 8) + part + carry;
      int order = Long.compareUnsigned(sum, part);
      carry = order < 0 || (order == 0 && carry != 0) ? 1 : 0;
      LONGS.set(bytes, start + i * 8, sum);
    }
    for (int i = NAN; i <= NEGATIVE_INFINITY; i++) {
      long times = (long) LONGS.get(otherBytes, otherStart + i * 8);
      LONGS.set(bytes, start + i * 8, (long) LONGS.get(bytes, start + i * 8) + times);
    }
  }

  private static boolean isZero(long[] page, int at) {
    return (page[at + 1] | page[at + 2] | page[at + 3] | page[at + 4]) == 0;
  }

  private void addToWord(int group, int word, long weight) {
    if (records.slot(group, slot) != WHOLE) {
      makeWhole(group);
    }
    byte[] bytes = records.bytesPage(group, field);
    int at = records.bytesStart(group, field) + word * 8;
    LONGS.set(bytes, at, (long) LONGS.get(bytes, at) + weight);
  }

  private void makeWhole(int group) {
    long[] page = records.page(group);
    int at = records.base(group) + slot;
    byte[] bytes = new byte[(NEGATIVE_INFINITY + 1) * 8];
    int first = (int) Math.max(0, page[at] - 1);
    for (int i = first; i < WORDS; i++) {
      long word = i - first < WINDOW ? page[at + 1 + i - first] : page[at + WINDOW] >> 63;
      LONGS.set(bytes, i * 8, word);
    }
    page[at] = WHOLE;
    for (int i = 1; i <= WINDOW; i++) {
      page[at + i] = 0;
    }
    records.writeBytes(group, field, bytes, 0, bytes.length);
  }

  /** Returns the sum, rounded to the nearest double; infinite where it is out of their range. */
  double value(int group) {
    double special = special(group);
    if (special != 0) {
      return special;
    }
    long[] words = words(group);
    return round(words, lowestExponent(group));
  }

  /** Returns NaN or an infinity where the sum is one, else 0. */
  double special(int group) {
    if (records.slot(group, slot) != WHOLE) {
      return 0;
    }
    byte[] bytes = records.bytesPage(group, field);
    int start = records.bytesStart(group, field);
    boolean positive = (long) LONGS.get(bytes, start + POSITIVE_INFINITY * 8) > 0;
    boolean negative = (long) LONGS.get(bytes, start + NEGATIVE_INFINITY * 8) > 0;
    if ((long) LONGS.get(bytes, start + NAN * 8) > 0 || (positive && negative)) {
      return Double.NaN;
    }
    return positive ? Double.POSITIVE_INFINITY : negative ? Double.NEGATIVE_INFINITY : 0;
  }

  /** Returns the sum as an integer, to be multiplied by 2 to the {@link #lowestExponent}. */
  BigInteger integer(int group) {
    long[] words = words(group);
    return Limbs.toBigInteger(words, 0, words.length);
  }

  int lowestExponent(int group) {
    long state = records.slot(group, slot);
    return LOWEST_EXPONENT + (state > 0 ? (int) (state - 1) * 64 : 0);
  }

  private long[] words(int group) {
    if (records.slot(group, slot) != WHOLE) {
      long[] words = new long[WINDOW];
      System.arraycopy(records.page(group), records.base(group) + slot + 1, words, 0, WINDOW);
      return words;
    }
    byte[] bytes = records.bytesPage(group, field);
    int start = records.bytesStart(group, field);
    long[] words = new long[WORDS];
    for (int i = 0; i < WORDS; i++) {
      words[i] = (long) LONGS.get(bytes, start + i * 8);
    }
    return words;
  }

  /** Returns the double nearest to an integer times a power of two, ties to even. */
  static double round(long[] words, int exponent) {
    boolean negative = words[words.length - 1] < 0;
    if (negative) {
      long carry = 1;
      for (int i = 0; i < words.length; i++) {
        words[i] = ~words[i] + carry;
        carry = carry != 0 && words[i] == 0 ? 1 : 0;
      }
    }
    int top = words.length - 1;
    while (top >= 0 && words[top] == 0) {
      top--;
    }
    if (top < 0) {
      return 0;
    }
    int highest = top * 64 + 63 - Long.numberOfLeadingZeros(words[top]);
    double magnitude;
    if (highest < 53) {
      magnitude = Math.scalb((double) words[0], exponent);
    } else {
      // The exponent is at least that of the least double, so nothing here is subnormal.
      int lowest = highest - 52;
      long mantissa = bits(words, lowest);
      boolean half = bit(words, lowest - 1);
      if (half && ((mantissa & 1) != 0 || anyBelow(words, lowest - 1))) {
        mantissa++;
      }
      magnitude = Math.scalb((double) mantissa, lowest + exponent);
    }
    return negative ? -magnitude : magnitude;
  }

  /** Returns 53 bits from a position up. */
  private static long bits(long[] words, int position) {
    int word = position >>> 6;
    int shift = position & 63;
    long bits = words[word] >>> shift;
    if (shift > 11 && word + 1 < words.length) {
      bits |= words[word + 1] << (64 - shift);
    }
    return bits & ((1L << 53) - 1);
  }

  private static boolean bit(long[] words, int position) {
    return (words[position >>> 6] >>> position & 1) != 0;
  }

  private static boolean anyBelow(long[] words, int position) {
    int word = position >>> 6;
    for (int i = 0; i < word; i++) {
      if (words[i] != 0) {
        return true;
      }
    }
    return (words[word] & ((1L << position) - 1)) != 0;
  }
}
