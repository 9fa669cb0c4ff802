package io.millrace.lake.parquet;

import io.millrace.batch.ArrayColumn;
import io.millrace.batch.Batch;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongColumn;
import io.millrace.batch.MapColumn;
import io.millrace.batch.RowColumn;
import io.millrace.batch.WideColumn;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows as lists of plain objects, which compare by value. */
public final class RowValues {
  private RowValues() {}

  public static List<Object> row(Batch batch, int row) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < batch.columnCount(); i++) {
      values.add(value(batch.column(i), row));
    }
    return values;
  }

  public static List<List<Object>> rows(Batch batch) {
    List<List<Object>> rows = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      rows.add(row(batch, row));
    }
    return rows;
  }

  /** Returns what {@link #value} gives for a text. */
  static Object text(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  public static Object value(Column column, int row) {
    if (column.isNull(row)) {
      return null;
    } else if (column instanceof LongColumn longs) {
      return longs.values()[row];
    } else if (column instanceof DoubleColumn doubles) {
      return doubles.values()[row];
    } else if (column instanceof WideColumn wide) {
      return BigInteger.valueOf(wide.high()[row])
          .shiftLeft(64)
          .or(new BigInteger(Long.toUnsignedString(wide.low()[row])));
    } else if (column instanceof BytesColumn bytes) {
      int start = bytes.starts()[row];
      return ByteBuffer.wrap(Arrays.copyOfRange(bytes.data(), start, start + bytes.lengths()[row]));
    } else if (column instanceof ArrayColumn array) {
      return range(array.elements(), array.starts()[row], array.lengths()[row]);
    } else if (column instanceof MapColumn map) {
      return List.of(
          range(map.keys(), map.starts()[row], map.lengths()[row]),
          range(map.values(), map.starts()[row], map.lengths()[row]));
    }
    List<Object> fields = new ArrayList<>();
    for (Column field : ((RowColumn) column).fields()) {
      fields.add(value(field, row));
    }
    return fields;
  }

  private static List<Object> range(Column elements, int start, int length) {
    List<Object> values = new ArrayList<>();
    for (int i = start; i < start + length; i++) {
      values.add(value(elements, i));
    }
    return values;
  }
}
