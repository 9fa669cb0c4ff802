package io.millrace.testing;

import io.millrace.batch.ArrayBuilder;
import io.millrace.batch.ArrayColumn;
import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.BytesBuilder;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.DoubleBuilder;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongBuilder;
import io.millrace.batch.LongColumn;
import io.millrace.batch.MapBuilder;
import io.millrace.batch.MapColumn;
import io.millrace.batch.RowBuilder;
import io.millrace.batch.RowColumn;
import io.millrace.batch.WideBuilder;
import io.millrace.batch.WideColumn;
import io.millrace.type.RowType;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows as lists of objects, for naive models: Long, Double, BigInteger, String (bytes as Latin-1),
 * List for arrays and rows, a List of pairs for maps, null.
 */
public final class Rows {
  private Rows() {}

  /** Returns one row of a batch. */
  public static List<Object> row(Batch batch, int row) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < batch.columnCount(); i++) {
      values.add(value(batch.column(i), row));
    }
    return values;
  }

  /** Returns all rows of a batch, each as often as it stands there; weights aside. */
  public static List<List<Object>> rows(Batch batch) {
    List<List<Object>> rows = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      rows.add(row(batch, row));
    }
    return rows;
  }

  public static Object value(Column column, int row) {
    if (column.isNull(row)) {
      return null;
    } else if (column instanceof LongColumn longs) {
      return longs.values()[row];
    } else if (column instanceof DoubleColumn doubles) {
      return doubles.values()[row] == 0 ? 0.0 : doubles.values()[row];
    } else if (column instanceof WideColumn wide) {
      return BigInteger.valueOf(wide.high()[row])
          .shiftLeft(64)
          .add(new BigInteger(Long.toUnsignedString(wide.low()[row])));
    } else if (column instanceof BytesColumn bytes) {
      return new String(
          bytes.data(), bytes.starts()[row], bytes.lengths()[row], StandardCharsets.ISO_8859_1);
    } else if (column instanceof ArrayColumn array) {
      return elements(array.elements(), array.starts()[row], array.lengths()[row]);
    } else if (column instanceof MapColumn map) {
      return List.of(
          elements(map.keys(), map.starts()[row], map.lengths()[row]),
          elements(map.values(), map.starts()[row], map.lengths()[row]));
    }
    List<Object> fields = new ArrayList<>();
    for (Column field : ((RowColumn) column).fields()) {
      fields.add(value(field, row));
    }
    return fields;
  }

  private static List<Object> elements(Column elements, int start, int length) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      values.add(value(elements, start + i));
    }
    return values;
  }

  /** Appends a row to a batch being built. */
  public static void append(BatchBuilder builder, List<?> row, long weight) {
    for (int i = 0; i < row.size(); i++) {
      append(builder.column(i), row.get(i));
    }
    builder.endRow(weight);
  }

  private static void append(ColumnBuilder builder, Object value) {
    if (value == null) {
      builder.appendNull();
    } else if (builder instanceof LongBuilder longs) {
      longs.appendLong(((Number) value).longValue());
    } else if (builder instanceof DoubleBuilder doubles) {
      doubles.appendDouble(((Number) value).doubleValue());
    } else if (builder instanceof WideBuilder wide) {
      wide.appendBig((BigInteger) value);
    } else if (builder instanceof BytesBuilder bytes) {
      byte[] data = ((String) value).getBytes(StandardCharsets.ISO_8859_1);
      bytes.appendBytes(data, 0, data.length);
    } else if (builder instanceof ArrayBuilder array) {
      ((List<?>) value).forEach(element -> append(array.elements(), element));
      array.end();
    } else if (builder instanceof MapBuilder map) {
      ((List<?>) ((List<?>) value).get(0)).forEach(key -> append(map.keys(), key));
      ((List<?>) ((List<?>) value).get(1)).forEach(element -> append(map.values(), element));
      map.end();
    } else if (builder instanceof RowBuilder fields) {
      List<?> values = (List<?>) value;
      for (int i = 0; i < values.size(); i++) {
        append(fields.field(i), values.get(i));
      }
      fields.end();
    }
  }

  /** Returns a batch of rows that came once each. */
  public static Batch batch(RowType type, List<? extends List<?>> rows) {
    BatchBuilder builder = new BatchBuilder(type, rows.size());
    rows.forEach(row -> append(builder, row, 1));
    return builder.build();
  }
}
