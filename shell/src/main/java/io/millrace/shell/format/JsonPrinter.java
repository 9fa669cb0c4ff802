package io.millrace.shell.format;

import io.millrace.shell.screen.Screen;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/** Rows as JSON Lines. */
final class JsonPrinter implements ResultPrinter {
  private final Screen screen;
  private final List<ResultColumn> columns;

  JsonPrinter(Screen screen, List<ResultColumn> columns) {
    this.screen = screen;
    this.columns = List.copyOf(columns);
  }

  @Override
  public void row(ResultSet row) throws SQLException {
    JsonText json = new JsonText();
    json.append('{');
    for (int i = 0; i < columns.size(); i++) {
      if (i > 0) {
        json.append(',');
      }
      json.text(columns.get(i).name());
      json.append(':');
      value(json, columns.get(i), row, i + 1);
    }
    json.append('}');
    screen.line(json.toString());
  }

  private static void value(JsonText json, ResultColumn column, ResultSet row, int index)
      throws SQLException {
    switch (column.type()) {
      case Types.ARRAY, Types.STRUCT, Types.JAVA_OBJECT -> json.value(row.getObject(index));
      case Types.BOOLEAN, Types.BIT -> json.word(row.getString(index));
      default -> {
        String text = row.getString(index);
        if (text != null && column.isNumber()) {
          json.number(text);
        } else {
          json.value(text);
        }
      }
    }
  }

  @Override
  public void flush() {
    screen.flush();
  }

  @Override
  public void end() {
    screen.flush();
  }
}
