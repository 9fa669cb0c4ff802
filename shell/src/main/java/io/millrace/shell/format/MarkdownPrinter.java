package io.millrace.shell.format;

import io.millrace.shell.screen.DisplayText;
import io.millrace.shell.screen.Screen;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** A table as GitHub's Markdown has it. */
final class MarkdownPrinter implements ResultPrinter {
  private final Screen screen;
  private final int columnCount;

  MarkdownPrinter(Screen screen, List<ResultColumn> columns) {
    this.screen = screen;
    this.columnCount = columns.size();
    StringBuilder titles = new StringBuilder("|");
    StringBuilder rules = new StringBuilder("|");
    for (ResultColumn column : columns) {
      titles.append(' ').append(escaped(column.name())).append(" |");
      rules.append(column.isNumber() ? " ---: |" : " --- |");
    }
    screen.line(titles.toString());
    screen.line(rules.toString());
  }

  @Override
  public void row(ResultSet row) throws SQLException {
    StringBuilder line = new StringBuilder("|");
    for (int i = 1; i <= columnCount; i++) {
      String value = row.getString(i);
      line.append(' ').append(value == null ? "NULL" : escaped(value)).append(" |");
    }
    screen.line(line.toString());
  }

  private static String escaped(String text) {
    return DisplayText.harmless(text)
        .replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("\n", "<br>");
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
