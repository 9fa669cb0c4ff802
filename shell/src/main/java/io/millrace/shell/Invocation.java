package io.millrace.shell;

import io.millrace.shell.format.ResultFormat;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What the command line asks for. */
sealed interface Invocation {

  /**
   * What every task may be told.
   *
   * @param properties of the connection
   */
  record Common(
      Map<String, String> properties,
      OptionalInt workers,
      Optional<ResultFormat> format,
      boolean verbose) {
    static final Common NOTHING =
        new Common(Map.of(), OptionalInt.empty(), Optional.empty(), false);
  }

  /** Help, or the version: a text to print. */
  record Print(String text) implements Invocation {}

  /** A command line that makes no sense. */
  record Misuse(String message, String usage) implements Invocation {}

  /**
   * Statements from a person or a pipe.
   *
   * @param database a directory or a JDBC URL; empty for a database in memory
   * @param command statements to run instead of reading any
   */
  record Open(Common common, Optional<String> database, Optional<String> command)
      implements Invocation {}

  /** A script. */
  record Run(
      Common common,
      Path file,
      Optional<String> database,
      Map<String, String> variables,
      boolean follow,
      boolean quiet,
      boolean continueOnError)
      implements Invocation {}

  /** The tour. */
  record Demo(Common common, Path directory) implements Invocation {}
}
