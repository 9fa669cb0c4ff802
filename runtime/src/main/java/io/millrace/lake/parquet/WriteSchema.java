package io.millrace.lake.parquet;

import io.millrace.type.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.JsonType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MapType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.UUIDType;

/** Lays a file's schema out, with a writer for each leaf. */
final class WriteSchema {
  private final Dialect dialect;
  private final Codec codec;
  final List<SchemaElement> elements = new ArrayList<>();
  final List<LeafWriter> leaves = new ArrayList<>();
  final List<WriteNode> roots = new ArrayList<>();
  private final List<String> path = new ArrayList<>();

  WriteSchema(List<ParquetColumn> columns, Dialect dialect, Codec codec) {
    this.dialect = dialect;
    this.codec = codec;
    SchemaElement root = new SchemaElement("schema");
    root.setNum_children(columns.size());
    elements.add(root);
    for (ParquetColumn column : columns) {
      roots.add(add(column, 0, 0));
    }
  }

  private WriteNode add(ParquetColumn column, int definition, int repetition) {
    SchemaElement element = new SchemaElement(column.name());
    element.setRepetition_type(
        column.nullable() ? FieldRepetitionType.OPTIONAL : FieldRepetitionType.REQUIRED);
    if (column.fieldId() != ParquetColumn.NO_ID) {
      element.setField_id(column.fieldId());
    }
    elements.add(element);
    path.add(column.name());
    int inside = column.nullable() ? definition + 1 : definition;
    WriteNode node =
        switch (column.type().storage()) {
          case ROW -> {
            element.setNum_children(column.children().size());
            List<WriteNode> fields = new ArrayList<>();
            for (ParquetColumn child : column.children()) {
              fields.add(add(child, inside, repetition));
            }
            yield new WriteNode.Group(column.nullable(), fields);
          }
          case ARRAY -> {
            element.setConverted_type(ConvertedType.LIST);
            element.setLogicalType(LogicalType.LIST(new ListType()));
            yield addRepeated(column, element, "list", inside, repetition);
          }
          case MAP -> {
            element.setConverted_type(ConvertedType.MAP);
            element.setLogicalType(LogicalType.MAP(new MapType()));
            yield addRepeated(column, element, "key_value", inside, repetition);
          }
          default -> {
            LeafWriter writer = leaf(column, element, inside, repetition);
            leaves.add(writer);
            yield new WriteNode.Leaf(writer);
          }
        };
    path.remove(path.size() - 1);
    return node;
  }

  private WriteNode addRepeated(
      ParquetColumn column, SchemaElement element, String name, int definition, int repetition) {
    element.setNum_children(1);
    SchemaElement repeated = new SchemaElement(name);
    repeated.setRepetition_type(FieldRepetitionType.REPEATED);
    repeated.setNum_children(column.children().size());
    elements.add(repeated);
    path.add(name);
    List<WriteNode> parts = new ArrayList<>();
    for (ParquetColumn child : column.children()) {
      parts.add(add(child, definition + 1, repetition + 1));
    }
    path.remove(path.size() - 1);
    return new WriteNode.Repeated(column.nullable(), repetition + 1, parts);
  }

  private LeafWriter leaf(
      ParquetColumn column, SchemaElement element, int definition, int repetition) {
    Type type = column.type();
    boolean open = dialect == Dialect.DELTA;
    if (type instanceof Type.BooleanType || type instanceof Type.NullType) {
      element.setType(org.apache.parquet.format.Type.BOOLEAN);
      return new BooleanLeafWriter(path, column, definition, repetition, codec);
    } else if (type instanceof Type.IntegerType integer) {
      if (integer.bits() < 32) {
        element.setConverted_type(integer.bits() == 8 ? ConvertedType.INT_8 : ConvertedType.INT_16);
        element.setLogicalType(LogicalType.INTEGER(new IntType((byte) integer.bits(), true)));
      }
      return longs(column, element, integer.bits() <= 32, definition, repetition);
    } else if (type instanceof Type.FloatingType floating) {
      element.setType(
          floating.single()
              ? org.apache.parquet.format.Type.FLOAT
              : org.apache.parquet.format.Type.DOUBLE);
      return new LongLeafWriter(path, column, element.getType(), definition, repetition, codec);
    } else if (type instanceof Type.DecimalType decimal) {
      element.setConverted_type(ConvertedType.DECIMAL);
      element.setLogicalType(
          LogicalType.DECIMAL(new DecimalType(decimal.scale(), decimal.precision())));
      element.setPrecision(decimal.precision());
      element.setScale(decimal.scale());
      if (type.storage() == io.millrace.type.Storage.LONG) {
        return longs(column, element, decimal.precision() <= 9, definition, repetition);
      }
      int width = decimalBytes(decimal.precision());
      element.setType(org.apache.parquet.format.Type.FIXED_LEN_BYTE_ARRAY);
      element.setType_length(width);
      return new BytesLeafWriter(path, column, width, false, definition, repetition, codec);
    } else if (type instanceof Type.DateType) {
      element.setConverted_type(ConvertedType.DATE);
      element.setLogicalType(LogicalType.DATE(new DateType()));
      return longs(column, element, true, definition, repetition);
    } else if (type instanceof Type.TimestampType timestamp) {
      if (timestamp.zoned()) {
        element.setConverted_type(ConvertedType.TIMESTAMP_MICROS);
      }
      element.setLogicalType(LogicalType.TIMESTAMP(new TimestampType(timestamp.zoned(), micros())));
      return longs(column, element, false, definition, repetition);
    } else if (type instanceof Type.TimeType) {
      if (!open) {
        element.setLogicalType(LogicalType.TIME(new TimeType(false, micros())));
      }
      return longs(column, element, false, definition, repetition);
    } else if (type instanceof Type.IntervalType) {
      return longs(column, element, false, definition, repetition);
    } else if (type instanceof Type.UuidType && !open) {
      element.setType(org.apache.parquet.format.Type.FIXED_LEN_BYTE_ARRAY);
      element.setType_length(16);
      element.setLogicalType(LogicalType.UUID(new UUIDType()));
      return new BytesLeafWriter(path, column, 16, false, definition, repetition, codec);
    }
    element.setType(org.apache.parquet.format.Type.BYTE_ARRAY);
    if (type instanceof Type.VariantType && !open) {
      element.setConverted_type(ConvertedType.JSON);
      element.setLogicalType(LogicalType.JSON(new JsonType()));
    } else if (!(type instanceof Type.BinaryType)) {
      element.setConverted_type(ConvertedType.UTF8);
      element.setLogicalType(LogicalType.STRING(new StringType()));
    }
    return new BytesLeafWriter(
        path, column, 0, type instanceof Type.UuidType, definition, repetition, codec);
  }

  private LeafWriter longs(
      ParquetColumn column, SchemaElement element, boolean narrow, int definition, int repetition) {
    element.setType(
        narrow ? org.apache.parquet.format.Type.INT32 : org.apache.parquet.format.Type.INT64);
    return new LongLeafWriter(path, column, element.getType(), definition, repetition, codec);
  }

  private static TimeUnit micros() {
    return TimeUnit.MICROS(new MicroSeconds());
  }

  /** Returns the fewest bytes that hold a decimal of so many digits. */
  private static int decimalBytes(int precision) {
    return BigInteger.TEN.pow(precision).subtract(BigInteger.ONE).bitLength() / 8 + 1;
  }
}
