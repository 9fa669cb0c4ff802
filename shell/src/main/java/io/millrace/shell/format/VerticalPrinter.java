package io.millrace.shell.format;

import io.millrace.shell.screen.DisplayText;
import io.millrace.shell.screen.Screen;
import io.millrace.shell.screen.Style;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** A line for each value, below a line that counts the rows: for rows too wide for a table. */
final class VerticalPrinter implements ResultPrinter {
  private final Screen screen;
  private final List<ResultColumn> columns;
  private final int nameWidth;
  private long rowNumber;

  VerticalPrinter(Screen screen, List<ResultColumn> columns) {
    this.screen = screen;
    this.columns = List.copyOf(columns);
    this.nameWidth =
        columns.stream()
            .mapToInt(column -> DisplayText.width(DisplayText.harmless(column.name())))
            .max()
            .orElse(0);
  }

  @Override
  public void row(ResultSet row) throws SQLException {
    String title = " row " + ++rowNumber + " ";
    screen.line(
        screen.styled(Style.DIM, "──" + title + "─".repeat(Math.max(2, 36 - title.length()))));
    for (int i = 0; i < columns.size(); i++) {
      value(DisplayText.harmless(columns.get(i).name()), row.getString(i + 1));
    }
  }

  private void value(String name, String value) {
    StringBuilder margin = new StringBuilder(" ");
    DisplayText.pad(margin, nameWidth - DisplayText.width(name));
    String label = " " + screen.styled(Style.BOLD, name) + margin.substring(1) + "  ";
    if (value == null) {
      screen.line(label + screen.styled(Style.DIM, "NULL"));
      return;
    }
    String[] lines = DisplayText.harmless(value).split("\n", -1);
    screen.line((label + lines[0]).stripTrailing());
    for (int i = 1; i < lines.length; i++) {
      screen.line(" ".repeat(nameWidth + 3) + lines[i]);
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
