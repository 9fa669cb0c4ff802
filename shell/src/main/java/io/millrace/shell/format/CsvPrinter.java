package io.millrace.shell.format;

import io.millrace.shell.screen.Screen;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Rows as RFC 4180 has them, lines ended as the platform ends them. */
final class CsvPrinter implements ResultPrinter {
  private final Screen screen;
  private final int columnCount;

  CsvPrinter(Screen screen, List<ResultColumn> columns) {
    this.screen = screen;
    this.columnCount = columns.size();
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < columnCount; i++) {
      append(line, i, columns.get(i).name());
    }
    screen.line(line.toString());
  }

  @Override
  public void row(ResultSet row) throws SQLException {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < columnCount; i++) {
      append(line, i, row.getString(i + 1));
    }
    screen.line(line.toString());
  }

  private static void append(StringBuilder line, int index, String value) {
    if (index > 0) {
      line.append(',');
    }
    if (value == null) {
      return;
    }
    boolean quoted = value.isEmpty();
    for (int i = 0; i < value.length() && !quoted; i++) {
      char c = value.charAt(i);
      quoted = c == ',' || c == '"' || c == '\n' || c == '\r';
    }
    if (quoted) {
      line.append('"').append(value.replace("\"", "\"\"")).append('"');
    } else {
      line.append(value);
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
