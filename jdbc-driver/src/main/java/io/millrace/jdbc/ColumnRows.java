package io.millrace.jdbc;

import io.millrace.batch.Batch;
import io.millrace.engine.Session;
import io.millrace.engine.result.Result;
import io.millrace.type.Type;
import java.sql.DatabaseMetaData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.Meta.Pat;

/** The rows of getColumns, from {@code information_schema.columns}. */
final class ColumnRows {
  private final Session session;

  ColumnRows(Session session) {
    this.session = session;
  }

  List<Object[]> rows(Pat schema, Pat table, Pat column) {
    Pattern schemas = pattern(schema);
    Pattern tables = pattern(table);
    Pattern columns = pattern(column);
    Result.Rows result =
        (Result.Rows)
            session.execute(
                "SELECT table_catalog, table_schema, table_name, column_name, ordinal_position,"
                    + " is_nullable, data_type, is_generated FROM information_schema.columns"
                    + " ORDER BY table_schema, table_name, ordinal_position");
    List<Object[]> rows = new ArrayList<>();
    for (Batch batch = result.cursor().next(); batch != null; batch = result.cursor().next()) {
      for (int row = 0; row < batch.size(); row++) {
        Object[] found = new Object[batch.columnCount()];
        for (int i = 0; i < found.length; i++) {
          found[i] = JdbcValues.of(result.type().type(i), batch.column(i), row);
        }
        if (schemas.matcher((String) found[1]).matches()
            && tables.matcher((String) found[2]).matches()
            && columns.matcher((String) found[3]).matches()) {
          rows.add(row(found));
        }
      }
    }
    return rows;
  }

  /** Turns a pattern of JDBC's (%, _ and \ before them) into one over names, case aside. */
  private static Pattern pattern(Pat like) {
    if (like.s == null) {
      return Pattern.compile(".*", Pattern.DOTALL);
    }
    StringBuilder regex = new StringBuilder();
    String text = like.s;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        regex.append(Pattern.quote(String.valueOf(text.charAt(++i))));
      } else if (c == '%') {
        regex.append(".*");
      } else if (c == '_') {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  private static Object[] row(Object[] found) {
    Type type = TypeRows.parse((String) found[6]);
    boolean nullable = "YES".equals(found[5]);
    boolean generated = "ALWAYS".equals(found[7]);
    int precision = JdbcTypes.precision(type);
    return new Object[] {
      found[0],
      found[1],
      found[2],
      found[3],
      JdbcTypes.code(type),
      ((String) found[6]).toUpperCase(Locale.ROOT),
      precision,
      null,
      JdbcTypes.scale(type),
      10,
      nullable ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
      null,
      null,
      null,
      null,
      type instanceof Type.TextType ? precision : null,
      found[4],
      found[5],
      null,
      null,
      null,
      null,
      "NO",
      generated ? "YES" : "NO"
    };
  }
}
