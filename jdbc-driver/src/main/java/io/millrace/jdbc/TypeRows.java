package io.millrace.jdbc;

import io.millrace.type.Type;
import java.sql.DatabaseMetaData;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types of the language, as rows of getTypeInfo; and types read back from their text. */
final class TypeRows {
  private static final Pattern TEXT = Pattern.compile("([A-Z]+)(?:\\((\\d+)(?:, (\\d+))?\\))?(.*)");
  private static final Map<String, Type> SIMPLE = new TreeMap<>();

  static {
    for (Type type :
        List.of(
            Type.BOOLEAN,
            Type.TINYINT,
            Type.SMALLINT,
            Type.INTEGER,
            Type.BIGINT,
            Type.REAL,
            Type.DOUBLE,
            Type.VARCHAR,
            Type.VARBINARY,
            Type.DATE,
            Type.UUID,
            Type.VARIANT)) {
      SIMPLE.put(type.sql(), type);
    }
  }

  private TypeRows() {}

  /** Returns the type that a text of information_schema names; VARIANT for nested ones. */
  static Type parse(String text) {
    Type simple = SIMPLE.get(text);
    if (simple != null) {
      return simple;
    }
    if (text.endsWith(" ARRAY")) {
      return new Type.ArrayType(parse(text.substring(0, text.length() - " ARRAY".length())));
    } else if (text.startsWith("ROW(")) {
      return new Type.StructType(List.of());
    } else if (text.startsWith("MAP<")) {
      return new Type.MapType(Type.VARCHAR, Type.VARCHAR);
    }
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Type.VARIANT;
    }
    int first = matcher.group(2) == null ? 6 : Integer.parseInt(matcher.group(2));
    return switch (matcher.group(1)) {
      case "DECIMAL" ->
          new Type.DecimalType(
              first, matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)));
      case "VARCHAR" -> new Type.TextType(first, false);
      case "CHAR" -> new Type.TextType(first, true);
      case "VARBINARY" -> new Type.BinaryType(first, false);
      case "BINARY" -> new Type.BinaryType(first, true);
      case "TIME" -> new Type.TimeType(first);
      case "TIMESTAMP" -> new Type.TimestampType(first, !matcher.group(4).isEmpty());
      case "INTERVAL" -> new Type.IntervalType(text.contains("MONTH"));
      default -> Type.VARIANT;
    };
  }

  /** Returns the rows of getTypeInfo, by code. */
  static List<Object[]> rows() {
    List<Type> types = new ArrayList<>(SIMPLE.values());
    types.add(new Type.DecimalType(Type.DecimalType.MAX_PRECISION, 0));
    types.add(Type.TIME);
    types.add(Type.TIMESTAMP);
    types.add(Type.TIMESTAMPTZ);
    types.sort(Comparator.comparingInt(JdbcTypes::code));
    List<Object[]> rows = new ArrayList<>();
    for (Type type : types) {
      rows.add(row(type));
    }
    return rows;
  }

  private static Object[] row(Type type) {
    int code = JdbcTypes.code(type);
    boolean text = type instanceof Type.TextType;
    boolean quoted = text || code == Types.DATE || code == Types.TIMESTAMP || code == Types.TIME;
    String name = type.sql().replaceFirst("\\(.*?\\)", "");
    boolean decimal = type instanceof Type.DecimalType;
    return new Object[] {
      name,
      code,
      JdbcTypes.precision(type),
      quoted ? "'" : null,
      quoted ? "'" : null,
      decimal ? "precision,scale" : text ? "length" : null,
      (short) DatabaseMetaData.typeNullable,
      text,
      (short) DatabaseMetaData.typeSearchable,
      false,
      decimal,
      false,
      name,
      (short) 0,
      (short) (decimal ? Type.DecimalType.MAX_PRECISION : JdbcTypes.scale(type)),
      null,
      null,
      10
    };
  }
}
