package io.millrace.shell.prompt;

import io.millrace.parser.SqlScript;
import io.millrace.shell.command.ShellCommands;
import io.millrace.shell.screen.Style;
import io.millrace.shell.session.DatabaseLink;
import io.millrace.shell.session.StatementRunner;
import io.millrace.shell.session.StatementRunner.Outcome;
import io.millrace.shell.session.StatementSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;

/** Reads statements and commands from a person, and runs each, until the person leaves. */
public final class Prompt {
  private static final String TEXT = "millrace> ";
  private static final int HISTORY_LINES = 10_000;
  private static final int MOST_LISTED = 200;
  private static final Set<String> CHANGE_NAMES = Set.of("CREATE", "DROP", "ALTER");

  private final StatementRunner runner;
  private final ShellCommands commands;
  private final CatalogNames names;
  private final LineReader reader;

  /**
   * Makes a prompt.
   *
   * @param history the file that keeps what was typed; empty for none
   */
  public Prompt(
      UserTerminal terminal, DatabaseLink link, StatementRunner runner, Optional<Path> history) {
    this.runner = runner;
    this.commands = new ShellCommands(link, runner);
    this.names = new CatalogNames(link);
    boolean colors = terminal.screen().hasColors();
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .terminal(terminal.terminal())
            .appName("millrace")
            .parser(new InputParser())
            .highlighter(new InputHighlighter(colors))
            .completer(new InputCompleter(names))
            .option(LineReader.Option.CASE_INSENSITIVE, true)
            .option(LineReader.Option.CASE_INSENSITIVE_SEARCH, true)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.HISTORY_TIMESTAMPED, false)
            .option(LineReader.Option.INSERT_TAB, false)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "        > ")
            .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
            .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES)
            .variable(LineReader.LIST_MAX, MOST_LISTED)
            .variable(LineReader.INDENTATION, 0);
    history
        .filter(Prompt::canKeep)
        .ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
    this.reader = builder.build();
  }

  /** A home that cannot be written to is no reason not to start. */
  private static boolean canKeep(Path history) {
    try {
      Files.createDirectories(history.getParent());
      return Files.isWritable(history.getParent());
    } catch (IOException e) {
      return false;
    }
  }

  /** Reads and runs until the user leaves. */
  public void run() {
    names.refresh();
    String prompt = runner.screen().styled(Style.PROMPT, TEXT);
    while (true) {
      String input;
      try {
        input = reader.readLine(prompt);
      } catch (UserInterruptException e) {
        continue;
      } catch (EndOfFileException e) {
        runner.screen().line();
        return;
      }
      runner.interrupts().clear();
      if (ShellCommands.isCommand(input)) {
        if (commands.run(input) == ShellCommands.Reply.LEAVE) {
          return;
        }
      } else {
        statements(input);
      }
      runner.screen().flush();
    }
  }

  private void statements(String input) {
    for (SqlScript.Part part : SqlScript.of(input).parts()) {
      StatementSource statement = StatementSource.typed(part.text());
      Outcome outcome = runner.run(statement);
      if (CHANGE_NAMES.contains(statement.verb())) {
        names.refresh();
      }
      if (outcome != Outcome.DONE) {
        return;
      }
    }
  }
}
