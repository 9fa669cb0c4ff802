package io.millrace.state;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.Arrays;

/**
 * Some columns of a row as bytes that order as the row does: comparing two keys by unsigned bytes
 * is comparing the rows. Text orders by code point, NaN after every number, 0.0 and -0.0 are one.
 *
 * <p>Keys of one {@code SortKey} are never the start of one another: another key may follow. The
 * bytes are part of what is durable.
 */
public final class SortKey {
  private static final byte NULL_FIRST = 1;
  private static final byte VALUE = 2;
  private static final byte NULL_LAST = 3;

  private final int[] columns;
  private final Type[] types;
  private final byte[] nulls;
  private final byte[] masks;

  /**
   * @param row the row's type
   * @param columns the columns of the row that make the key, the most significant first
   * @param descending for each of them, whether larger values come first
   * @param nullsFirst for each of them, whether nulls come first
   */
  public SortKey(RowType row, int[] columns, boolean[] descending, boolean[] nullsFirst) {
    this.columns = columns.clone();
    types = new Type[columns.length];
    nulls = new byte[columns.length];
    masks = new byte[columns.length];
    for (int i = 0; i < columns.length; i++) {
      types[i] = row.type(columns[i]);
      nulls[i] = nullsFirst[i] ? NULL_FIRST : NULL_LAST;
      masks[i] = (byte) (descending[i] ? 0xFF : 0);
    }
  }

  /** Returns a key of these columns, each ascending with nulls last. */
  public static SortKey ascending(RowType row, int... columns) {
    return new SortKey(row, columns, new boolean[columns.length], new boolean[columns.length]);
  }

  /** Returns the columns of the row that make the key. */
  public int[] columns() {
    return columns.clone();
  }

  /** Appends the key of a row. */
  public void append(Batch batch, int row, KeyBuffer out) {
    for (int i = 0; i < columns.length; i++) {
      Column column = batch.column(columns[i]);
      if (column.isNull(row)) {
        out.putByte(nulls[i]);
        continue;
      }
      out.putByte(VALUE);
      int start = out.length();
      OrderedCoding.write(column, row, out);
      if (masks[i] != 0) {
        out.invert(start);
      }
    }
  }

  /**
   * Reads a key back.
   *
   * @param at where in {@code data} the key starts
   * @param targets one builder for each column of the row; those of the key's columns take a value
   * @return where the key ends
   */
  public int read(byte[] data, int at, ColumnBuilder[] targets) {
    int i = at;
    for (int part = 0; part < columns.length; part++) {
      ColumnBuilder target = targets[columns[part]];
      if (data[i] == nulls[part]) {
        target.appendNull();
        i++;
      } else {
        i = OrderedCoding.read(types[part], data, i + 1, masks[part], target);
      }
    }
    return i;
  }

  /** Returns where the key that starts at {@code at} ends. */
  public int skip(byte[] data, int at) {
    int i = at;
    for (int part = 0; part < columns.length; part++) {
      i =
          data[i] == nulls[part]
              ? i + 1
              : OrderedCoding.skip(types[part], data, i + 1, masks[part]);
    }
    return i;
  }

  @Override
  public String toString() {
    return "SortKey" + Arrays.toString(columns);
  }
}
