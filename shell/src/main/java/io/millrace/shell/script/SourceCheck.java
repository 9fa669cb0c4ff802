package io.millrace.shell.script;

import io.millrace.shell.screen.Style;
import io.millrace.shell.session.DatabaseLink;
import io.millrace.shell.session.Quantity;
import io.millrace.shell.session.StatementRunner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Looks, at a script's end, for what went wrong behind its statements: feeds and views. */
public final class SourceCheck {
  private static final String STOPPED =
      """
      SELECT 'feed' AS kind, name, error FROM system.feeds WHERE error IS NOT NULL
      UNION ALL
      SELECT 'pipeline', name, error FROM system.pipelines WHERE error IS NOT NULL""";
  private static final String BAD_RECORDS =
      "SELECT name, bad_records FROM system.feeds WHERE bad_records > 0";

  private SourceCheck() {}

  /** Shows what has stopped or been left out, and returns whether nothing has stopped. */
  public static boolean passes(DatabaseLink link, StatementRunner runner) {
    boolean sound = true;
    try (Statement statement = link.connection().createStatement()) {
      try (ResultSet stopped = statement.executeQuery(STOPPED)) {
        while (stopped.next()) {
          sound = false;
          runner
              .errors()
              .show(
                  stopped.getString(1)
                      + " "
                      + stopped.getString(2)
                      + " has stopped: "
                      + stopped.getString(3));
        }
      }
      try (ResultSet bad = statement.executeQuery(BAD_RECORDS)) {
        while (bad.next()) {
          String note =
              bad.getString(1)
                  + ": "
                  + Quantity.count(bad.getLong(2), "record")
                  + " could not be read; see system.dead_letters";
          runner.screen().errorLine(runner.screen().styled(Style.DIM, note));
        }
      }
    } catch (SQLException e) {
      runner.errors().show(e);
      return false;
    }
    return sound;
  }
}
