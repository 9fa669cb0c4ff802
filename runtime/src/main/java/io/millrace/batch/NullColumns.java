package io.millrace.batch;

import io.millrace.type.Field;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Columns of one type that are null in every row; they share their arrays. */
public final class NullColumns {
  private final Type type;
  private Column longest;

  public NullColumns(Type type) {
    this.type = type;
    longest = of(type, 0);
  }

  /** Returns a column of so many rows. */
  public Column of(int rows) {
    if (longest.size() < rows) {
      longest = of(type, rows);
    }
    return first(longest, rows);
  }

  /** Returns a column of so many rows. */
  public static Column of(Type type, int rows) {
    long[] nulls = Nulls.allocate(rows);
    Arrays.fill(nulls, -1);
    return switch (type.storage()) {
      case LONG -> new LongColumn(new long[rows], nulls, rows);
      case DOUBLE -> new DoubleColumn(new double[rows], nulls, rows);
      case WIDE -> new WideColumn(new long[rows], new long[rows], nulls, rows);
      case BYTES -> new BytesColumn(new byte[0], new int[rows], new int[rows], nulls, rows);
      case ARRAY -> {
        Column elements = of(((Type.ArrayType) type).element(), 0);
        yield new ArrayColumn(elements, new int[rows], new int[rows], nulls, rows);
      }
      case MAP -> {
        Type.MapType map = (Type.MapType) type;
        yield new MapColumn(
            of(map.key(), 0), of(map.value(), 0), new int[rows], new int[rows], nulls, rows);
      }
      case ROW -> {
        List<Column> fields = new ArrayList<>();
        for (Field field : ((Type.StructType) type).fields()) {
          fields.add(of(field.type(), rows));
        }
        yield new RowColumn(fields, nulls, rows);
      }
    };
  }

  private static Column first(Column column, int rows) {
    if (column.size() == rows) {
      return column;
    } else if (column instanceof LongColumn longs) {
      return new LongColumn(longs.values(), longs.nulls(), rows);
    } else if (column instanceof DoubleColumn doubles) {
      return new DoubleColumn(doubles.values(), doubles.nulls(), rows);
    } else if (column instanceof WideColumn wide) {
      return new WideColumn(wide.high(), wide.low(), wide.nulls(), rows);
    } else if (column instanceof BytesColumn bytes) {
      return new BytesColumn(bytes.data(), bytes.starts(), bytes.lengths(), bytes.nulls(), rows);
    } else if (column instanceof ArrayColumn array) {
      return new ArrayColumn(
          array.elements(), array.starts(), array.lengths(), array.nulls(), rows);
    } else if (column instanceof MapColumn map) {
      return new MapColumn(
          map.keys(), map.values(), map.starts(), map.lengths(), map.nulls(), rows);
    }
    List<Column> fields = new ArrayList<>();
    ((RowColumn) column).fields().forEach(field -> fields.add(first(field, rows)));
    return new RowColumn(fields, column.nulls(), rows);
  }
}
