package io.millrace.shell.command;

import io.millrace.shell.format.ResultFormat;
import io.millrace.shell.screen.Style;
import io.millrace.shell.script.ScriptException;
import io.millrace.shell.script.ScriptFile;
import io.millrace.shell.script.ScriptRun;
import io.millrace.shell.session.DatabaseLink;
import io.millrace.shell.session.DisplaySettings;
import io.millrace.shell.session.StatementRunner;
import io.millrace.shell.session.StatementRunner.Outcome;
import io.millrace.shell.session.StatementSource;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Runs the lines that are for the shell: {@code \d}, {@code \x}, {@code exit}. */
public final class ShellCommands {
  /** What a line came to. */
  public enum Reply {
    DONE,
    FAILED,
    /** The user wants to leave. */
    LEAVE
  }

  private final DatabaseLink link;
  private final StatementRunner runner;
  private ResultFormat beforeVertical = ResultFormat.TABLE;

  public ShellCommands(DatabaseLink link, StatementRunner runner) {
    this.link = link;
    this.runner = runner;
  }

  /** Says whether a line is a command, and so needs no semicolon. */
  public static boolean isCommand(String line) {
    String text = line.strip();
    if (text.startsWith("\\")) {
      return true;
    }
    String word = text.endsWith(";") ? text.substring(0, text.length() - 1).strip() : text;
    return word.equalsIgnoreCase("exit")
        || word.equalsIgnoreCase("quit")
        || word.equalsIgnoreCase("help");
  }

  /** Returns the commands' names, for completion. */
  public static List<String> names() {
    return CommandList.NAMES;
  }

  /** Runs a command. */
  public Reply run(String line) {
    String text = line.strip();
    while (text.endsWith(";")) {
      text = text.substring(0, text.length() - 1).strip();
    }
    int space = text.indexOf(' ');
    String name = (space < 0 ? text : text.substring(0, space)).toLowerCase(Locale.ROOT);
    String argument = space < 0 ? "" : text.substring(space + 1).strip();
    return switch (name) {
      case "\\q", "\\quit", "exit", "quit" -> Reply.LEAVE;
      case "\\?", "\\h", "\\help", "help" -> help();
      case "\\d" -> statement(argument.isEmpty() ? "SHOW TABLES" : "DESCRIBE " + argument);
      case "\\d+" ->
          argument.isEmpty() ? needs("\\d+", "a name") : statement("DESCRIBE EXTENDED " + argument);
      case "\\dt" -> list("SHOW TABLES", argument);
      case "\\dv" -> list("SHOW VIEWS", argument);
      case "\\ds" -> list("SHOW STREAMS", argument);
      case "\\df" -> list("SHOW FUNCTIONS", argument);
      case "\\dp" -> list("SHOW PIPELINES", argument);
      case "\\timing" -> timing(argument);
      case "\\x" -> vertical();
      case "\\format" -> format(argument);
      case "\\i" -> include(argument);
      default -> {
        runner.errors().show("command " + name + " not found; \\? lists the commands");
        yield Reply.FAILED;
      }
    };
  }

  private Reply help() {
    for (String line : CommandList.HELP.split("\n")) {
      int gap = line.startsWith("  ") ? line.indexOf("   ", 3) : -1;
      runner
          .screen()
          .line(
              gap < 0
                  ? runner.screen().styled(Style.BOLD, line)
                  : line.substring(0, gap)
                      + runner.screen().styled(Style.DIM, line.substring(gap)));
    }
    return Reply.DONE;
  }

  private Reply needs(String name, String what) {
    runner.errors().show(name + " needs " + what);
    return Reply.FAILED;
  }

  private Reply list(String statement, String pattern) {
    String like =
        pattern.isEmpty()
            ? ""
            : " LIKE '" + pattern.replace("'", "''").replace('*', '%').replace('?', '_') + "'";
    return statement(statement + like);
  }

  private Reply statement(String sql) {
    return runner.run(StatementSource.typed(sql)) == Outcome.DONE ? Reply.DONE : Reply.FAILED;
  }

  private Reply timing(String argument) {
    DisplaySettings settings = runner.settings();
    switch (argument.toLowerCase(Locale.ROOT)) {
      case "" -> settings.timing(!settings.timing());
      case "on" -> settings.timing(true);
      case "off" -> settings.timing(false);
      default -> {
        return needs("\\timing", "on, off or nothing");
      }
    }
    return say("timing is " + (settings.timing() ? "on" : "off"));
  }

  private Reply vertical() {
    DisplaySettings settings = runner.settings();
    if (settings.format() == ResultFormat.VERTICAL) {
      settings.format(beforeVertical);
    } else {
      beforeVertical = settings.format();
      settings.format(ResultFormat.VERTICAL);
    }
    return say("format is " + settings.format());
  }

  private Reply format(String argument) {
    if (!argument.isEmpty()) {
      Optional<ResultFormat> format = ResultFormat.named(argument);
      if (format.isEmpty()) {
        runner
            .errors()
            .show("format '" + argument + "' not found; there are " + ResultFormat.names());
        return Reply.FAILED;
      }
      runner.settings().format(format.get());
    }
    return say("format is " + runner.settings().format());
  }

  private Reply include(String argument) {
    if (argument.isEmpty()) {
      return needs("\\i", "a file");
    }
    try {
      ScriptFile script = ScriptFile.read(Path.of(unquoted(argument)), Map.of());
      Outcome outcome = new ScriptRun(link, runner, ScriptRun.Manner.QUIET).run(script);
      return outcome == Outcome.DONE ? Reply.DONE : Reply.FAILED;
    } catch (SQLException e) {
      runner.errors().show(e);
      return Reply.FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.LEAVE;
    } catch (ScriptException | InvalidPathException e) {
      runner.errors().show(e.getMessage());
      return Reply.FAILED;
    }
  }

  private static String unquoted(String text) {
    boolean quoted = text.length() > 1 && text.startsWith("'") && text.endsWith("'");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  private Reply say(String text) {
    runner.screen().line(text);
    runner.screen().flush();
    return Reply.DONE;
  }
}
