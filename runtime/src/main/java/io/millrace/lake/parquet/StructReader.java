package io.millrace.lake.parquet;

import io.millrace.batch.Column;
import io.millrace.batch.RowColumn;
import io.millrace.type.Projection;
import io.millrace.type.Type;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.RowGroup;

/**
 * Reads a column of type ROW whose fields are not nested themselves: each field as a column of its
 * own, without levels for every value in between.
 */
final class StructReader implements ColumnReader {
  private final List<ColumnReader> fields = new ArrayList<>();

  /** The field that tells where the row is null. */
  private final FlatReader shape;

  /**
   * @param needed of the row's fields: those that are not are null, and not read
   */
  StructReader(
      SchemaNode node,
      ParquetColumn wanted,
      Projection needed,
      FileChannel channel,
      PageMemory.Lease memory) {
    FlatReader first = null;
    for (int i = 0; i < wanted.children().size(); i++) {
      ParquetColumn field = wanted.children().get(i);
      SchemaNode child = needed.needs(i) ? node.find(field) : null;
      if (child == null) {
        fields.add(new Missing(field.type()));
        continue;
      }
      FlatReader reader =
          new FlatReader(
              child,
              first == null ? node.definition : 0,
              Decoders.of(child, field.type()),
              channel,
              memory.take());
      first = first == null ? reader : first;
      fields.add(reader);
    }
    shape = first;
  }

  /** Returns whether a column is of this kind, and a field of it tells where it is null. */
  static boolean canRead(SchemaNode node, ParquetColumn wanted, Projection needed) {
    if (node.isRepeated() || !(wanted.type() instanceof Type.StructType)) {
      return false;
    }
    boolean hasField = false;
    for (int i = 0; i < wanted.children().size(); i++) {
      SchemaNode child = needed.needs(i) ? node.find(wanted.children().get(i)) : null;
      if (child != null && (!child.isLeaf() || child.isRepeated())) {
        return false;
      }
      hasField |= child != null;
    }
    return hasField;
  }

  @Override
  public double work(RowGroup group) {
    return fields.stream().mapToDouble(field -> field.work(group)).sum();
  }

  @Override
  public void startRowGroup(RowGroup group) throws IOException {
    for (ColumnReader field : fields) {
      field.startRowGroup(group);
    }
  }

  @Override
  public int preferredRows(int limit, Codec codec) throws IOException {
    int rows = limit;
    for (ColumnReader field : fields) {
      rows = field.preferredRows(rows, codec);
    }
    return rows;
  }

  @Override
  public Column read(int rows, Codec codec) throws IOException {
    List<Column> columns = new ArrayList<>(fields.size());
    for (ColumnReader field : fields) {
      columns.add(field.read(rows, codec));
    }
    return new RowColumn(columns, shape.nullsAbove(), rows);
  }
}
