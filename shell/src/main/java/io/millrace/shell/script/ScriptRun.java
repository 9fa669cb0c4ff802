package io.millrace.shell.script;

import io.millrace.shell.screen.Screen;
import io.millrace.shell.screen.SqlColors;
import io.millrace.shell.session.StatementRunner;
import io.millrace.shell.session.StatementRunner.Outcome;
import io.millrace.shell.session.StatementSource;

/** Runs the statements of a script, one by one. */
public final class ScriptRun {
  /**
   * How a script is shown and when it ends.
   *
   * @param echo each statement is shown before its result
   * @param comments the comments between statements are shown as what the script tells
   * @param continueOnError a statement that fails does not end it
   */
  public record Manner(boolean echo, boolean comments, boolean continueOnError) {
    /** Results alone, to the first error. */
    public static final Manner QUIET = new Manner(false, false, false);
  }

  private final StatementRunner runner;
  private final Manner manner;

  public ScriptRun(StatementRunner runner, Manner manner) {
    this.runner = runner;
    this.manner = manner;
  }

  /**
   * Runs all statements.
   *
   * @return FAILED when one failed, CANCELLED when it was interrupted and the rest was left out
   */
  public Outcome run(ScriptFile script) {
    Outcome result = Outcome.DONE;
    boolean first = true;
    for (ScriptFile.Step step : script.steps()) {
      if (manner.comments()) {
        Narration.show(runner.screen(), step.comments());
      } else if (manner.echo() && !first) {
        runner.screen().line();
      }
      first = false;
      if (manner.echo()) {
        echo(runner.screen(), step.statement());
      }
      Outcome outcome = runner.run(step.statement());
      if (outcome == Outcome.CANCELLED || runner.interrupts().isInterrupted()) {
        return Outcome.CANCELLED;
      }
      if (outcome == Outcome.FAILED) {
        result = Outcome.FAILED;
        if (!manner.continueOnError()) {
          return result;
        }
      }
      if (manner.comments()) {
        runner.screen().line();
      }
    }
    if (manner.comments()) {
      Narration.show(runner.screen(), script.ending());
    }
    return result;
  }

  private static void echo(Screen screen, StatementSource statement) {
    String text = statement.text() + ";";
    String shown = screen.hasColors() ? SqlColors.of(text) : text;
    shown.lines().forEach(line -> screen.line("  " + line));
    screen.flush();
  }
}
