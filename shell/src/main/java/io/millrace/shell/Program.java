package io.millrace.shell;

import io.millrace.shell.format.ResultFormat;
import io.millrace.shell.prompt.Prompt;
import io.millrace.shell.prompt.UserTerminal;
import io.millrace.shell.screen.Screen;
import io.millrace.shell.screen.Style;
import io.millrace.shell.script.ScriptException;
import io.millrace.shell.script.ScriptFile;
import io.millrace.shell.script.ScriptRun;
import io.millrace.shell.script.SourceCheck;
import io.millrace.shell.session.DatabaseLink;
import io.millrace.shell.session.DisplaySettings;
import io.millrace.shell.session.ErrorReport;
import io.millrace.shell.session.Interrupts;
import io.millrace.shell.session.StatementRunner;
import io.millrace.shell.session.StatementRunner.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jline.utils.Signals;

/** Does what an {@link Invocation} says. */
final class Program {
  /**
   * What surrounds the program: the process's own, or a test's.
   *
   * @param home where Millrace is installed, with its examples
   * @param environment the variables of the environment
   * @param process whether terminal and signals are the process's own to use
   * @param abort ends the process at once
   */
  record Surroundings(
      DatabaseLink.Connector connector,
      InputStream in,
      PrintWriter out,
      PrintWriter errors,
      Path home,
      UnaryOperator<String> environment,
      boolean process,
      Runnable abort) {}

  private final Surroundings surroundings;
  private final Interrupts interrupts;
  private UserTerminal terminal;
  private Screen screen;

  Program(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.interrupts = new Interrupts(surroundings.abort());
    this.screen = Screen.plain(surroundings.out(), surroundings.errors());
  }

  /** Returns the exit code. */
  int run(Invocation invocation) {
    try {
      if (invocation instanceof Invocation.Print print) {
        screen.line(print.text());
        return ExitCode.DONE;
      } else if (invocation instanceof Invocation.Misuse misuse) {
        screen.errorLine("millrace: " + misuse.message());
        screen.errorLine(misuse.usage());
        return ExitCode.USAGE;
      } else if (invocation instanceof Invocation.Open open) {
        return open(open);
      } else if (invocation instanceof Invocation.Run run) {
        return script(run);
      }
      return demo((Invocation.Demo) invocation);
    } finally {
      screen.flush();
      closeTerminal();
    }
  }

  // ---- The prompt, -c and pipes ----

