package io.millrace.planner.type;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCollation;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/** Calcite's types to ours and back; there and back again is the same type. */
public final class TypeMapping {
  private static final int DEFAULT_FRACTION = 6;

  private TypeMapping() {}

  /**
   * Returns our type of a Calcite type; its nullability is the caller's to keep.
   *
   * @throws MillraceException FEATURE_NOT_SUPPORTED for a type that no column can hold
   */
  public static Type typeOf(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> Type.BOOLEAN;
      case TINYINT -> Type.TINYINT;
      case SMALLINT -> Type.SMALLINT;
      case INTEGER -> Type.INTEGER;
      case BIGINT -> Type.BIGINT;
      case REAL -> Type.REAL;
      case FLOAT, DOUBLE -> Type.DOUBLE;
      case DECIMAL -> decimal(type);
      case CHAR -> new Type.TextType(length(type), type.getPrecision() >= 0);
      case VARCHAR -> new Type.TextType(length(type), false);
      case BINARY -> new Type.BinaryType(length(type), type.getPrecision() >= 0);
      case VARBINARY -> new Type.BinaryType(length(type), false);
      case DATE -> Type.DATE;
      case TIME -> new Type.TimeType(fraction(type));
      case TIMESTAMP -> new Type.TimestampType(fraction(type), false);
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> new Type.TimestampType(fraction(type), true);
      case INTERVAL_YEAR, INTERVAL_YEAR_MONTH, INTERVAL_MONTH -> new Type.IntervalType(true);
      case INTERVAL_DAY,
          INTERVAL_DAY_HOUR,
          INTERVAL_DAY_MINUTE,
          INTERVAL_DAY_SECOND,
          INTERVAL_HOUR,
          INTERVAL_HOUR_MINUTE,
          INTERVAL_HOUR_SECOND,
          INTERVAL_MINUTE,
          INTERVAL_MINUTE_SECOND,
          INTERVAL_SECOND ->
          new Type.IntervalType(false);
      case UUID -> Type.UUID;
      case VARIANT -> Type.VARIANT;
      case NULL, UNKNOWN -> Type.NULL;
      case ARRAY, MULTISET -> new Type.ArrayType(typeOf(type.getComponentType()));
      case MAP -> new Type.MapType(typeOf(type.getKeyType()), typeOf(type.getValueType()));
      case ROW, STRUCTURED -> new Type.StructType(rowTypeOf(type).fields());
      default ->
          throw new MillraceException(
              ErrorCode.FEATURE_NOT_SUPPORTED,
              "type " + type.getSqlTypeName().getSpaceName() + " is not supported");
    };
  }

  /** Returns our row type of a Calcite row type. */
  public static RowType rowTypeOf(RelDataType row) {
    List<Field> fields = new ArrayList<>(row.getFieldCount());
    for (RelDataTypeField field : row.getFieldList()) {
      fields.add(new Field(field.getName(), typeOf(field.getType()), field.getType().isNullable()));
    }
    return new RowType(fields);
  }

  /** Returns the Calcite type of one of ours. */
  public static RelDataType toCalcite(Type type, boolean nullable, RelDataTypeFactory factory) {
    return factory.createTypeWithNullability(toCalcite(type, factory), nullable);
  }

  /** Returns the Calcite row type of one of ours. */
  public static RelDataType toCalcite(RowType row, RelDataTypeFactory factory) {
    RelDataTypeFactory.Builder builder = factory.builder();
    for (Field field : row.fields()) {
      builder.add(field.name(), toCalcite(field.type(), field.nullable(), factory));
    }
    return builder.build();
  }

  private static RelDataType toCalcite(Type type, RelDataTypeFactory factory) {
    if (type instanceof Type.IntegerType integer) {
      return factory.createSqlType(
          switch (integer.bits()) {
            case 8 -> SqlTypeName.TINYINT;
            case 16 -> SqlTypeName.SMALLINT;
            case 32 -> SqlTypeName.INTEGER;
            default -> SqlTypeName.BIGINT;
          });
    } else if (type instanceof Type.FloatingType floating) {
      return factory.createSqlType(floating.single() ? SqlTypeName.REAL : SqlTypeName.DOUBLE);
    } else if (type instanceof Type.DecimalType decimal) {
      return factory.createSqlType(SqlTypeName.DECIMAL, decimal.precision(), decimal.scale());
    } else if (type instanceof Type.TextType text) {
      RelDataType sqlType =
          sized(factory, text.fixed() ? SqlTypeName.CHAR : SqlTypeName.VARCHAR, text.length());
      return factory.createTypeWithCharsetAndCollation(
          sqlType, StandardCharsets.UTF_8, SqlCollation.IMPLICIT);
    } else if (type instanceof Type.BinaryType binary) {
      return sized(
          factory, binary.fixed() ? SqlTypeName.BINARY : SqlTypeName.VARBINARY, binary.length());
    } else if (type instanceof Type.TimeType time) {
      return factory.createSqlType(SqlTypeName.TIME, time.precision());
    } else if (type instanceof Type.TimestampType timestamp) {
      return factory.createSqlType(
          timestamp.zoned() ? SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE : SqlTypeName.TIMESTAMP,
          timestamp.precision());
    } else if (type instanceof Type.IntervalType interval) {
      return factory.createSqlIntervalType(intervalQualifier(interval));
    } else if (type instanceof Type.ArrayType array) {
      return factory.createArrayType(toCalcite(array.element(), true, factory), -1);
    } else if (type instanceof Type.MapType map) {
      return factory.createMapType(
          toCalcite(map.key(), false, factory), toCalcite(map.value(), true, factory));
    } else if (type instanceof Type.StructType struct) {
      return toCalcite(new RowType(struct.fields()), factory);
    }
    return factory.createSqlType(simpleName(type));
  }

  private static SqlTypeName simpleName(Type type) {
    if (type instanceof Type.BooleanType) {
      return SqlTypeName.BOOLEAN;
    } else if (type instanceof Type.DateType) {
      return SqlTypeName.DATE;
    } else if (type instanceof Type.UuidType) {
      return SqlTypeName.UUID;
    } else if (type instanceof Type.VariantType) {
      return SqlTypeName.VARIANT;
    }
    return SqlTypeName.NULL;
  }

  private static SqlIntervalQualifier intervalQualifier(Type.IntervalType interval) {
    return interval.months()
        ? new SqlIntervalQualifier(TimeUnit.YEAR, TimeUnit.MONTH, SqlParserPos.ZERO)
        : new SqlIntervalQualifier(
            TimeUnit.DAY, -1, TimeUnit.SECOND, DEFAULT_FRACTION, SqlParserPos.ZERO);
  }

  private static RelDataType sized(RelDataTypeFactory factory, SqlTypeName name, int length) {
    return length == Type.TextType.UNLIMITED
        ? factory.createSqlType(name)
        : factory.createSqlType(name, length);
  }

  private static int length(RelDataType type) {
    int precision = type.getPrecision();
    return precision < 0 || precision == Integer.MAX_VALUE ? Type.TextType.UNLIMITED : precision;
  }

  private static int fraction(RelDataType type) {
    int precision = type.getPrecision();
    return precision < 0 ? DEFAULT_FRACTION : Math.min(precision, DEFAULT_FRACTION);
  }

  private static Type decimal(RelDataType type) {
    int scale = Math.max(0, type.getScale());
    int precision = Math.max(type.getPrecision(), Math.max(1, scale));
    if (precision > Type.DecimalType.MAX_PRECISION) {
      throw new MillraceException(
          ErrorCode.FEATURE_NOT_SUPPORTED,
          "DECIMAL("
              + precision
              + ", "
              + scale
              + ") is not supported; the largest precision is "
              + Type.DecimalType.MAX_PRECISION);
    }
    return new Type.DecimalType(precision, scale);
  }
}
