package io.millrace.shell.command;

import java.util.List;

/** The commands' names and what each does. */
final class CommandList {
  static final List<String> NAMES =
      List.of(
          "\\?",
          "\\d",
          "\\d+",
          "\\df",
          "\\dp",
          "\\ds",
          "\\dt",
          "\\dv",
          "\\format",
          "\\i",
          "\\q",
          "\\timing",
          "\\x");

  static final String HELP =
      """
      Statements end with a semicolon and may span lines. Commands do not.
        \\d                 tables, streams and views
        \\d NAME            columns of one; \\d+ NAME says more
        \\dt \\dv \\ds        tables, views, streams [LIKE PATTERN]
        \\df [PATTERN]      functions, as in \\df date*
        \\dp                what flows: materialized views and sinks
        \\i FILE            run a script
        \\x                 one line a value, and back
        \\format [FORMAT]   table, csv, json, vertical or markdown
        \\timing [on|off]   how long each statement took
        \\q                 leave (also exit, quit, Ctrl-D)
      Keys
        Tab                what may come next
        Up, Ctrl-R         what was typed before, search in it
        Ctrl-C             cancel the statement, or clear what is typed
      Try
        SELECT * FROM read_csv('FILE') LIMIT 5;
        CREATE MATERIALIZED VIEW v AS SELECT ...;
        SELECT * FROM v EMIT CHANGES;""";

  private CommandList() {}
}
