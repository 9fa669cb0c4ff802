package io.millrace.planner.function.kernel;

import io.millrace.batch.ArrayBuilder;
import io.millrace.batch.ArrayColumn;
import io.millrace.batch.BytesBuilder;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongColumn;
import io.millrace.batch.WideColumn;
import io.millrace.type.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Functions of arrays; elements count from 1. */
public final class ArrayValues {
  private ArrayValues() {}

  public static long length(ArrayColumn arrays, int row) {
    return arrays.lengths()[row];
  }

  /** a[i]: null outside the array. */
  public static void item(ArrayColumn arrays, int row, long index, Result out) {
    if (index < 1 || index > arrays.lengths()[row]) {
      out.setNull();
    } else {
      Fields.read(arrays.elements(), arrays.starts()[row] + (int) index - 1, out);
    }
  }

  /** ELEMENT: the only element; null of an empty array. */
  public static void only(ArrayColumn arrays, int row, Result out) {
    if (arrays.lengths()[row] > 1) {
      throw Errors.invalidArgument(
          "ELEMENT: the array has " + arrays.lengths()[row] + " elements, not one");
    }
    item(arrays, row, 1, out);
  }

  public static long position(ArrayColumn arrays, int row, @Element long element) {
    int start = arrays.starts()[row];
    for (int i = 0; i < arrays.lengths()[row]; i++) {
      if (!arrays.elements().isNull(start + i)
          && ((LongColumn) arrays.elements()).values()[start + i] == element) {
        return i + 1L;
      }
    }
    return 0;
  }

  public static long position(ArrayColumn arrays, int row, @Element boolean element) {
    return position(arrays, row, element ? 1L : 0L);
  }

  public static long position(ArrayColumn arrays, int row, @Element double element) {
    int start = arrays.starts()[row];
    for (int i = 0; i < arrays.lengths()[row]; i++) {
      if (!arrays.elements().isNull(start + i)
          && Doubles.equal(((DoubleColumn) arrays.elements()).values()[start + i], element)) {
        return i + 1L;
      }
    }
    return 0;
  }

  public static long position(ArrayColumn arrays, int row, @Element BigInteger element) {
    int start = arrays.starts()[row];
    for (int i = 0; i < arrays.lengths()[row]; i++) {
      if (!arrays.elements().isNull(start + i)
          && Decimals.wide((WideColumn) arrays.elements(), start + i).equals(element)) {
        return i + 1L;
      }
    }
    return 0;
  }

  public static long position(
      ArrayColumn arrays, int row, @Element byte[] data, int from, int count) {
    int start = arrays.starts()[row];
    BytesColumn elements = (BytesColumn) arrays.elements();
    for (int i = start; i < start + arrays.lengths()[row]; i++) {
      if (!elements.isNull(i)
          && Text.equal(
              elements.data(), elements.starts()[i], elements.lengths()[i], data, from, count)) {
        return i - start + 1L;
      }
    }
    return 0;
  }

  public static boolean contains(ArrayColumn arrays, int row, @Element long element) {
    return position(arrays, row, element) > 0;
  }

  public static boolean contains(ArrayColumn arrays, int row, @Element boolean element) {
    return position(arrays, row, element) > 0;
  }

  public static boolean contains(ArrayColumn arrays, int row, @Element double element) {
    return position(arrays, row, element) > 0;
  }

  public static boolean contains(ArrayColumn arrays, int row, @Element BigInteger element) {
    return position(arrays, row, element) > 0;
  }

  public static boolean contains(
      ArrayColumn arrays, int row, @Element byte[] data, int from, int count) {
    return position(arrays, row, data, from, count) > 0;
  }

  /** ARRAY_TO_STRING(array, separator): nulls are passed over. */
  public static void join(
      ArrayColumn arrays,
      int row,
      byte[] separator,
      int from,
      int count,
      CallTypes types,
      Result scratch,
      Result out) {
    Type element = ((Type.ArrayType) types.arguments().get(0)).element();
    out.begin(32);
    boolean first = true;
    int start = arrays.starts()[row];
    for (int i = start; i < start + arrays.lengths()[row]; i++) {
      if (!arrays.elements().isNull(i)) {
        if (!first) {
          out.append(separator, from, count);
        }
        first = false;
        NestedValues.printElement(arrays.elements(), i, element, scratch);
        out.append(scratch.data, scratch.start, scratch.length);
      }
    }
  }

  private static List<Integer> rows(ArrayColumn arrays, int row) {
    List<Integer> rows = new ArrayList<>();
    int start = arrays.starts()[row];
    for (int i = start; i < start + arrays.lengths()[row]; i++) {
      rows.add(i);
    }
    return rows;
  }