  private int open(Invocation.Open open) {
    Optional<String> misuse = open.database().flatMap(Program::notADatabase);
    if (misuse.isPresent()) {
      screen.errorLine("millrace: " + misuse.get());
      return ExitCode.USAGE;
    }
    DatabaseLink link = link(open.common(), open.database(), open.database().flatMap(Demo::homeOf));
    boolean terminalThere = useTerminal();
    boolean prompt = terminalThere && open.command().isEmpty();
    StatementRunner runner = runner(link, open.common(), prompt);
    return closing(
        link,
        runner,
        () -> {
          if (prompt) {
            greet(open);
            new Prompt(terminal, link, runner, History.file(surroundings.environment())).run();
            return ExitCode.DONE;
          }
          BufferedReader statements =
              new BufferedReader(
                  open.command().isPresent()
                      ? new StringReader(open.command().get())
                      : new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8));
          return exitCode(new PipedStatements(link, runner).run(statements));
        });
  }

  private static Optional<String> notADatabase(String place) {
    if (place.startsWith(Databases.URL_PREFIX) || !Files.isRegularFile(Path.of(place))) {
      return Optional.empty();
    }
    return Optional.of(place + " is a file, not a database; run it with: millrace run " + place);
  }

  private void greet(Invocation.Open open) {
    String where =
        open.database()
            .map(place -> "database " + place)
            .orElse("database in memory, gone when you leave");
    screen.line(
        screen.styled(Style.BOLD, "Millrace " + Arguments.release())
            + screen.styled(Style.DIM, " · " + where + " · \\? for help"));
  }

  // ---- Scripts ----

  private int script(Invocation.Run run) {
    ScriptFile script;
    try {
      script = ScriptFile.read(run.file(), run.variables());
    } catch (ScriptException e) {
      screen.errorLine("millrace: " + e.getMessage());
      return ExitCode.USAGE;
    }
    DatabaseLink link = link(run.common(), run.database(), Optional.empty());
    useTerminal();
    StatementRunner runner = runner(link, run.common(), !run.quiet());
    return closing(
        link,
        runner,
        () -> {
          if (!run.follow()) {
            runner.runSilently("SET changes.follow = false");
          }
          Outcome outcome =
              new ScriptRun(
                      link,
                      runner,
                      new ScriptRun.Manner(!run.quiet(), false, run.continueOnError()))
                  .run(script);
          if (outcome == Outcome.CANCELLED || outcome == Outcome.FAILED && !run.continueOnError()) {
            return exitCode(outcome);
          }
          if (run.follow()) {
            runner.followUntilInterrupted();
            return ExitCode.INTERRUPTED;
          }
          Outcome flushed = runner.runSilently("FLUSH");
          if (flushed != Outcome.DONE) {
            return exitCode(flushed);
          }
          boolean sound = SourceCheck.passes(link, runner);
          return sound ? exitCode(outcome) : ExitCode.FAILED;
        });
  }

  // ---- The demo ----

  private int demo(Invocation.Demo demo) {
    Demo tour = new Demo(surroundings.home(), demo.directory());
    ScriptFile script;
    try {
      script = tour.prepare();
    } catch (ScriptException e) {
      screen.errorLine("millrace: " + e.getMessage());
      return ExitCode.FAILED;
    }
    DatabaseLink link =
        link(demo.common(), Optional.of(demo.directory().toString()), Optional.of(tour.home()));
    useTerminal();
    StatementRunner runner = runner(link, demo.common(), true);
    return closing(
        link,
        runner,
        () -> {
          runner.runSilently("SET changes.follow = false");
          Outcome outcome =
              new ScriptRun(link, runner, new ScriptRun.Manner(true, true, false)).run(script);
          if (outcome == Outcome.DONE) {
            tour.sayWhatIsLeft(screen, link);
          }
          return exitCode(outcome);
        });
  }

  // ---- What all share ----

  /** Some work with a database. */
  @FunctionalInterface
  private interface Work {
    int run() throws SQLException, InterruptedException;
  }

  private int closing(DatabaseLink link, StatementRunner runner, Work work) {
    int code;
    try {
      link.connection();
      code = work.run();
    } catch (SQLException e) {
      runner.errors().show(e);
      return ExitCode.FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      code = ExitCode.INTERRUPTED;
    }
    screen.flush();
    try {
      link.close();
    } catch (SQLException e) {
      runner.errors().show(e);
      return ExitCode.FAILED;
    }
    return code;
  }

  private static int exitCode(Outcome outcome) {
    return switch (outcome) {
      case DONE -> ExitCode.DONE;
      case FAILED -> ExitCode.FAILED;
      case CANCELLED -> ExitCode.INTERRUPTED;
    };
  }

  private DatabaseLink link(
      Invocation.Common common, Optional<String> database, Optional<Path> directory) {
    Map<String, String> properties = new HashMap<>(common.properties());
    common.workers().ifPresent(workers -> properties.put("workers", "" + workers));
    directory.ifPresent(path -> properties.putIfAbsent("directory", path.toString()));
    return DatabaseLink.open(surroundings.connector(), Databases.url(database), properties);
  }

  private StatementRunner runner(DatabaseLink link, Invocation.Common common, boolean timing) {
    return new StatementRunner(
        link,
        screen,
        new DisplaySettings(common.format().orElse(ResultFormat.TABLE), timing),
        interrupts,
        new ErrorReport(screen, common.verbose()));
  }

  /** Takes the terminal, if a person sits at one; says whether. */
  private boolean useTerminal() {
    if (!surroundings.process()) {
      return false;
    }
    try {
      if (UserTerminal.isPresent()) {
        terminal = UserTerminal.open(interrupts);
        screen = terminal.screen();
        return true;
      }
    } catch (IOException e) {
      // A terminal that cannot be commanded is written to as a file is.
      terminal = null;
    }
    Signals.register("INT", interrupts::interrupt);
    return false;
  }

  private void closeTerminal() {
    if (terminal != null) {
      try {
        terminal.close();
      } catch (IOException e) {
        // The process ends; what could not be restored is not ours to mend.
        terminal = null;
      }
    }
  }
}
