package io.millrace.batch;

import io.millrace.type.Field;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Builds a column value by value. Grows as needed; used once: {@link #build()} hands its arrays
 * over to the column.
 *
 * <p>Callers that know the storage cast to the concrete builder once a batch and append primitives;
 * {@link #append(Column, int)} serves everything that copies rows without looking at them.
 */
public abstract sealed class ColumnBuilder
    permits LongBuilder,
        DoubleBuilder,
        WideBuilder,
        BytesBuilder,
        BytesRangesBuilder,
        ArrayBuilder,
        MapBuilder,
        RowBuilder {
  int size;
  private long[] nulls;

  /** Returns a builder for values of this type, with room for {@code capacity} before it grows. */
  public static ColumnBuilder of(Type type, int capacity) {
    return switch (type.storage()) {
      case LONG -> new LongBuilder(capacity);
      case DOUBLE -> new DoubleBuilder(capacity);
      case WIDE -> new WideBuilder(capacity);
      case BYTES -> new BytesBuilder(capacity);
      case ARRAY -> new ArrayBuilder(of(((Type.ArrayType) type).element(), capacity), capacity);
      case MAP -> {
        Type.MapType map = (Type.MapType) type;
        yield new MapBuilder(of(map.key(), capacity), of(map.value(), capacity), capacity);
      }
      case ROW -> {
        List<ColumnBuilder> fields = new ArrayList<>();
        for (Field field : ((Type.StructType) type).fields()) {
          fields.add(of(field.type(), capacity));
        }
        yield new RowBuilder(fields);
      }
    };
  }

  public final int size() {
    return size;
  }

  /** Appends a null row. */
  public abstract void appendNull();

  /** Appends a row of a column of the same storage, null or not. */
  public abstract void append(Column column, int row);

  /** Appends rows {@code from} (inclusive) to {@code to} (exclusive) of a column. */
  public void appendRange(Column column, int from, int to) {
    for (int row = from; row < to; row++) {
      append(column, row);
    }
  }

  /** Forgets the rows from {@code rows} on; for a row that turns out not to be one halfway. */
  public final void truncate(int rows) {
    if (nulls != null) {
      int known = Math.min(size, nulls.length << 6);
      for (int row = rows; row < known; row++) {
        nulls[row >>> 6] &= ~(1L << row);
      }
    }
    truncateValues(rows);
    size = rows;
  }

  /** Forgets what lies behind the null bitmap and {@link #size}, which is still the old one. */
  abstract void truncateValues(int rows);

  /** Returns the column; the builder must not be used again. */
  public abstract Column build();

  final void markNull() {
    int word = size >>> 6;
    if (nulls == null) {
      nulls = new long[Math.max(word + 1, 4)];
    } else if (word >= nulls.length) {
      nulls = Arrays.copyOf(nulls, Math.max(word + 1, nulls.length * 2));
    }
    Nulls.set(nulls, size);
  }

  /** Returns the bitmap, long enough for every row, or null. */
  final long[] finishNulls() {
    int words = (size + 63) >>> 6;
    return nulls == null || nulls.length >= words ? nulls : Arrays.copyOf(nulls, words);
  }

  static int grown(int capacity) {
    return Math.max(16, capacity + (capacity >> 1));
  }
}
