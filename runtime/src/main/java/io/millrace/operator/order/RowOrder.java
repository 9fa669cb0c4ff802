package io.millrace.operator.order;

import io.millrace.batch.Batch;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongColumn;
import io.millrace.batch.WideColumn;
import io.millrace.state.RecordStore;
import io.millrace.type.RowType;
import io.millrace.type.Storage;
import io.millrace.type.Type;
import io.millrace.zset.RowHash;
import java.util.Arrays;
import java.util.List;

/**
 * The order of whole rows by some columns and then by all others, ascending with nulls last, as
 * between a row of a batch and a record: the order of {@link RowKey} without making a key. Arrays,
 * maps and rows in rows are not supported.
 */
public final class RowOrder {
  private final int[] columns;
  private final int[] fields;
  private final boolean[] descending;
  private final boolean[] nullsFirst;
  private final int count;

  /**
   * @param partition columns in which compared rows are equal
   * @param fieldOf for each column of the row the record's field
   */
  public RowOrder(RowType type, int[] partition, List<SortColumn> order, int[] fieldOf) {
    boolean[] taken = new boolean[type.size()];
    for (int column : partition) {
      taken[column] = true;
    }
    columns = new int[type.size()];
    fields = new int[type.size()];
    descending = new boolean[type.size()];
    nullsFirst = new boolean[type.size()];
    int listed = 0;
    for (SortColumn column : order) {
      if (!taken[column.column()]) {
        taken[column.column()] = true;
        columns[listed] = column.column();
        descending[listed] = column.descending();
        nullsFirst[listed++] = column.nullsFirst();
      }
    }
    for (int column = 0; column < type.size(); column++) {
      if (!taken[column]) {
        columns[listed++] = column;
      }
    }
    count = listed;
    for (int i = 0; i < count; i++) {
      fields[i] = fieldOf[columns[i]];
    }
  }

  /** Returns whether all columns can be compared here as their keys would be. */
  public static boolean supports(RowType type) {
    return type.types().stream()
        .map(Type::storage)
        .noneMatch(s -> s == Storage.ARRAY || s == Storage.MAP || s == Storage.ROW);
  }

  /** Returns whether one row of a batch comes before another. */
  public boolean isBefore(Batch batch, int row, int other) {
    for (int i = 0; i < count; i++) {
      Column column = batch.column(columns[i]);
      boolean rowNull = column.isNull(row);
      boolean otherNull = column.isNull(other);
      if (rowNull || otherNull) {
        if (rowNull != otherNull) {
          return rowNull == nullsFirst[i];
        }
        continue;
      }
      int order = compare(column, row, other);
      if (order != 0) {
        return order < 0 != descending[i];
      }
    }
    return false;
  }

  private static int compare(Column column, int row, int other) {
    if (column instanceof LongColumn longs) {
      return Long.compare(longs.values()[row], longs.values()[other]);
    } else if (column instanceof DoubleColumn doubles) {
      return Double.compare(
          Double.longBitsToDouble(RowHash.canonicalBits(doubles.values()[row])),
          Double.longBitsToDouble(RowHash.canonicalBits(doubles.values()[other])));
    } else if (column instanceof WideColumn wide) {
      int order = Long.compare(wide.high()[row], wide.high()[other]);
      return order != 0 ? order : Long.compareUnsigned(wide.low()[row], wide.low()[other]);
    }
    BytesColumn bytes = (BytesColumn) column;
    int start = bytes.starts()[row];
    int otherStart = bytes.starts()[other];
    return Arrays.compareUnsigned(
        bytes.data(),
        start,
        start + bytes.lengths()[row],
        bytes.data(),
        otherStart,
        otherStart + bytes.lengths()[other]);
  }

  /** Returns whether the batch's row comes before the record. */
  public boolean isBefore(Batch batch, int row, RecordStore records, int record) {
    for (int i = 0; i < count; i++) {
      boolean rowNull = batch.column(columns[i]).isNull(row);
      boolean recordNull = records.isNull(record, fields[i]);
      if (rowNull || recordNull) {
        if (rowNull != recordNull) {
          return rowNull == nullsFirst[i];
        }
        continue;
      }
      int order = records.compare(record, fields[i], batch.column(columns[i]), row);
      if (order != 0) {
        return order > 0 != descending[i];
      }
    }
    return false;
  }
}
