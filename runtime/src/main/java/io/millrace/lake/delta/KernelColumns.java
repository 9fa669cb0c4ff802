package io.millrace.lake.delta;

import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.MapValue;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.StructType;
import io.millrace.batch.ArrayBuilder;
import io.millrace.batch.ArrayColumn;
import io.millrace.batch.Batch;
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
import io.millrace.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/** Our columns as Kernel's vectors, and Kernel's vectors as our columns. */
final class KernelColumns {
  private KernelColumns() {}

  /** Returns a view of a column as a vector. */
  static ColumnVector toVector(DataType type, Column column) {
    return new Vector(type, column, 0, column.size());
  }

  private record Vector(DataType type, Column column, int start, int size) implements ColumnVector {
    @Override
    public DataType getDataType() {
      return type;
    }

    @Override
    public int getSize() {
      return size;
    }

    @Override
    public void close() {}

    @Override
    public boolean isNullAt(int row) {
      return column.isNull(start + row);
    }

    @Override
    public boolean getBoolean(int row) {
      return getLong(row) != 0;
    }

    @Override
    public byte getByte(int row) {
      return (byte) getLong(row);
    }

    @Override
    public short getShort(int row) {
      return (short) getLong(row);
    }

    @Override
    public int getInt(int row) {
      return (int) getLong(row);
    }

    @Override
    public long getLong(int row) {
      return ((LongColumn) column).values()[start + row];
    }

    @Override
    public float getFloat(int row) {
      return (float) getDouble(row);
    }

    @Override
    public double getDouble(int row) {
      return ((DoubleColumn) column).values()[start + row];
    }

    @Override
    public String getString(int row) {
      return isNullAt(row) ? null : ((BytesColumn) column).text(start + row);
    }

    @Override
    public byte[] getBinary(int row) {
      if (isNullAt(row)) {
        return null;
      }
      BytesColumn bytes = (BytesColumn) column;
      int from = bytes.starts()[start + row];
      return Arrays.copyOfRange(bytes.data(), from, from + bytes.lengths()[start + row]);
    }

    @Override
    public BigDecimal getDecimal(int row) {
      int scale = ((DecimalType) type).getScale();
      if (isNullAt(row)) {
        return null;
      }
      if (column instanceof WideColumn wide) {
        BigInteger unscaled =
            BigInteger.valueOf(wide.high()[start + row])
                .shiftLeft(64)
                .or(new BigInteger(Long.toUnsignedString(wide.low()[start + row])));
        return new BigDecimal(unscaled, scale);
      }
      return BigDecimal.valueOf(getLong(row), scale);
    }

    @Override
    public ArrayValue getArray(int row) {
      if (isNullAt(row)) {
        return null;
      }
      ArrayColumn array = (ArrayColumn) column;
      return new Elements(
          new Vector(
              ((ArrayType) type).getElementType(),
              array.elements(),
              array.starts()[start + row],
              array.lengths()[start + row]));
    }

    @Override
    public MapValue getMap(int row) {
      if (isNullAt(row)) {
        return null;
      }
      MapColumn map = (MapColumn) column;
      int from = map.starts()[start + row];
      int length = map.lengths()[start + row];
      MapType mapType = (MapType) type;
      return new Entries(
          new Vector(mapType.getKeyType(), map.keys(), from, length),
          new Vector(mapType.getValueType(), map.values(), from, length));
    }

    @Override
    public ColumnVector getChild(int ordinal) {
      return new Vector(
          ((StructType) type).at(ordinal).getDataType(),
          ((RowColumn) column).fields().get(ordinal),
          start,
          size);
    }
  }

  private record Elements(ColumnVector elements) implements ArrayValue {
    @Override
    public int getSize() {
      return elements.getSize();
    }

    @Override
    public ColumnVector getElements() {
      return elements;
    }
  }

  private record Entries(ColumnVector keys, ColumnVector values) implements MapValue {
    @Override
    public int getSize() {
      return keys.getSize();
    }

    @Override
    public ColumnVector getKeys() {
      return keys;
    }

    @Override
    public ColumnVector getValues() {
      return values;
    }
  }

  /** Returns the selected rows as a batch of ours. */
  static Batch toBatch(FilteredColumnarBatch filtered) {
    StructType schema = filtered.getData().getSchema();
    ColumnVector selection = filtered.getSelectionVector().orElse(null);
    int rows = filtered.getData().getSize();
    Column[] columns = new Column[schema.length()];
    int count = 0;
    for (int i = 0; i < columns.length; i++) {
      Type type = DeltaTypes.fromKernel(schema.at(i).getDataType());
      ColumnBuilder builder = ColumnBuilder.of(type, rows);
      ColumnVector vector = filtered.getData().getColumnVector(i);
      for (int row = 0; row < rows; row++) {
        if (selection == null || (!selection.isNullAt(row) && selection.getBoolean(row))) {
          append(builder, type, vector, row);
        }
      }
      count = builder.size();
      columns[i] = builder.build();
    }
    return new Batch(count, columns, null);
  }

  private static void append(ColumnBuilder builder, Type type, ColumnVector vector, int row) {
    if (vector.isNullAt(row)) {
      builder.appendNull();
      return;
    }
    switch (type.storage()) {
      case LONG -> ((LongBuilder) builder).appendLong(number(type, vector, row));
      case DOUBLE ->
          ((DoubleBuilder) builder)
              .appendDouble(
                  ((Type.FloatingType) type).single()
                      ? vector.getFloat(row)
                      : vector.getDouble(row));
      case WIDE -> ((WideBuilder) builder).appendBig(vector.getDecimal(row).unscaledValue());
      case BYTES -> {
        if (type instanceof Type.BinaryType) {
          byte[] bytes = vector.getBinary(row);
          ((BytesBuilder) builder).appendBytes(bytes, 0, bytes.length);
        } else {
          ((BytesBuilder) builder).appendText(vector.getString(row));
        }
      }
      case ARRAY -> {
        ArrayBuilder array = (ArrayBuilder) builder;
        ArrayValue value = vector.getArray(row);
        for (int i = 0; i < value.getSize(); i++) {
          append(array.elements(), ((Type.ArrayType) type).element(), value.getElements(), i);
        }
        array.end();
      }
      case MAP -> {
        MapBuilder map = (MapBuilder) builder;
        MapValue value = vector.getMap(row);
        for (int i = 0; i < value.getSize(); i++) {
          append(map.keys(), ((Type.MapType) type).key(), value.getKeys(), i);
          append(map.values(), ((Type.MapType) type).value(), value.getValues(), i);
        }
        map.end();
      }
      case ROW -> {
        RowBuilder struct = (RowBuilder) builder;
        Type.StructType fields = (Type.StructType) type;
        for (int i = 0; i < fields.fields().size(); i++) {
          append(struct.field(i), fields.fields().get(i).type(), vector.getChild(i), row);
        }
        struct.end();
      }
    }
  }

  private static long number(Type type, ColumnVector vector, int row) {
    if (type instanceof Type.BooleanType) {
      return vector.getBoolean(row) ? 1 : 0;
    } else if (type instanceof Type.IntegerType integer) {
      return switch (integer.bits()) {
        case 8 -> vector.getByte(row);
        case 16 -> vector.getShort(row);
        case 32 -> vector.getInt(row);
        default -> vector.getLong(row);
      };
    } else if (type instanceof Type.DateType) {
      return vector.getInt(row);
    } else if (type instanceof Type.DecimalType) {
      return vector.getDecimal(row).unscaledValue().longValueExact();
    }
    return vector.getLong(row);
  }
}
