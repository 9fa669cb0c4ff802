package io.millrace.shell.session;

import io.millrace.shell.format.ResultColumn;
import io.millrace.shell.format.ResultPrinter;
import io.millrace.shell.screen.Screen;
import io.millrace.shell.screen.Style;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;

/** Runs one statement at a time and shows what comes of it: rows, a count, an error. */
public final class StatementRunner {
  /** How a statement ended. */
  public enum Outcome {
    DONE,
    FAILED,
    /** By Ctrl-C, or because nobody reads the output any more. */
    CANCELLED
  }

  private static final String CANCELED_STATE = "57014";
  private static final long LIVE_FLUSH_MILLIS = 120;
  private static final int ROWS_BETWEEN_CHECKS = 1024;

  private final DatabaseLink link;
  private final Screen screen;
  private final DisplaySettings settings;
  private final Interrupts interrupts;
  private final ErrorReport errors;
  private final Clockwork clockwork = new Clockwork();

  public StatementRunner(
      DatabaseLink link,
      Screen screen,
      DisplaySettings settings,
      Interrupts interrupts,
      ErrorReport errors) {
    this.link = link;
    this.screen = screen;
    this.settings = settings;
    this.interrupts = interrupts;
    this.errors = errors;
  }

  public Screen screen() {
    return screen;
  }

  public DisplaySettings settings() {
    return settings;
  }

  public Interrupts interrupts() {
    return interrupts;
  }

  public ErrorReport errors() {
    return errors;
  }

  /** Runs a statement and shows its result, then how much and how long. */
  public Outcome run(StatementSource source) {
    return run(source, true);
  }

  /** Runs a statement of the shell's own: only its error is shown. */
  public Outcome runSilently(String sql) {
    return run(StatementSource.typed(sql), false);
  }

  /** Says how far sources have been read, until Ctrl-C. */
  public void followUntilInterrupted() throws InterruptedException {
    note("following the sources; Ctrl-C ends");
    Progress progress = new Progress(screen, link, clockwork);
    try {
      interrupts.await();
    } finally {
      progress.close();
    }
    screen.eraseEcho();
    screen.flush();
  }

  private Outcome run(StatementSource source, boolean shown) {
    long begin = System.nanoTime();
    try (Statement statement = link.connection().createStatement()) {
      interrupts.begin(statement);
      Progress progress = screen.isTerminal() ? new Progress(screen, link, clockwork) : null;
      try {
        boolean hasRows = statement.execute(source.text());
        warn(statement, source, progress);
        if (hasRows && shown) {
          return show(statement, source, progress, begin);
        }
        if (shown) {
          summary(changed(source, statement.getLargeUpdateCount()), begin);
        }
        return Outcome.DONE;
      } finally {
        interrupts.end();
        if (progress != null) {
          progress.close();
        }
      }
    } catch (SQLException e) {
      return failed(e, source, begin);
    } catch (RuntimeException | StackOverflowError e) {
      return failed(new SQLException("internal error: " + e, "XX000", e), source, begin);
    } catch (OutOfMemoryError e) {
      String hint = "out of memory; give the process more with MILLRACE_JAVA_OPTIONS=-Xmx8g";
      return failed(new SQLException(hint, "53200", e), source, begin);
    }
  }

  /** Shows what the result should not be taken without, before it. */
  private void warn(Statement statement, StatementSource source, Progress progress)
      throws SQLException {
    SQLWarning warning = statement.getWarnings();
    if (warning != null && progress != null) {
      progress.close();
    }
    while (warning != null) {
      errors.warn(warning, source);
      warning = warning.getNextWarning();
    }
  }

  private Outcome failed(SQLException error, StatementSource source, long begin) {
    if (CANCELED_STATE.equals(error.getSQLState()) && interrupts.isInterrupted()) {
      screen.eraseEcho();
      note("cancelled after " + Quantity.seconds(System.nanoTime() - begin));
      return Outcome.CANCELLED;
    }
    screen.flush();
    errors.show(error, source);
    return Outcome.FAILED;
  }

  private Outcome show(Statement statement, StatementSource source, Progress progress, long begin)
      throws SQLException {
    boolean live = source.emits();
    long count = 0;
    boolean ended = false;
    boolean left = false;
    try (ResultSet rows = statement.getResultSet()) {
      ResultPrinter printer = settings.format().printer(screen, ResultColumn.of(rows), live);
      Object writing = new Object();
      Clockwork.Repeated flushing =
          live
              ? clockwork.every(
                  LIVE_FLUSH_MILLIS,
                  LIVE_FLUSH_MILLIS,
                  () -> {
                    synchronized (writing) {
                      printer.flush();
                    }
                  })
              : () -> {};
      if (live && progress != null) {
        progress.close();
      }
      try {
        while (!left && rows.next()) {
          if (count == 0 && progress != null) {
            progress.close();
          }
          synchronized (writing) {
            printer.row(rows);
          }
          if (++count % ROWS_BETWEEN_CHECKS == 0) {
            left = interrupts.isInterrupted() || screen.isBroken();
          }
        }
        ended = !left;
      } catch (SQLException e) {
        // What Ctrl-C ends is complete as far as it went.
        if (!(live && interrupts.isInterrupted() && CANCELED_STATE.equals(e.getSQLState()))) {
          throw e;
        }
      } finally {
        flushing.close();
        if (progress != null) {
          progress.close();
        }
        if (ended || live || count > 0) {
          synchronized (writing) {
            printer.end();
          }
        }
      }
    }
    if (!ended) {
      screen.eraseEcho();
    }
    summary(Quantity.count(count, live ? "change" : "row"), begin);
    return ended ? Outcome.DONE : Outcome.CANCELLED;
  }

  /** Returns {@code 3 rows inserted}; nothing for a statement that does not change rows. */
  private static String changed(StatementSource source, long count) {
    return switch (source.verb()) {
      case "INSERT" -> Quantity.count(count, "row") + " inserted";
      case "UPDATE" -> Quantity.count(count, "row") + " updated";
      case "DELETE" -> Quantity.count(count, "row") + " deleted";
      case "MERGE" -> Quantity.count(count, "row") + " merged";
      case "COPY" -> Quantity.count(count, "row") + " copied";
      default -> count > 0 ? Quantity.count(count, "row") : "";
    };
  }

  private void summary(String what, long begin) {
    if (settings.timing()) {
      String time = " in " + Quantity.seconds(System.nanoTime() - begin);
      note((what.isEmpty() ? "done" : what) + time);
    } else if (!what.isEmpty()) {
      note(what);
    }
    screen.flush();
  }

  private void note(String text) {
    if (!settings.format().isForPrograms()) {
      screen.line(screen.styled(Style.DIM, text));
      screen.flush();
    } else if (screen.isTerminal()) {
      screen.errorLine(screen.styled(Style.DIM, text));
    }
  }
}
