package io.millrace.shell.format;

import io.millrace.shell.screen.DisplayText;
import io.millrace.shell.screen.Screen;
import io.millrace.shell.screen.Style;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Aligned columns, numbers on the right, cut to the width of a terminal.
 *
 * <p>The first rows are kept until widths are known: all of a short result, the first {@value
 * #MEASURED_ROWS} of a long one, what is there when a row is waited for. From then on rows are
 * written as they come, and a column grows with the value that needs it.
 */
final class TablePrinter implements ResultPrinter {
  static final int MEASURED_ROWS = 2_000;

  private static final String GAP = "  ";
  private static final int NARROWEST = 6;

  private final Screen screen;
  private final List<ResultColumn> columns;
  private final boolean live;
  private final String[] names;
  private final int[] widths;
  private List<String[]> kept = new ArrayList<>();

  TablePrinter(Screen screen, List<ResultColumn> columns, boolean live) {
    this.screen = screen;
    this.columns = List.copyOf(columns);
    this.live = live;
    this.names = new String[columns.size()];
    this.widths = new int[columns.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = DisplayText.harmless(columns.get(i).name()).replace('\n', ' ');
      widths[i] = DisplayText.width(names[i]);
    }
  }

  @Override
  public void row(ResultSet row) throws SQLException {
    String[] values = new String[names.length];
    for (int i = 0; i < values.length; i++) {
      String value = row.getString(i + 1);
      values[i] = value == null ? null : DisplayText.harmless(value);
      widths[i] = Math.max(widths[i], width(values[i]));
    }
    if (kept == null) {
      write(values);
    } else {
      kept.add(values);
      if (kept.size() == MEASURED_ROWS) {
        flush();
      }
    }
  }

  private static int width(String value) {
    if (value == null) {
      return 4;
    } else if (value.indexOf('\n') < 0) {
      return DisplayText.width(value);
    }
    return value.lines().mapToInt(DisplayText::width).max().orElse(0);
  }

  @Override
  public void flush() {
    if (kept != null && live) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], columns.get(i).typicalWidth());
      }
    }
    end();
  }

  @Override
  public void end() {
    if (kept != null) {
      List<String[]> rows = kept;
      kept = null;
      header();
      rows.forEach(this::write);
    }
    screen.flush();
  }

  private void header() {
    int[] shown = shownWidths();
    StringBuilder titles = new StringBuilder();
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < names.length; i++) {
      String name = DisplayText.cut(names[i], shown[i]);
      cell(titles, i, name, Style.BOLD, shown[i]);
      rules.append(i == 0 ? " " : GAP).append("─".repeat(shown[i]));
    }
    screen.line(titles.toString().stripTrailing());
    screen.line(screen.styled(Style.DIM, rules.toString()));
  }

  private void write(String[] values) {
    int[] shown = shownWidths();
    String[][] lines = new String[values.length][];
    int height = 1;
    for (int i = 0; i < values.length; i++) {
      lines[i] =
          values[i] == null
              ? null
              : values[i].indexOf('\n') < 0
                  ? new String[] {values[i]}
                  : values[i].lines().toArray(String[]::new);
      height = Math.max(height, lines[i] == null ? 1 : lines[i].length);
    }
    for (int line = 0; line < height; line++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < values.length; i++) {
        if (lines[i] == null) {
          cell(text, i, line == 0 ? "NULL" : "", Style.DIM, shown[i]);
        } else {
          String part = line < lines[i].length ? lines[i][line] : "";
          cell(text, i, DisplayText.cut(part, shown[i]), style(i, part), shown[i]);
        }
      }
      screen.line(text.toString().stripTrailing());
    }
  }

  private void cell(StringBuilder line, int column, String text, Style style, int width) {
    line.append(column == 0 ? " " : GAP);
    int padding = width - DisplayText.width(text);
    boolean right = columns.get(column).isNumber();
    if (right) {
      DisplayText.pad(line, padding);
    }
    line.append(screen.styled(style, text));
    if (!right) {
      DisplayText.pad(line, padding);
    }
  }

  private Style style(int column, String text) {
    if (!live || column != 0) {
      return Style.PLAIN;
    }
    return switch (text) {
      case "+I" -> Style.ADDED;
      case "-D" -> Style.REMOVED;
      case "-U" -> Style.BEFORE;
      case "+U" -> Style.AFTER;
      default -> Style.PLAIN;
    };
  }

  /**
   * Returns the widths, the widest made equally narrow until a line fits: of texts, and where that
   * is not enough, of all. A single column is not cut: the terminal wraps it.
   */
  private int[] shownWidths() {
    int space = screen.width();
    if (widths.length < 2 || space == Screen.UNLIMITED) {
      return widths;
    }
    int spare = space - 1 - GAP.length() * (widths.length - 1) - 1;
    if (sum(Integer.MAX_VALUE, true) <= spare) {
      return widths;
    }
    boolean textsOnly = sum(NARROWEST, true) <= spare;
    int low = NARROWEST;
    int high = space;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (sum(middle, textsOnly) <= spare) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    int[] shown = new int[widths.length];
    long left = spare - sum(low, textsOnly);
    for (int i = 0; i < shown.length; i++) {
      shown[i] = limited(i, low, textsOnly);
      if (left > 0 && widths[i] > shown[i]) {
        shown[i]++;
        left--;
      }
    }
    return shown;
  }

  private long sum(int limit, boolean textsOnly) {
    long sum = 0;
    for (int i = 0; i < widths.length; i++) {
      sum += limited(i, limit, textsOnly);
    }
    return sum;
  }

  private int limited(int column, int limit, boolean textsOnly) {
    return textsOnly && !columns.get(column).isText()
        ? widths[column]
        : Math.min(widths[column], limit);
  }
}
