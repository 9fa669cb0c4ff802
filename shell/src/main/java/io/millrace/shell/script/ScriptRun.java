package io.millrace.shell.script;

import io.millrace.shell.screen.Screen;
import io.millrace.shell.screen.SqlColors;
import io.millrace.shell.session.DatabaseLink;
import io.millrace.shell.session.StatementRunner;
import io.millrace.shell.session.StatementRunner.Outcome;
import io.millrace.shell.session.StatementSource;
import java.sql.SQLException;

/** Runs the statements of a script, one by one. */
public final class ScriptRun {
  /**
   * How a script is shown and when it ends.
   *
   * @param echo each statement is shown before its result
   * @param told the script is a tale: the comments between its statements are shown as text, and
   *     what emits changes goes on beside the statements that follow
   * @param continueOnError a statement that fails does not end it
   */
  public record Manner(boolean echo, boolean told, boolean continueOnError) {
    /** Results alone, to the first error. */
    public static final Manner QUIET = new Manner(false, false, false);
  }

  private final DatabaseLink link;
  private final StatementRunner runner;
  private final Manner manner;
  private Watch watch;

  public ScriptRun(DatabaseLink link, StatementRunner runner, Manner manner) {
    this.link = link;
    this.runner = runner;
    this.manner = manner;
  }

  /**
   * Runs all statements.
   *
   * @return FAILED when one failed, CANCELLED when it was interrupted and the rest was left out
   */
  public Outcome run(ScriptFile script) throws SQLException, InterruptedException {
    try {
      Outcome result = Outcome.DONE;
      boolean first = true;
      for (ScriptFile.Step step : script.steps()) {
        announce(step, first);
        first = false;
        Outcome outcome = run(step.statement());
        if (outcome == Outcome.CANCELLED || runner.interrupts().isInterrupted()) {
          return Outcome.CANCELLED;
        }
        if (outcome == Outcome.FAILED) {
          result = Outcome.FAILED;
          if (!manner.continueOnError()) {
            return result;
          }
        }
        if (manner.told()) {
          runner.screen().line();
        }
      }
      if (manner.told()) {
        Narration.show(runner.screen(), script.ending());
      }
      return result;
    } finally {
      endWatch();
    }
  }

  private void announce(ScriptFile.Step step, boolean first) {
    if (manner.told()) {
      Narration.show(runner.screen(), step.comments());
    } else if (manner.echo() && !first) {
      runner.screen().line();
    }
    if (manner.echo()) {
      echo(runner.screen(), step.statement());
    }
  }

  private Outcome run(StatementSource statement) throws SQLException, InterruptedException {
    if (manner.told() && statement.emits()) {
      endWatch();
      watch = Watch.begin(link, runner, statement);
      return watch.show() ? Outcome.DONE : Outcome.FAILED;
    }
    Outcome outcome = runner.run(statement);
    if (watch != null && outcome == Outcome.DONE && statement.changesRows()) {
      return watch.show() ? outcome : Outcome.FAILED;
    }
    return outcome;
  }

  private void endWatch() throws SQLException {
    if (watch != null) {
      watch.close();
      watch = null;
    }
  }

  private static void echo(Screen screen, StatementSource statement) {
    String text = statement.text() + ";";
    String shown = screen.hasColors() ? SqlColors.of(text) : text;
    shown.lines().forEach(line -> screen.line("  " + line));
    screen.flush();
  }
}
