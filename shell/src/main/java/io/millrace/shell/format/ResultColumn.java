package io.millrace.shell.format;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of a result.
 *
 * @param type a code of {@link Types}
 */
public record ResultColumn(String name, int type) {

  /** Returns the columns of a result set, in their order. */
  public static List<ResultColumn> of(ResultSet rows) throws SQLException {
    ResultSetMetaData data = rows.getMetaData();
    List<ResultColumn> columns = new ArrayList<>();
    for (int i = 1; i <= data.getColumnCount(); i++) {
      columns.add(new ResultColumn(data.getColumnLabel(i), data.getColumnType(i)));
    }
    return columns;
  }

  /** Says whether values are numbers, which align on the right. */
  boolean isNumber() {
    return switch (type) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE,
          Types.DECIMAL,
          Types.NUMERIC ->
          true;
      default -> false;
    };
  }

  /** Says whether values say something still when they are cut. */
  boolean isText() {
    return switch (type) {
      case Types.DATE, Types.TIME, Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE, Types.BOOLEAN ->
          false;
      default -> !isNumber();
    };
  }

  /** Returns how many cells a typical value takes, where values are yet to come. */
  int typicalWidth() {
    return switch (type) {
      case Types.DATE -> 10;
      case Types.TIME -> 8;
      case Types.TIMESTAMP -> 19;
      case Types.TIMESTAMP_WITH_TIMEZONE -> 20;
      case Types.VARCHAR -> name.equals("op") ? 2 : 12;
      default -> isNumber() ? 6 : 4;
    };
  }
}
