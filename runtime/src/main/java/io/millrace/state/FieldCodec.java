package io.millrace.state;

import io.millrace.batch.ArrayColumn;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.MapColumn;
import io.millrace.batch.RowColumn;
import io.millrace.type.Storage;
import io.millrace.type.Type;

/** Values of columns as bytes, as {@link RecordCodec} has them of records. */
final class FieldCodec {
  private static final int NULL = 0;
  private static final int PRESENT = 1;

  private FieldCodec() {}

  static void write(Column column, int row, Encoder out, Encoder scratch) {
    if (!isNested(column)) {
      ValueCodec.write(column, row, out);
    } else if (column.isNull(row)) {
      out.putByte(NULL);
    } else {
      ValueCodec.write(column, row, scratch.reset());
      out.putByte(PRESENT);
      out.putBytes(scratch.data(), 0, scratch.size());
    }
  }

  private static boolean isNested(Column column) {
    return column instanceof ArrayColumn
        || column instanceof MapColumn
        || column instanceof RowColumn;
  }

  static void read(Type type, Decoder in, ColumnBuilder out) {
    Storage storage = type.storage();
    if (storage != Storage.ARRAY && storage != Storage.MAP && storage != Storage.ROW) {
      ValueCodec.read(type, in, out);
    } else if (in.readByte() == NULL) {
      out.appendNull();
    } else {
      in.readLength();
      ValueCodec.read(type, in, out);
    }
  }
}
