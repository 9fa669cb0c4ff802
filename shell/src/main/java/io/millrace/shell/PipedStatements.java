package io.millrace.shell;

import io.millrace.parser.SqlScript;
import io.millrace.shell.command.ShellCommands;
import io.millrace.shell.command.ShellCommands.Reply;
import io.millrace.shell.session.DatabaseLink;
import io.millrace.shell.session.StatementRunner;
import io.millrace.shell.session.StatementRunner.Outcome;
import io.millrace.shell.session.StatementSource;
import java.io.BufferedReader;
import java.io.IOException;

/** Statements and commands that come line by line, each run as soon as it is whole. */
final class PipedStatements {
  private final StatementRunner runner;
  private final ShellCommands commands;
  private boolean left;

  PipedStatements(DatabaseLink link, StatementRunner runner) {
    this.runner = runner;
    this.commands = new ShellCommands(link, runner);
  }

  /** Runs until the input ends, a statement fails, or the input says to leave. */
  Outcome run(BufferedReader lines) {
    StringBuilder open = new StringBuilder();
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (open.length() == 0 && ShellCommands.isCommand(line)) {
          Outcome outcome = command(line);
          if (outcome != Outcome.DONE || left) {
            return outcome;
          }
          continue;
        }
        open.append(line).append('\n');
        // Only a semicolon can end a statement: long ones are looked at once.
        if (line.indexOf(';') >= 0
            && SqlScript.of(open.toString()).ending() == SqlScript.Ending.COMPLETE) {
          Outcome outcome = statements(open.toString());
          if (outcome != Outcome.DONE) {
            return outcome;
          }
          open.setLength(0);
        } else if (open.toString().isBlank()) {
          open.setLength(0);
        }
      }
    } catch (IOException e) {
      runner.errors().show("the input cannot be read: " + e.getMessage());
      return Outcome.FAILED;
    }
    return statements(open.toString());
  }

  private Outcome command(String line) {
    Reply reply = commands.run(line);
    left = reply == Reply.LEAVE;
    return reply == Reply.FAILED ? Outcome.FAILED : Outcome.DONE;
  }

  private Outcome statements(String text) {
    for (SqlScript.Part part : SqlScript.of(text).parts()) {
      Outcome outcome = runner.run(StatementSource.typed(part.text()));
      if (outcome != Outcome.DONE || runner.interrupts().isInterrupted()) {
        return outcome == Outcome.DONE ? Outcome.CANCELLED : outcome;
      }
    }
    return Outcome.DONE;
  }
}
