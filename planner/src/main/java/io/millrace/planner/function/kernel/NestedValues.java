package io.millrace.planner.function.kernel;

import io.millrace.batch.ArrayColumn;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongColumn;
import io.millrace.batch.MapColumn;
import io.millrace.batch.RowColumn;
import io.millrace.batch.WideColumn;
import io.millrace.type.Field;
import io.millrace.type.Type;
import java.util.List;

/** Arrays, maps and rows as a whole: comparing and printing them. */
public final class NestedValues {
  private NestedValues() {}

  /** Compares two values of equal type, element by element; null is last and equals null. */
  public static int compare(Column a, int rowA, Column b, int rowB) {
    boolean nullA = a.isNull(rowA);
    boolean nullB = b.isNull(rowB);
    if (nullA || nullB) {
      return Boolean.compare(nullA, nullB);
    } else if (a instanceof LongColumn longs) {
      return Long.compare(longs.values()[rowA], ((LongColumn) b).values()[rowB]);
    } else if (a instanceof DoubleColumn doubles) {
      return Doubles.compare(doubles.values()[rowA], ((DoubleColumn) b).values()[rowB]);
    } else if (a instanceof WideColumn wide) {
      return Decimals.wide(wide, rowA).compareTo(Decimals.wide((WideColumn) b, rowB));
    } else if (a instanceof BytesColumn bytes) {
      BytesColumn other = (BytesColumn) b;
      return Text.compare(
          bytes.data(),
          bytes.starts()[rowA],
          bytes.lengths()[rowA],
          other.data(),
          other.starts()[rowB],
          other.lengths()[rowB]);
    } else if (a instanceof ArrayColumn arrays) {
      ArrayColumn other = (ArrayColumn) b;
      return compareRanges(
          arrays.elements(),
          arrays.starts()[rowA],
          arrays.lengths()[rowA],
          other.elements(),
          other.starts()[rowB],
          other.lengths()[rowB]);
    } else if (a instanceof MapColumn maps) {
      MapColumn other = (MapColumn) b;
      int start = maps.starts()[rowA];
      int count = maps.lengths()[rowA];
      int otherStart = other.starts()[rowB];
      int otherCount = other.lengths()[rowB];
      int keys = compareRanges(maps.keys(), start, count, other.keys(), otherStart, otherCount);
      return keys != 0
          ? keys
          : compareRanges(maps.values(), start, count, other.values(), otherStart, otherCount);
    }
    List<Column> fields = ((RowColumn) a).fields();
    List<Column> others = ((RowColumn) b).fields();
    for (int f = 0; f < fields.size(); f++) {
      int order = compare(fields.get(f), rowA, others.get(f), rowB);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compareRanges(
      Column a, int startA, int countA, Column b, int startB, int countB) {
    for (int i = 0; i < Math.min(countA, countB); i++) {
      int order = compare(a, startA + i, b, startB + i);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(countA, countB);
  }

  /** Prints an array, map or row as JSON does. */
  public static void print(Column column, int row, Type type, Result out) {
    out.begin(64);
    append(column, row, type, out, new Result());
  }

  private static void append(Column column, int row, Type type, Result out, Result scratch) {
    if (column.isNull(row)) {
      out.appendAscii("null");
    } else if (type instanceof Type.ArrayType array) {
      ArrayColumn arrays = (ArrayColumn) column;
      out.append('[');
      for (int i = 0; i < arrays.lengths()[row]; i++) {
        out.appendAscii(i == 0 ? "" : ",");
        append(arrays.elements(), arrays.starts()[row] + i, array.element(), out, scratch);
      }
      out.append(']');
    } else if (type instanceof Type.MapType map) {
      MapColumn maps = (MapColumn) column;
      out.append('{');
      for (int i = 0; i < maps.lengths()[row]; i++) {
        out.appendAscii(i == 0 ? "" : ",");
        int entry = maps.starts()[row] + i;
        printScalar(maps.keys(), entry, map.key(), scratch);
        Json.appendQuoted(scratch.data, scratch.start, scratch.length, out);
        out.append(':');
        append(maps.values(), entry, map.value(), out, scratch);
      }
      out.append('}');
    } else if (type instanceof Type.StructType struct) {
      List<Column> columns = ((RowColumn) column).fields();
      out.append('{');
      for (int f = 0; f < columns.size(); f++) {
        Field field = struct.fields().get(f);
        out.appendAscii(f == 0 ? "" : ",");
        scratch.text(field.name());
        Json.appendQuoted(scratch.data, scratch.start, scratch.length, out);
        out.append(':');
        append(columns.get(f), row, field.type(), out, scratch);
      }
      out.append('}');
    } else {
      printScalar(column, row, type, scratch);
      if (type instanceof Type.IntegerType
          || type instanceof Type.DecimalType
          || type instanceof Type.FloatingType
          || type instanceof Type.BooleanType
          || type instanceof Type.VariantType) {
        out.append(scratch.data, scratch.start, scratch.length);
      } else {
        Json.appendQuoted(scratch.data, scratch.start, scratch.length, out);
      }
    }
  }

  /** Prints an element of an array: a scalar without quotes, all else as JSON does. */
  static void printElement(Column column, int row, Type type, Result out) {
    if (type instanceof Type.ArrayType
        || type instanceof Type.MapType
        || type instanceof Type.StructType) {
      print(column, row, type, out);
    } else {
      printScalar(column, row, type, out);
    }
  }

  private static void printScalar(Column column, int row, Type type, Result out) {
    if (column instanceof BytesColumn bytes) {
      if (type instanceof Type.UuidType) {
        Print.uuid(bytes.data(), bytes.starts()[row], bytes.lengths()[row], out);
      } else {
        out.share(bytes.data(), bytes.starts()[row], bytes.lengths()[row]);
      }
    } else if (column instanceof DoubleColumn doubles) {
      Print.floating(doubles.values()[row], ((Type.FloatingType) type).single(), out);
    } else if (column instanceof WideColumn wide) {
      Print.decimal(Decimals.wide(wide, row), ((Type.DecimalType) type).scale(), out);
    } else {
      printLong(((LongColumn) column).values()[row], type, out);
    }
  }

  private static void printLong(long value, Type type, Result out) {
    if (type instanceof Type.BooleanType) {
      Print.truth(value != 0, out);
    } else if (type instanceof Type.DecimalType decimal) {
      Print.decimal(value, decimal.scale(), out);
    } else if (type instanceof Type.DateType) {
      Print.date(value, out);
    } else if (type instanceof Type.TimeType) {
      Print.time(value, out);
    } else if (type instanceof Type.TimestampType timestamp) {
      if (timestamp.zoned()) {
        Print.instant(value, 0, out);
      } else {
        Print.timestamp(value, out);
      }
    } else if (type instanceof Type.IntervalType interval) {
      if (interval.months()) {
        Print.months(value, out);
      } else {
        Print.interval(value, out);
      }
    } else {
      Print.integer(value, out);
    }
  }

  /** Bytes cut to a length, and filled with zeros up to it where it is fixed. */
  public static void fitBinary(
      byte[] data, int start, int length, int target, boolean fixed, Result out) {
    if (length >= target || !fixed) {
      out.share(data, start, Math.min(length, target));
      return;
    }
    out.begin(target);
    out.append(data, start, length);
    for (int i = length; i < target; i++) {
      out.append(0);
    }
  }

  public static void binaryToUuid(byte[] data, int start, int length, Result out) {
    if (length != 16) {
      throw Errors.invalidCast("a binary value of " + length + " bytes", "UUID");
    }
    out.share(data, start, length);
  }
}
