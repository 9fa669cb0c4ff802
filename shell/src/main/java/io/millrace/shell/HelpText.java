package io.millrace.shell;

/** What {@code --help} prints. */
final class HelpText {
  private static final String COMMON =
      """
            --format FORMAT       table, csv, json (an object a line), vertical or markdown
            --workers N           how many threads may compute at once
        -D KEY=VALUE              an option of the connection, such as -D epoch.interval=500ms
            --verbose             log to standard error, and show where errors came from
        -h, --help                print this
      """;

  static final String OPEN =
      """
      Usage: millrace [OPTION...] [DIRECTORY]
             millrace run [OPTION...] FILE.sql
             millrace demo [OPTION...] [DIRECTORY]

      Opens the database in DIRECTORY, made if need be, and a prompt; without DIRECTORY a
      database in memory. Statements from a pipe are run as a script. Instead of a directory
      a JDBC URL may be given.

        -c, --command SQL         run these statements and exit
      """
          + COMMON
          + """
        -V, --version             print the version

      millrace run --help and millrace demo --help say more.
      Exit codes: 0 done, 1 a statement failed, 2 wrong usage, 130 interrupted.""";

  static final String RUN =
      """
      Usage: millrace run [OPTION...] FILE.sql

      Runs a script. Ends when sources have been read to their end and all is durable.

        -d, --database DIRECTORY  the database, made if need be; without it, one in memory
        -v, --variable NAME=VALUE replace ${NAME} in the script
        -f, --follow              go on reading sources until Ctrl-C; EMIT CHANGES waits
        -q, --quiet               show results alone, not the statements
            --continue-on-error   do not stop at an error
      """
          + COMMON
          + """

      Exit codes: 0 done, 1 a statement failed, 2 wrong usage, 130 interrupted.""";

  static final String DEMO =
      """
      Usage: millrace demo [OPTION...] [DIRECTORY]

      Shows what Millrace does, in ten seconds, in a database in DIRECTORY (millrace-demo).
      An earlier demo there is replaced; anything else is not.

      """
          + COMMON.stripTrailing();

  private HelpText() {}
}
