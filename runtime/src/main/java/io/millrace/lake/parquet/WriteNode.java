package io.millrace.lake.parquet;

import io.millrace.batch.ArrayColumn;
import io.millrace.batch.Column;
import io.millrace.batch.MapColumn;
import io.millrace.batch.RowColumn;
import java.util.List;

/**
 * A place in the schema of a file being written; takes values apart into their leaves' values and
 * levels (the 'record shredding' of the Dremel paper, VLDB 2010, section 4).
 */
sealed interface WriteNode {
  /**
   * Writes one value.
   *
   * @param definition the definition level of what is above, all of which is there
   * @param repetition the repetition level of this value
   */
  void write(Column column, int row, int definition, int repetition);

  /** Writes the levels of a place where something above is not there. */
  void writeAbsent(int definition, int repetition);

  /** A leaf column. */
  record Leaf(LeafWriter writer) implements WriteNode {
    @Override
    public void write(Column column, int row, int definition, int repetition) {
      if (column.isNull(row)) {
        writer.absent(definition, repetition);
      } else {
        writer.value(column, row, repetition);
      }
    }

    @Override
    public void writeAbsent(int definition, int repetition) {
      writer.absent(definition, repetition);
    }
  }

  /** A row inside a row. */
  record Group(boolean nullable, List<WriteNode> fields) implements WriteNode {
    @Override
    public void write(Column column, int row, int definition, int repetition) {
      if (column.isNull(row)) {
        writeAbsent(definition, repetition);
        return;
      }
      int inside = nullable ? definition + 1 : definition;
      List<Column> columns = ((RowColumn) column).fields();
      for (int i = 0; i < fields.size(); i++) {
        fields.get(i).write(columns.get(i), row, inside, repetition);
      }
    }

    @Override
    public void writeAbsent(int definition, int repetition) {
      for (WriteNode field : fields) {
        field.writeAbsent(definition, repetition);
      }
    }
  }

  /**
   * An array, or a map as an array of keys and values.
   *
   * @param level the repetition level of its elements but the first
   */
  record Repeated(boolean nullable, int level, List<WriteNode> parts) implements WriteNode {
    @Override
    public void write(Column column, int row, int definition, int repetition) {
      if (column.isNull(row)) {
        writeAbsent(definition, repetition);
        return;
      }
      int inside = nullable ? definition + 1 : definition;
      boolean isMap = column instanceof MapColumn;
      int start = isMap ? ((MapColumn) column).starts()[row] : ((ArrayColumn) column).starts()[row];
      int length =
          isMap ? ((MapColumn) column).lengths()[row] : ((ArrayColumn) column).lengths()[row];
      if (length == 0) {
        writeAbsent(inside, repetition);
        return;
      }
      for (int part = 0; part < parts.size(); part++) {
        Column elements =
            isMap
                ? part == 0 ? ((MapColumn) column).keys() : ((MapColumn) column).values()
                : ((ArrayColumn) column).elements();
        WriteNode node = parts.get(part);
        for (int i = 0; i < length; i++) {
          node.write(elements, start + i, inside + 1, i == 0 ? repetition : level);
        }
      }
    }

    @Override
    public void writeAbsent(int definition, int repetition) {
      for (WriteNode part : parts) {
        part.writeAbsent(definition, repetition);
      }
    }
  }
}
