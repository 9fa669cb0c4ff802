package io.millrace.planner.sql;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.error.Position;
import io.millrace.parser.statement.TypeName;
import io.millrace.type.Field;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.List;

/** Types as written in column definitions. */
public final class TypeNames {
  private static final int MICROS = 6;

  private TypeNames() {}

  /**
   * Returns the type.
   *
   * @throws MillraceException with the name's place, for a type or a size that there is not
   */
  public static Type type(TypeName name) {
    return switch (name.name()) {
      case "BOOLEAN" -> plain(name, Type.BOOLEAN);
      case "TINYINT" -> plain(name, Type.TINYINT);
      case "SMALLINT" -> plain(name, Type.SMALLINT);
      case "INTEGER", "INT" -> plain(name, Type.INTEGER);
      case "BIGINT" -> plain(name, Type.BIGINT);
      case "REAL" -> plain(name, Type.REAL);
      case "DOUBLE", "FLOAT", "DOUBLE PRECISION" -> Type.DOUBLE;
      case "DECIMAL", "NUMERIC", "DEC" -> decimal(name);
      case "CHAR" -> new Type.TextType(length(name, 1), true);
      case "VARCHAR", "STRING", "TEXT" ->
          new Type.TextType(length(name, Type.TextType.UNLIMITED), false);
      case "BINARY" -> new Type.BinaryType(length(name, 1), true);
      case "VARBINARY", "BYTES", "BLOB" ->
          new Type.BinaryType(length(name, Type.TextType.UNLIMITED), false);
      case "DATE" -> plain(name, Type.DATE);
      case "TIME" -> new Type.TimeType(fraction(name));
      case "TIMESTAMP" -> new Type.TimestampType(fraction(name), false);
      case "TIMESTAMP WITH LOCAL TIME ZONE",
          "TIMESTAMPTZ",
          "TIMESTAMP_LTZ",
          "TIMESTAMP WITH TIME ZONE" ->
          new Type.TimestampType(fraction(name), true);
      case "UUID" -> plain(name, Type.UUID);
      case "VARIANT", "JSON" -> plain(name, Type.VARIANT);
      case "ARRAY" -> new Type.ArrayType(type(name.elements().get(0).type()));
      case "MAP" ->
          new Type.MapType(
              type(name.elements().get(0).type()), type(name.elements().get(1).type()));
      case "ROW", "STRUCT" -> row(name);
      default -> interval(name);
    };
  }

  private static Type interval(TypeName name) {
    if (name.name().startsWith("INTERVAL")) {
      boolean months =
          name.name().startsWith("INTERVAL YEAR") || name.name().startsWith("INTERVAL MONTH");
      return new Type.IntervalType(months);
    }
    throw wrong(ErrorCode.FEATURE_NOT_SUPPORTED, "type " + name.name() + " is not supported", name);
  }

  private static Type plain(TypeName name, Type type) {
    if (!name.arguments().isEmpty()) {
      throw wrong(ErrorCode.SYNTAX_ERROR, "type " + name.name() + " has no size", name);
    }
    return type;
  }

  private static Type decimal(TypeName name) {
    int precision = argument(name, 0, Type.DecimalType.MAX_PRECISION);
    int scale = argument(name, 1, 0);
    if (precision < 1 || precision > Type.DecimalType.MAX_PRECISION) {
      throw wrong(
          ErrorCode.INVALID_DEFINITION,
          "DECIMAL has 1 to " + Type.DecimalType.MAX_PRECISION + " digits, not " + precision,
          name);
    } else if (scale < 0 || scale > precision) {
      throw wrong(
          ErrorCode.INVALID_DEFINITION,
          "DECIMAL(" + precision + ", " + scale + ") has more decimal places than digits",
          name);
    }
    return new Type.DecimalType(precision, scale);
  }

  private static int length(TypeName name, int otherwise) {
    int length = argument(name, 0, otherwise);
    if (!name.arguments().isEmpty() && length < 1) {
      throw wrong(ErrorCode.INVALID_DEFINITION, "a length must be at least 1", name);
    }
    return length;
  }

  private static int fraction(TypeName name) {
    int digits = argument(name, 0, MICROS);
    if (digits < 0 || digits > MICROS) {
      throw wrong(
          ErrorCode.FEATURE_NOT_SUPPORTED,
          name.name() + " has 0 to " + MICROS + " digits of a second, not " + digits,
          name);
    }
    return digits;
  }

  private static int argument(TypeName name, int index, int otherwise) {
    return index < name.arguments().size() ? name.arguments().get(index) : otherwise;
  }

  private static Type row(TypeName name) {
    List<Field> fields = new ArrayList<>();
    for (TypeName.Element element : name.elements()) {
      String field = element.name().orElseThrow().name();
      fields.add(new Field(field, type(element.type()), !element.notNull()));
    }
    return new Type.StructType(fields);
  }

  private static MillraceException wrong(ErrorCode code, String message, TypeName name) {
    return new MillraceException(
        code, message, new Position(name.position().line(), name.position().column()));
  }
}
