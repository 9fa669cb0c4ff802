package io.millrace.lake.delta;

import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.ByteType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.FieldMetadata;
import io.delta.kernel.types.FloatType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.ShortType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampNTZType;
import io.delta.kernel.types.TimestampType;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.lake.parquet.ParquetColumn;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Our types as Delta's, and back.
 *
 * <p>Delta has fewer: UUID and VARIANT (JSON) are strings there; TIME (microseconds of the day) and
 * intervals (months, or microseconds) are longs; lengths of text and digits of a second's fraction
 * are not kept. So each column's metadata keeps our type's text under {@link #TYPE_KEY}.
 */
final class DeltaTypes {
  private static final String TYPE_KEY = "millrace.type";
  private static final String PHYSICAL_NAME_KEY = "delta.columnMapping.physicalName";
  private static final String ID_KEY = "delta.columnMapping.id";

  private DeltaTypes() {}

  static StructType toKernel(RowType type) {
    List<StructField> fields = new ArrayList<>();
    for (Field field : type.fields()) {
      FieldMetadata metadata =
          FieldMetadata.builder().putString(TYPE_KEY, field.type().sql()).build();
      fields.add(new StructField(field.name(), toKernel(field.type()), field.nullable(), metadata));
    }
    return new StructType(fields);
  }

  private static DataType toKernel(Type type) {
    if (type instanceof Type.BooleanType || type instanceof Type.NullType) {
      return BooleanType.BOOLEAN;
    } else if (type instanceof Type.IntegerType integer) {
      return switch (integer.bits()) {
        case 8 -> ByteType.BYTE;
        case 16 -> ShortType.SHORT;
        case 32 -> IntegerType.INTEGER;
        default -> LongType.LONG;
      };
    } else if (type instanceof Type.FloatingType floating) {
      return floating.single() ? FloatType.FLOAT : DoubleType.DOUBLE;
    } else if (type instanceof Type.DecimalType decimal) {
      return new DecimalType(decimal.precision(), decimal.scale());
    } else if (type instanceof Type.BinaryType) {
      return BinaryType.BINARY;
    } else if (type instanceof Type.DateType) {
      return DateType.DATE;
    } else if (type instanceof Type.TimestampType timestamp) {
      return timestamp.zoned() ? TimestampType.TIMESTAMP : TimestampNTZType.TIMESTAMP_NTZ;
    } else if (type instanceof Type.TimeType || type instanceof Type.IntervalType) {
      return LongType.LONG;
    } else if (type instanceof Type.ArrayType array) {
      return new ArrayType(toKernel(array.element()), true);
    } else if (type instanceof Type.MapType map) {
      return new MapType(toKernel(map.key()), toKernel(map.value()), true);
    } else if (type instanceof Type.StructType struct) {
      return new StructType(
          struct.fields().stream()
              .map(f -> new StructField(f.name(), toKernel(f.type()), f.nullable()))
              .toList());
    }
    return StringType.STRING;
  }

  /** Returns what is left of a type once it has been Delta's. */
  private static Type stored(Type type) {
    return fromKernel(toKernel(type));
  }

  static Type fromKernel(DataType type) {
    if (type instanceof BooleanType) {
      return Type.BOOLEAN;
    } else if (type instanceof ByteType) {
      return Type.TINYINT;
    } else if (type instanceof ShortType) {
      return Type.SMALLINT;
    } else if (type instanceof IntegerType) {
      return Type.INTEGER;
    } else if (type instanceof LongType) {
      return Type.BIGINT;
    } else if (type instanceof FloatType) {
      return Type.REAL;
    } else if (type instanceof DoubleType) {
      return Type.DOUBLE;
    } else if (type instanceof DecimalType decimal) {
      return new Type.DecimalType(decimal.getPrecision(), decimal.getScale());
    } else if (type instanceof StringType string
        && string.getCollationIdentifier().isSparkUTF8BinaryCollation()) {
      return Type.VARCHAR;
    } else if (type instanceof BinaryType) {
      return Type.VARBINARY;
    } else if (type instanceof DateType) {
      return Type.DATE;
    } else if (type instanceof TimestampType) {
      return Type.TIMESTAMPTZ;
    } else if (type instanceof TimestampNTZType) {
      return Type.TIMESTAMP;
    } else if (type instanceof ArrayType array) {
      return new Type.ArrayType(fromKernel(array.getElementType()));
    } else if (type instanceof MapType map) {
      return new Type.MapType(fromKernel(map.getKeyType()), fromKernel(map.getValueType()));
    } else if (type instanceof StructType struct) {
      List<Field> fields = new ArrayList<>();
      for (StructField field : struct.fields()) {
        fields.add(new Field(field.getName(), fromKernel(field.getDataType()), field.isNullable()));
      }
      return new Type.StructType(fields);
    }
    throw new MillraceException(
        ErrorCode.FEATURE_NOT_SUPPORTED, "columns of type " + type + " are not supported");
  }

  /** Returns the row type of a table's schema, with our own types where it keeps them. */
  static RowType rowType(StructType schema) {
    List<Field> fields = new ArrayList<>();
    for (StructField field : schema.fields()) {
      fields.add(new Field(field.getName(), typeOf(field), field.isNullable()));
    }
    return new RowType(fields);
  }

  private static Type typeOf(StructField field) {
    Type plain = fromKernel(field.getDataType());
    if (field.getMetadata().contains(TYPE_KEY)
        && field.getMetadata().get(TYPE_KEY) instanceof String text) {
      Type own = TypeText.parse(text);
      // Another writer may have changed the column since: then its type counts.
      if (own != null && stored(own).equals(plain)) {
        return own;
      }
    }
    return plain;
  }

  /** Returns a table's columns as its files have them: physical names and ids. */
  static List<ParquetColumn> physical(StructType schema) {
    List<ParquetColumn> columns = new ArrayList<>();
    for (StructField field : schema.fields()) {
      columns.add(
          field.isMetadataColumn()
              ? new ParquetColumn(
                  field.getName(), ParquetColumn.NO_ID, false, Type.BIGINT, List.of())
              : physical(field, typeOf(field)));
    }
    return columns;
  }

  private static ParquetColumn physical(StructField field, Type type) {
    FieldMetadata metadata = field.getMetadata();
    String name =
        metadata.contains(PHYSICAL_NAME_KEY)
            ? metadata.getString(PHYSICAL_NAME_KEY)
            : field.getName();
    int id = metadata.contains(ID_KEY) ? metadata.getLong(ID_KEY).intValue() : ParquetColumn.NO_ID;
    return physical(name, id, field.isNullable(), field.getDataType(), type);
  }

  private static ParquetColumn physical(
      String name, int id, boolean nullable, DataType dataType, Type type) {
    List<ParquetColumn> children = new ArrayList<>();
    if (dataType instanceof StructType struct) {
      List<Field> fields = ((Type.StructType) type).fields();
      for (int i = 0; i < struct.length(); i++) {
        children.add(physical(struct.at(i), fields.get(i).type()));
      }
    } else if (dataType instanceof ArrayType array) {
      children.add(
          physical(
              "element",
              ParquetColumn.NO_ID,
              array.containsNull(),
              array.getElementType(),
              ((Type.ArrayType) type).element()));
    } else if (dataType instanceof MapType map) {
      Type.MapType own = (Type.MapType) type;
      children.add(physical("key", ParquetColumn.NO_ID, false, map.getKeyType(), own.key()));
      children.add(
          physical(
              "value",
              ParquetColumn.NO_ID,
              map.isValueContainsNull(),
              map.getValueType(),
              own.value()));
    }
    return new ParquetColumn(name, id, nullable, type, children);
  }
}