  private static void give(Column elements, List<Integer> rows, Result out) {
    int[] numbers = rows.stream().mapToInt(Integer::intValue).toArray();
    out.column =
        new ArrayColumn(
            elements.gather(numbers, numbers.length),
            new int[1],
            new int[] {numbers.length},
            null,
            1);
    out.row = 0;
  }

  public static void sort(ArrayColumn arrays, int row, Result out) {
    List<Integer> rows = rows(arrays, row);
    Column elements = arrays.elements();
    rows.sort((a, b) -> NestedValues.compare(elements, a, elements, b));
    give(elements, rows, out);
  }

  public static void sort(ArrayColumn arrays, int row, boolean ascending, Result out) {
    List<Integer> rows = rows(arrays, row);
    Column elements = arrays.elements();
    Comparator<Integer> order = (a, b) -> NestedValues.compare(elements, a, elements, b);
    rows.sort(ascending ? order : order.reversed());
    give(elements, rows, out);
  }

  public static void distinct(ArrayColumn arrays, int row, Result out) {
    List<Integer> kept = new ArrayList<>();
    Column elements = arrays.elements();
    for (int candidate : rows(arrays, row)) {
      if (kept.stream()
          .noneMatch(k -> NestedValues.compare(elements, k, elements, candidate) == 0)) {
        kept.add(candidate);
      }
    }
    give(elements, kept, out);
  }

  public static void reverse(ArrayColumn arrays, int row, Result out) {
    List<Integer> rows = rows(arrays, row);
    Collections.reverse(rows);
    give(arrays.elements(), rows, out);
  }

  /** ARRAY_SLICE(array, from, count). */
  public static void slice(ArrayColumn arrays, int row, long from, long count, Result out) {
    int length = arrays.lengths()[row];
    long first = Math.min(length, Math.max(0, from < 0 ? length + from : from - 1));
    long last = Math.min(length, first + Math.max(0, Math.min(count, length)));
    give(arrays.elements(), rows(arrays, row).subList((int) first, (int) last), out);
  }

  public static void smallest(ArrayColumn arrays, int row, Result out) {
    extreme(arrays, row, -1, out);
  }

  public static void largest(ArrayColumn arrays, int row, Result out) {
    extreme(arrays, row, 1, out);
  }

  private static void extreme(ArrayColumn arrays, int row, int sign, Result out) {
    Column elements = arrays.elements();
    int best = -1;
    int start = arrays.starts()[row];
    for (int i = start; i < start + arrays.lengths()[row]; i++) {
      if (!elements.isNull(i)
          && (best < 0 || NestedValues.compare(elements, i, elements, best) * sign > 0)) {
        best = i;
      }
    }
    if (best < 0) {
      out.setNull();
    } else {
      Fields.read(elements, best, out);
    }
  }

  /** ARRAY_CONCAT(a, b), a || b. */
  public static void concat(
      ArrayColumn a, int rowA, ArrayColumn b, int rowB, CallTypes types, Result out) {
    Type element = ((Type.ArrayType) types.result()).element();
    ColumnBuilder elements = ColumnBuilder.of(element, a.lengths()[rowA] + b.lengths()[rowB]);
    elements.appendRange(a.elements(), a.starts()[rowA], a.starts()[rowA] + a.lengths()[rowA]);
    elements.appendRange(b.elements(), b.starts()[rowB], b.starts()[rowB] + b.lengths()[rowB]);
    ArrayBuilder array = new ArrayBuilder(elements, 1);
    array.end();
    out.column = array.build();
    out.row = 0;
  }

  /** SPLIT(text, delimiter): the parts between delimiters; characters where it is empty. */
  public static void split(
      byte[] data, int start, int length, byte[] by, int from, int count, Result out) {
    BytesBuilder parts = new BytesBuilder(4);
    ArrayBuilder array = new ArrayBuilder(parts, 1);
    int begin = 0;
    if (count == 0) {
      while (begin < length) {
        int width = Math.min(Text.width(data[start + begin]), length - begin);
        parts.appendBytes(data, start + begin, width);
        begin += width;
      }
    } else {
      int at = Text.find(data, start, length, by, from, count, 0);
      while (at >= 0) {
        parts.appendBytes(data, start + begin, at - begin);
        begin = at + count;
        at = Text.find(data, start, length, by, from, count, begin);
      }
      parts.appendBytes(data, start + begin, length - begin);
    }
    array.end();
    out.column = array.build();
    out.row = 0;
  }
}
