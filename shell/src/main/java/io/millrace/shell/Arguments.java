package io.millrace.shell;

import io.millrace.shell.CommandLine.UsageException;
import io.millrace.shell.CommandLine.Vocabulary;
import io.millrace.shell.format.ResultFormat;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the command line. By hand: a library's classes would take a tenth of a second to start. */
final class Arguments {
  private static final String DEMO_DIRECTORY = "millrace-demo";
  private static final int MOST_WORKERS = 256;

  private static final Set<String> FLAGS = Set.of("--help", "--verbose");
  private static final Set<String> VALUES = Set.of("--format", "--workers");
  private static final String PROPERTY = "-D";

  private static final Vocabulary OPEN =
      new Vocabulary(
          with(FLAGS, "--version"),
          with(VALUES, "--command"),
          Set.of(PROPERTY),
          Map.of("-h", "--help", "-V", "--version", "-c", "--command"));
  private static final Vocabulary RUN =
      new Vocabulary(
          with(FLAGS, "--follow", "--quiet", "--continue-on-error"),
          with(VALUES, "--database"),
          Set.of(PROPERTY, "--variable"),
          Map.of(
              "-h",
              "--help",
              "-f",
              "--follow",
              "-q",
              "--quiet",
              "-d",
              "--database",
              "-v",
              "--variable"));
  private static final Vocabulary DEMO =
      new Vocabulary(FLAGS, VALUES, Set.of(PROPERTY), Map.of("-h", "--help"));

  private Arguments() {}

  private static Set<String> with(Set<String> common, String... more) {
    Set<String> all = new HashSet<>(common);
    all.addAll(List.of(more));
    return Set.copyOf(all);
  }

  static Invocation parse(String... arguments) {
    List<String> words = List.of(arguments);
    String task = words.isEmpty() ? "" : words.get(0);
    try {
      return switch (task) {
        case "run" -> run(new CommandLine(RUN, words.subList(1, words.size())));
        case "demo" -> demo(new CommandLine(DEMO, words.subList(1, words.size())));
        default -> open(new CommandLine(OPEN, words));
      };
    } catch (UsageException e) {
      boolean known = task.equals("run") || task.equals("demo");
      return new Invocation.Misuse(
          e.getMessage(), (known ? "millrace " + task : "millrace") + " --help says what there is");
    } catch (InvalidPathException e) {
      return new Invocation.Misuse(
          "'" + e.getInput() + "' is no path: " + e.getReason(), "millrace --help says more");
    }
  }

  private static Invocation open(CommandLine line) throws UsageException {
    if (line.has("--help")) {
      return new Invocation.Print(HelpText.OPEN);
    } else if (line.has("--version")) {
      return new Invocation.Print(version());
    }
    return new Invocation.Open(common(line), operand(line), line.value("--command"));
  }

  private static Invocation run(CommandLine line) throws UsageException {
    if (line.has("--help")) {
      return new Invocation.Print(HelpText.RUN);
    }
    return new Invocation.Run(
        common(line),
        Path.of(operand(line).orElseThrow(() -> new UsageException("run needs a FILE.sql"))),
        line.value("--database"),
        line.pairs("--variable"),
        line.has("--follow"),
        line.has("--quiet"),
        line.has("--continue-on-error"));
  }

  private static Invocation demo(CommandLine line) throws UsageException {
    if (line.has("--help")) {
      return new Invocation.Print(HelpText.DEMO);
    }
    return new Invocation.Demo(common(line), Path.of(operand(line).orElse(DEMO_DIRECTORY)));
  }

  /** Returns the only operand, or none. */
  private static Optional<String> operand(CommandLine line) throws UsageException {
    if (line.operands().size() > 1) {
      throw new UsageException("'" + line.operands().get(1) + "' is one word too many");
    }
    return line.operands().stream().findFirst();
  }

  private static Invocation.Common common(CommandLine line) throws UsageException {
    Optional<ResultFormat> format = Optional.empty();
    Optional<String> name = line.value("--format");
    if (name.isPresent()) {
      format = ResultFormat.named(name.get());
      if (format.isEmpty()) {
        throw new UsageException(
            "format '" + name.get() + "' not found; there are " + ResultFormat.names());
      }
    }
    Optional<String> workers = line.value("--workers");
    return new Invocation.Common(
        line.pairs(PROPERTY),
        workers.isPresent() ? OptionalInt.of(workers(workers.get())) : OptionalInt.empty(),
        format,
        line.has("--verbose"));
  }

  private static int workers(String text) throws UsageException {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= MOST_WORKERS) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UsageException("--workers needs a number from 1 to 256, but has '" + text + "'");
  }

  private static String version() {
    return "millrace " + release() + " (Java " + Runtime.version() + ")";
  }

  /** Returns the version of the jar; a development's name where there is none. */
  static String release() {
    String version = Arguments.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
