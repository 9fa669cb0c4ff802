package io.millrace.operator.join;

import io.millrace.batch.ArrayColumn;
import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.LongColumn;
import io.millrace.batch.MapColumn;
import io.millrace.batch.RowColumn;
import io.millrace.operator.Operator;
import io.millrace.operator.Output;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * UNNEST: a row for each element of an array, or entry of a map, in the input's row. Several
 * collections go side by side, the shorter ones padded with nulls. Linear; no state.
 *
 * <p>Output: the input's columns; then for each collection its element (all fields of a row
 * element, key and value of a map); then the ordinality, a BIGINT from 1, if asked for.
 */
public final class UnnestOperator implements Operator {
  private static final int CHUNK_ROWS = 8_192;

  private final RowType type;
  private final int[] collections;
  private final boolean ordinality;
  private final boolean keepEmpty;
  private final int[] rows = new int[CHUNK_ROWS];
  private final int[] positions = new int[CHUNK_ROWS];

  /**
   * @param input the input's row type
   * @param collections which of its columns, arrays or maps, to unnest
   * @param ordinality whether an element's place is given out too
   * @param keepEmpty whether a row without elements stays, with nulls for them (LEFT JOIN)
   */
  public UnnestOperator(RowType input, int[] collections, boolean ordinality, boolean keepEmpty) {
    this.type = input;
    this.collections = collections.clone();
    this.ordinality = ordinality;
    this.keepEmpty = keepEmpty;
  }

  @Override
  public void process(int input, Batch delta, Output out) {
    int count = 0;
    for (int row = 0; row < delta.size(); row++) {
      int length = 0;
      for (int collection : collections) {
        length = Math.max(length, length(delta.column(collection), row));
      }
      // Position -1 stands for the nulls of a row that is kept without elements.
      int first = length == 0 && keepEmpty ? -1 : 0;
      for (int position = first; position < length; position++) {
        if (count == CHUNK_ROWS) {
          out.emit(chunk(delta, count));
          count = 0;
        }
        rows[count] = row;
        positions[count++] = position;
        if (position < 0) {
          break;
        }
      }
    }
    if (count > 0) {
      out.emit(chunk(delta, count));
    }
  }

  private static int length(Column column, int row) {
    if (column.isNull(row)) {
      return 0;
    }
    return column instanceof ArrayColumn array
        ? array.lengths()[row]
        : ((MapColumn) column).lengths()[row];
  }

  private Batch chunk(Batch delta, int count) {
    Batch repeated = delta.gather(rows, count);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < repeated.columnCount(); i++) {
      columns.add(repeated.column(i));
    }
    for (int collection : collections) {
      addElements(delta.column(collection), type.type(collection), count, columns);
    }
    if (ordinality) {
      columns.add(ordinality(count));
    }
    return repeated.withColumns(columns.toArray(Column[]::new));
  }

  private void addElements(Column collection, Type collectionType, int count, List<Column> to) {
    int[] places = places(collection, count);
    if (collection instanceof MapColumn map) {
      Type.MapType mapType = (Type.MapType) collectionType;
      to.add(NullPadding.gather(map.keys(), mapType.key(), places, count));
      to.add(NullPadding.gather(map.values(), mapType.value(), places, count));
      return;
    }
    Type elementType = ((Type.ArrayType) collectionType).element();
    Column elements =
        NullPadding.gather(((ArrayColumn) collection).elements(), elementType, places, count);
    if (elements instanceof RowColumn row) {
      row.fields().forEach(field -> to.add(NullPadding.mask(field, row.nulls())));
    } else {
      to.add(elements);
    }
  }

  /** Returns where each row's element lies among the column's elements, or -1. */
  private int[] places(Column collection, int count) {
    int[] starts =
        collection instanceof ArrayColumn array
            ? array.starts()
            : ((MapColumn) collection).starts();
    int[] places = new int[count];
    for (int i = 0; i < count; i++) {
      int position = positions[i];
      places[i] =
          position >= 0 && position < length(collection, rows[i]) ? starts[rows[i]] + position : -1;
    }
    return places;
  }

  private Column ordinality(int count) {
    long[] ordinals = new long[count];
    int[] present = new int[count];
    Arrays.setAll(present, i -> positions[i] < 0 ? -1 : i);
    for (int i = 0; i < count; i++) {
      ordinals[i] = positions[i] + 1L;
    }
    return NullPadding.gather(new LongColumn(ordinals, null, count), Type.BIGINT, present, count);
  }
}
