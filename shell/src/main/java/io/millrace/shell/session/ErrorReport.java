package io.millrace.shell.session;

import io.millrace.parser.text.SourcePosition;
import io.millrace.shell.screen.DisplayText;
import io.millrace.shell.screen.Screen;
import io.millrace.shell.screen.Style;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows an error: its SQLSTATE and message, then the user's own line with a caret below the place.
 *
 * <pre>
 * error [42P01]: table "ordrs" not found; did you mean "orders"?
 *   SELECT * FROM ordrs
 *                 ^
 * </pre>
 */
public final class ErrorReport {
  private static final Pattern PLACE =
      Pattern.compile("line (\\d{1,9}):(\\d{1,9}): (.*)", Pattern.DOTALL);
  private static final String MARGIN = "  ";

  private final Screen screen;
  private final boolean verbose;

  /**
   * Makes a reporter.
   *
   * @param verbose whether the error's whole origin is shown, for those who look for its reason
   */
  public ErrorReport(Screen screen, boolean verbose) {
    this.screen = screen;
    this.verbose = verbose;
  }

  /** Shows an error that no statement's text explains. */
  public void show(SQLException error) {
    headline(Style.ERROR, "", "error", error.getSQLState(), message(error));
    origin(error);
  }

  /** Shows an error of a statement. */
  public void show(SQLException error, StatementSource source) {
    String message = message(error);
    Optional<SourcePosition> place = Optional.empty();
    Matcher matcher = PLACE.matcher(message);
    if (matcher.matches()) {
      place =
          Optional.of(
              new SourcePosition(
                  Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
      message = matcher.group(3);
    }
    SourcePosition inFile = place.map(source::inFile).orElse(source.start());
    headline(Style.ERROR, place(source, inFile), "error", error.getSQLState(), message);
    place.ifPresent(at -> excerpt(source.text(), at));
    origin(error);
  }

  /** Shows what is to be known about a statement that has been run all the same. */
  public void warn(SQLWarning warning, StatementSource source) {
    headline(
        Style.WARNING,
        place(source, source.start()),
        "warning",
        warning.getSQLState(),
        message(warning));
  }

  /** Shows an error that is not the database's. */
  public void show(String message) {
    headline(Style.ERROR, "", "error", null, message);
  }

  private void headline(Style style, String place, String kind, String state, String message) {
    String label = state == null ? kind + ":" : kind + " [" + state + "]:";
    screen.errorLine(place + screen.styled(style, label) + " " + DisplayText.harmless(message));
  }

  /** Returns where in its file a statement's place is, nothing for what has been typed. */
  private static String place(StatementSource source, SourcePosition inFile) {
    return source.file().map(file -> file + ":" + inFile + ": ").orElse("");
  }

  private static String message(SQLException error) {
    String message = error.getMessage();
    return message == null || message.isBlank() ? "unknown error" : message.strip();
  }

  private void excerpt(String text, SourcePosition place) {
    String[] lines = text.split("\r\n|\r|\n", -1);
    if (place.line() > lines.length || place.line() < 1) {
      return;
    }
    String line = lines[place.line() - 1];
    int column = place.column() - 1;
    if (column < 0 || column > line.length()) {
      return;
    }
    String before = DisplayText.harmless(line.substring(0, column));
    String after = DisplayText.harmless(line.substring(column));
    int space = screen.width() == Screen.UNLIMITED ? Screen.UNLIMITED : screen.width() - 4;
    if (DisplayText.width(before) > space - 12) {
      before = "…" + before.substring(Math.max(0, before.length() - space / 2));
    }
    int caret = DisplayText.width(before);
    screen.errorLine(MARGIN + before + DisplayText.cut(after, space - caret));
    screen.errorLine(MARGIN + " ".repeat(caret) + screen.styled(Style.ERROR, "^"));
  }

  private void origin(Throwable error) {
    if (verbose) {
      for (Throwable cause = error; cause != null; cause = cause.getCause()) {
        screen.errorLine(MARGIN + cause);
        for (StackTraceElement element : cause.getStackTrace()) {
          screen.errorLine(MARGIN + MARGIN + element);
        }
      }
    }
  }
}
