package io.millrace.lake.parquet;

import io.millrace.type.Storage;
import io.millrace.type.Type;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Statistics;

/** Tells by statistics which row groups cannot hold a wanted row. */
final class RowGroupPruner {
  private RowGroupPruner() {}

  /** Returns whether a row group may hold a row within all these ranges. */
  static boolean mayMatch(
      ParquetFile file, RowGroup group, List<ParquetColumn> columns, List<ColumnRange> ranges) {
    for (ColumnRange range : ranges) {
      ParquetColumn column = columns.get(range.column());
      SchemaNode node = file.schema.find(column);
      if (node == null) {
        return false;
      }
      if (node.isLeaf()
          && !node.isRepeated()
          && FileTypes.single(node).equals(column.type())
          && !mayMatch(node, group.getColumns().get(node.leaf).getMeta_data(), range)) {
        return false;
      }
    }
    return true;
  }

  private static boolean mayMatch(SchemaNode node, ColumnMetaData chunk, ColumnRange range) {
    Statistics statistics = chunk.getStatistics();
    if (statistics == null) {
      return true;
    }
    if (statistics.isSetNull_count() && statistics.getNull_count() == chunk.getNum_values()) {
      return false;
    }
    Type type = FileTypes.single(node);
    byte[] min = statistics.getMin_value();
    byte[] max = statistics.getMax_value();
    if (type.storage() == Storage.LONG) {
      if (!plainLong(node.element)) {
        return true;
      }
      if (!statistics.isSetMin_value() && !statistics.isSetMax_value()) {
        // Old writers' bounds are right for signed integers.
        min = statistics.getMin();
        max = statistics.getMax();
      }
      return !(range.min() instanceof Long low && isNumber(max) && number(max) < low)
          && !(range.max() instanceof Long high && isNumber(min) && number(min) > high);
    } else if (type.storage() == Storage.DOUBLE) {
      return !(range.min() instanceof Double low && isNumber(max) && floating(max) < low)
          && !(range.max() instanceof Double high && isNumber(min) && floating(min) > high);
    } else if (type instanceof Type.TextType || type instanceof Type.BinaryType) {
      return !(range.min() instanceof byte[] low
              && max != null
              && Arrays.compareUnsigned(max, low) < 0)
          && !(range.max() instanceof byte[] high
              && min != null
              && Arrays.compareUnsigned(min, high) > 0);
    }
    return true;
  }

  private static boolean plainLong(SchemaElement element) {
    boolean integer =
        element.getType() == org.apache.parquet.format.Type.INT32
            || element.getType() == org.apache.parquet.format.Type.INT64;
    org.apache.parquet.format.TimeUnit unit = FileTypes.unit(element);
    return integer && !FileTypes.isUnsigned(element) && (unit == null || unit.isSetMICROS());
  }

  private static boolean isNumber(byte[] bytes) {
    return bytes != null && (bytes.length == 4 || bytes.length == 8);
  }

  private static long number(byte[] bytes) {
    return bytes.length == 4
        ? (int) ByteSink.INTS.get(bytes, 0)
        : (long) ByteSink.LONGS.get(bytes, 0);
  }

  private static double floating(byte[] bytes) {
    return bytes.length == 4
        ? Float.intBitsToFloat((int) number(bytes))
        : Double.longBitsToDouble(number(bytes));
  }
}
