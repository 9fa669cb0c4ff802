package io.millrace.shell;

import io.millrace.shell.format.ResultFormat;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Reads the command line. The model is built by hand, not by annotations: finding those by
 * reflection would cost a good part of the time that starting may take.
 */
final class Arguments {
  private static final String DEMO_DIRECTORY = "millrace-demo";

  private Arguments() {}

  static Invocation parse(String... arguments) {
    if (arguments.length == 0) {
      return new Invocation.Open(Invocation.Common.NOTHING, Optional.empty(), Optional.empty());
    }
    CommandLine line = new CommandLine(millrace());
    line.addSubcommand("run", new CommandLine(run()));
    line.addSubcommand("demo", new CommandLine(demo()));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    try {
      ParseResult result = line.parseArgs(arguments);
      ParseResult last = result;
      while (last.hasSubcommand()) {
        last = last.subcommand();
      }
      if (last.isUsageHelpRequested()) {
        return new Invocation.Print(
            last.commandSpec().commandLine().getUsageMessage(Ansi.OFF).stripTrailing());
      }
      if (result.isVersionHelpRequested()) {
        return new Invocation.Print(version());
      }
      return invocation(result, last);
    } catch (ParameterException e) {
      return new Invocation.Misuse(e.getMessage(), usageHint(e.getCommandLine()));
    } catch (InvalidPathException e) {
      return new Invocation.Misuse(
          "'" + e.getInput() + "' is no path: " + e.getReason(), usageHint(line));
    }
  }

  private static String usageHint(CommandLine line) {
    return line.getCommandSpec().qualifiedName() + " --help says what there is";
  }

  private static Invocation invocation(ParseResult root, ParseResult last) {
    Invocation.Common common = common(root, last);
    Optional<String> place = positional(last);
    switch (last.commandSpec().name()) {
      case "run":
        return new Invocation.Run(
            common,
            Path.of(place.orElseThrow()),
            Optional.ofNullable(last.matchedOptionValue("--database", null)),
            last.matchedOptionValue("-v", Map.<String, String>of()),
            last.hasMatchedOption("--follow"),
            last.hasMatchedOption("--quiet"),
            last.hasMatchedOption("--continue-on-error"));
      case "demo":
        return new Invocation.Demo(common, Path.of(place.orElse(DEMO_DIRECTORY)));
      default:
        return new Invocation.Open(
            common, place, Optional.ofNullable(root.matchedOptionValue("-c", null)));
    }
  }

  private static Optional<String> positional(ParseResult result) {
    return Optional.ofNullable(result.matchedPositionalValue(0, null));
  }

  /** Common options may stand before or behind the subcommand's name. */
  private static Invocation.Common common(ParseResult root, ParseResult last) {
    ParseResult withWorkers = last.hasMatchedOption("--workers") ? last : root;
    ParseResult withFormat = last.hasMatchedOption("--format") ? last : root;
    ParseResult withProperties = last.hasMatchedOption("-D") ? last : root;
    Integer workers = withWorkers.matchedOptionValue("--workers", null);
    ResultFormat format = withFormat.matchedOptionValue("--format", null);
    return new Invocation.Common(
        withProperties.matchedOptionValue("-D", Map.<String, String>of()),
        workers == null ? OptionalInt.empty() : OptionalInt.of(workers),
        Optional.ofNullable(format),
        root.hasMatchedOption("--verbose") || last.hasMatchedOption("--verbose"));
  }

  static String version() {
    return "millrace " + release() + " (Java " + Runtime.version() + ")";
  }

  /** Returns the version of the jar; a development's name where there is none. */
  static String release() {
    String version = Arguments.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  // ---- The model ----

  private static CommandSpec millrace() {
    CommandSpec spec = withCommonOptions(CommandSpec.create().name("millrace"));
    spec.addOption(
        flag("-V", "--version")
            .versionHelp(true)
            .description("Print the version and exit.")
            .build());
    spec.addOption(
        OptionSpec.builder("-c", "--command")
            .paramLabel("SQL")
            .type(String.class)
            .description("Run these statements and exit.")
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .paramLabel("DIRECTORY")
            .type(String.class)
            .description(
                "The database: a directory, made if need be, or a JDBC URL. Without it, a database"
                    + " in memory.")
            .build());
    spec.usageMessage()
        .description("Opens a database and a prompt. Statements from a pipe are run as a script.%n")
        .footer(
            "", "Exit codes: 0 done, 1 a statement failed, 2 wrong usage, 130 interrupted.", "");
    return spec;
  }

  private static CommandSpec run() {
    CommandSpec spec = withCommonOptions(CommandSpec.create().name("run"));
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .required(true)
            .paramLabel("FILE.sql")
            .type(String.class)
            .description("The script.")
            .build());
    spec.addOption(
        OptionSpec.builder("-d", "--database")
            .paramLabel("DIRECTORY")
            .type(String.class)
            .description("The database, made if need be. Without it, one in memory.")
            .build());
    spec.addOption(
        OptionSpec.builder("-v", "--variable")
            .paramLabel("NAME=VALUE")
            .type(Map.class)
            .auxiliaryTypes(String.class, String.class)
            .description("Replaces $${NAME} in the script.")
            .build());
    spec.addOption(
        flag("-f", "--follow")
            .description("Go on reading sources until Ctrl-C; EMIT CHANGES waits for changes.")
            .build());
    spec.addOption(
        flag("-q", "--quiet").description("Show results alone, not the statements.").build());
    spec.addOption(flag("--continue-on-error").description("Do not stop at an error.").build());
    spec.usageMessage()
        .description(
            "Runs a script. Ends when sources have been read to their end and all is durable.%n");
    return spec;
  }

  private static CommandSpec demo() {
    CommandSpec spec = withCommonOptions(CommandSpec.create().name("demo"));
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .paramLabel("DIRECTORY")
            .type(String.class)
            .description(
                "Where the demo's database is made (default: "
                    + DEMO_DIRECTORY
                    + "). An earlier demo there is replaced, anything else is not.")
            .build());
    spec.usageMessage().description("Shows what Millrace does, in ten seconds.%n");
    return spec;
  }

  private static CommandSpec withCommonOptions(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("--format")
            .paramLabel("FORMAT")
            .type(ResultFormat.class)
            .description("How rows are shown: " + ResultFormat.names() + ".")
            .build());
    spec.addOption(
        OptionSpec.builder("--workers")
            .paramLabel("N")
            .type(Integer.class)
            .description("How many threads may compute at once.")
            .build());
    spec.addOption(
        OptionSpec.builder("-D")
            .paramLabel("KEY=VALUE")
            .type(Map.class)
            .auxiliaryTypes(String.class, String.class)
            .description("An option of the connection, such as epoch.interval=500ms.")
            .build());
    spec.addOption(
        flag("--verbose")
            .description("Log to standard error; show where errors came from.")
            .build());
    spec.addOption(flag("-h", "--help").usageHelp(true).description("Print this.").build());
    spec.usageMessage().sortOptions(false).width(96).abbreviateSynopsis(true);
    return spec;
  }

  private static OptionSpec.Builder flag(String... names) {
    return OptionSpec.builder(names[0], java.util.Arrays.copyOfRange(names, 1, names.length))
        .arity("0")
        .type(boolean.class);
  }
}
