package io.millrace.jdbc;

import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.sql.DatabaseMetaData;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.ColumnMetaData.Rep;
import org.apache.calcite.avatica.Meta;

/** Our types in JDBC's words. */
final class JdbcTypes {
  private JdbcTypes() {}

  /** Returns the code of {@link Types}. */
  static int code(Type type) {
    if (type instanceof Type.BooleanType) {
      return Types.BOOLEAN;
    } else if (type instanceof Type.IntegerType integer) {
      return switch (integer.bits()) {
        case 8 -> Types.TINYINT;
        case 16 -> Types.SMALLINT;
        case 32 -> Types.INTEGER;
        default -> Types.BIGINT;
      };
    } else if (type instanceof Type.FloatingType floating) {
      return floating.single() ? Types.REAL : Types.DOUBLE;
    } else if (type instanceof Type.DecimalType) {
      return Types.DECIMAL;
    } else if (type instanceof Type.TextType text) {
      return text.fixed() ? Types.CHAR : Types.VARCHAR;
    } else if (type instanceof Type.BinaryType binary) {
      return binary.fixed() ? Types.BINARY : Types.VARBINARY;
    } else if (type instanceof Type.DateType) {
      return Types.DATE;
    } else if (type instanceof Type.TimeType) {
      return Types.TIME;
    } else if (type instanceof Type.TimestampType timestamp) {
      return timestamp.zoned() ? Types.TIMESTAMP_WITH_TIMEZONE : Types.TIMESTAMP;
    } else if (type instanceof Type.NullType) {
      return Types.NULL;
    } else if (type instanceof Type.ArrayType) {
      return Types.ARRAY;
    } else if (type instanceof Type.StructType) {
      return Types.STRUCT;
    } else if (type instanceof Type.MapType) {
      return Types.JAVA_OBJECT;
    }
    return Types.OTHER;
  }

  /** Returns the class of {@code getObject}. */
  static Class<?> javaClass(Type type) {
    return switch (code(type)) {
      case Types.BOOLEAN -> Boolean.class;
      case Types.TINYINT -> Byte.class;
      case Types.SMALLINT -> Short.class;
      case Types.INTEGER -> Integer.class;
      case Types.BIGINT -> Long.class;
      case Types.REAL -> Float.class;
      case Types.DOUBLE -> Double.class;
      case Types.DECIMAL -> java.math.BigDecimal.class;
      case Types.CHAR, Types.VARCHAR -> String.class;
      case Types.BINARY, Types.VARBINARY -> byte[].class;
      case Types.DATE -> java.sql.Date.class;
      case Types.TIME -> java.sql.Time.class;
      case Types.TIMESTAMP -> java.sql.Timestamp.class;
      case Types.TIMESTAMP_WITH_TIMEZONE -> java.time.OffsetDateTime.class;
      case Types.ARRAY -> java.sql.Array.class;
      case Types.STRUCT -> java.sql.Struct.class;
      default -> Object.class;
    };
  }

  /** Returns how many digits or characters a value has at most. */
  static int precision(Type type) {
    if (type instanceof Type.IntegerType integer) {
      return switch (integer.bits()) {
        case 8 -> 3;
        case 16 -> 5;
        case 32 -> 10;
        default -> 19;
      };
    } else if (type instanceof Type.FloatingType floating) {
      return floating.single() ? 7 : 15;
    } else if (type instanceof Type.DecimalType decimal) {
      return decimal.precision();
    } else if (type instanceof Type.TextType text) {
      return text.length() < 0 ? Integer.MAX_VALUE : text.length();
    } else if (type instanceof Type.BinaryType binary) {
      return binary.length() < 0 ? Integer.MAX_VALUE : binary.length();
    } else if (type instanceof Type.DateType) {
      return 10;
    } else if (type instanceof Type.TimeType time) {
      return time.precision() == 0 ? 8 : 9 + time.precision();
    } else if (type instanceof Type.TimestampType timestamp) {
      return timestamp.precision() == 0 ? 19 : 20 + timestamp.precision();
    } else if (type instanceof Type.BooleanType) {
      return 1;
    }
    return 0;
  }

  /** Returns how many digits follow the point. */
  static int scale(Type type) {
    if (type instanceof Type.DecimalType decimal) {
      return decimal.scale();
    } else if (type instanceof Type.TimestampType timestamp) {
      return timestamp.precision();
    } else if (type instanceof Type.TimeType time) {
      return time.precision();
    }
    return 0;
  }

  /** Returns what describes the rows of a query. */
  static Meta.Signature signature(RowType type, String sql) {
    List<ColumnMetaData> columns = new ArrayList<>();
    for (int i = 0; i < type.size(); i++) {
      columns.add(column(i, type.field(i)));
    }
    return new Meta.Signature(
        columns, sql, List.of(), Map.of(), Meta.CursorFactory.ARRAY, Meta.StatementType.SELECT);
  }

  /** Returns what describes a statement without rows. */
  static Meta.Signature noRows(String sql) {
    return new Meta.Signature(
        List.of(),
        sql,
        List.of(),
        Map.of(),
        Meta.CursorFactory.ARRAY,
        Meta.StatementType.OTHER_DDL);
  }

  private static ColumnMetaData column(int index, Field field) {
    Type type = field.type();
    int code = code(type);
    int precision = precision(type);
    boolean signed =
        type instanceof Type.IntegerType
            || type instanceof Type.FloatingType
            || type instanceof Type.DecimalType;
    return new ColumnMetaData(
        index,
        false,
        type instanceof Type.TextType,
        true,
        false,
        field.nullable() ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
        signed,
        Math.min(precision, 60),
        field.name(),
        field.name(),
        "",
        precision,
        scale(type),
        "",
        "",
        ColumnMetaData.scalar(code, type.sql(), Rep.OBJECT),
        true,
        false,
        false,
        javaClass(type).getName());
  }
}
