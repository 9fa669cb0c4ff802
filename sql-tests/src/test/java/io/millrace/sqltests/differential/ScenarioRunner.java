package io.millrace.sqltests.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Runs scenarios on both databases, which stay open from one to the next. */
final class ScenarioRunner implements AutoCloseable {
  /** Views of more rows, joins of joins without a condition, are left out. */
  private static final int MOST_ROWS = 20_000;

  private final Path folder;
  private final Side duckdb;
  private final Map<Mode, Side> sides = new EnumMap<>(Mode.class);
  private int directories;
  private int answers;
  private int answersWithRows;
  private int leftOut;

  /**
   * @param folder where databases that have a directory are put
   */
  ScenarioRunner(Path folder) throws SQLException {
    this.folder = folder;
    duckdb = Side.duckdb();
  }

  /** Runs a scenario and tells what went wrong, once for each view at most. */
  List<Failure> run(Scenario scenario, Mode mode) throws SQLException {
    Side millrace = side(mode);
    List<Failure> failures = new ArrayList<>();
    List<View> made = new ArrayList<>();
    try {
      for (Table table : scenario.tables()) {
        duckdb.execute(table.definition());
        millrace.execute(table.definition());
      }
      Run run = new Run(scenario, millrace, failures, made);
      run.views();
      run.steps(mode == Mode.RESTART);
    } catch (SQLException e) {
      // DuckDB gives no SQLSTATE.
      Failure.Kind kind = e.getSQLState() == null ? Failure.Kind.ORACLE : Failure.Kind.ERROR;
      failures.add(new Failure(kind, "", message(e)));
    } finally {
      clear(scenario, made, mode, millrace, failures);
    }
    return failures;
  }

  private Side side(Mode mode) throws SQLException {
    Side side = sides.get(mode);
    if (side == null) {
      side = Side.millrace(mode, folder.resolve("db" + directories++));
      sides.put(mode, side);
    }
    return side;
  }

  private void clear(
      Scenario scenario, List<View> made, Mode mode, Side millrace, List<Failure> failures)
      throws SQLException {
    for (int i = made.size() - 1; i >= 0; i--) {
      duckdb.execute(made.get(i).drop());
    }
    for (Table table : scenario.tables()) {
      duckdb.execute("DROP TABLE IF EXISTS " + table.name());
    }
    // After a failure who knows what state it is in.
    if (!failures.isEmpty() || mode == Mode.RESTART) {
      sides.remove(mode);
      try {
        millrace.close();
      } catch (SQLException e) {
        failures.add(new Failure(Failure.Kind.ERROR, "", "closing: " + message(e)));
      }
      delete(folder.resolve("db" + (directories - 1)));
      return;
    }
    for (int i = made.size() - 1; i >= 0; i--) {
      millrace.execute(made.get(i).drop());
    }
    for (Table table : scenario.tables()) {
      millrace.execute("DROP TABLE " + table.name());
    }
  }

  private static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many answers were compared, and how many of them had rows. */
  String compared() {
    String compared = answers + " answers compared, " + answersWithRows + " with rows";
    return leftOut == 0 ? compared : compared + "; " + leftOut + " views too large";
  }

  private static String message(SQLException e) {
    return "[" + e.getSQLState() + "] " + e.getMessage();
  }

  @Override
  public void close() throws SQLException {
    duckdb.close();
    for (Side side : sides.values()) {
      side.close();
    }
  }

  /** One scenario on its way. */
  private final class Run {
    private final Scenario scenario;
    private final Side millrace;
    private final List<Failure> failures;
    private final List<View> made;
    private final Set<String> failed = new HashSet<>();

    Run(Scenario scenario, Side millrace, List<Failure> failures, List<View> made) {
      this.scenario = scenario;
      this.millrace = millrace;
      this.failures = failures;
      this.made = made;
    }

    private void fail(Failure.Kind kind, String view, String message) {
      if (failed.add(view)) {
        failures.add(new Failure(kind, view, message));
      }
    }

    void views() throws SQLException {
      for (View view : scenario.views()) {
        // A view over one that could not be made says nothing more.
        if (failed.stream().anyMatch(view::reads)) {
          failed.add(view.name());
          continue;
        }
        try {
          duckdb.execute(view.definition());
        } catch (SQLException e) {
          fail(Failure.Kind.ORACLE, view.name(), message(e));
          continue;
        }
        try {
          millrace.execute(view.definition());
          made.add(view);
        } catch (SQLException e) {
          duckdb.execute(view.drop());
          boolean refused = e.getSQLState() != null && e.getSQLState().startsWith("0A");
          fail(refused ? Failure.Kind.REFUSED : Failure.Kind.ERROR, view.name(), message(e));
        }
      }
    }

    void steps(boolean restarts) throws SQLException {
      for (int i = 0; i < scenario.steps().size(); i++) {
        change(i);
        boolean last = i == scenario.steps().size() - 1;
        if (restarts && (last || i % 2 == 0)) {
          millrace.reopen();
        }
        for (Table table : scenario.tables()) {
          compare("", "SELECT * FROM " + table.name(), "step " + i + ", table " + table.name());
        }
        for (View view : made) {
          compare(view.name(), view.contents(), "step " + i);
          if (last) {
            String query = "SELECT * FROM (" + view.query().text() + ") once";
            compare(view.name(), query, "step " + i + ", run once");
          }
        }
      }
    }

    private void change(int step) throws SQLException {
      List<Change> changes = scenario.steps().get(step);
      List<Integer> counts = new ArrayList<>();
      for (Change change : changes) {
        counts.add(duckdb.execute(change.text()));
      }
      leaveOutLarge();
      for (int i = 0; i < changes.size(); i++) {
        String text = changes.get(i).text();
        int expected = counts.get(i);
        int actual = millrace.execute(text);
        // ON CONFLICT counts rows that it did not touch in one of the two.
        if (expected != actual && !text.contains(" ON CONFLICT ")) {
          String found = actual + " rows changed, not " + expected + ": " + text;
          fail(Failure.Kind.MISMATCH, "", "step " + step + ": " + found);
        }
      }
    }

    /** Drops views of so many rows that comparing them takes minutes, and those over them. */
    private void leaveOutLarge() throws SQLException {
      Set<String> large = new HashSet<>();
      for (View view : made) {
        if (large.stream().anyMatch(view::reads) || isLarge(view)) {
          large.add(view.name());
        }
      }
      for (int i = made.size() - 1; i >= 0; i--) {
        View view = made.get(i);
        if (large.contains(view.name())) {
          made.remove(i);
          millrace.execute(view.drop());
          duckdb.execute(view.drop());
          leftOut++;
        }
      }
    }

    private boolean isLarge(View view) {
      try {
        return !duckdb.rows(view.contents() + " LIMIT 1 OFFSET " + MOST_ROWS).lines().isEmpty();
      } catch (SQLException e) {
        // Said when the answer is compared.
        return false;
      }
    }

    /** Asks DuckDB; where its optimizer breaks down over the query, without it. */
    private Rows expected(String query) throws SQLException {
      try {
        return duckdb.rows(query);
      } catch (SQLException e) {
        if (!message(e).contains("INTERNAL Error")) {
          throw e;
        }
      }
      duckdb.execute("PRAGMA disable_optimizer");
      try {
        return duckdb.rows(query);
      } finally {
        duckdb.execute("PRAGMA enable_optimizer");
      }
    }

    private void compare(String view, String query, String where) {
      if (failed.contains(view)) {
        return;
      }
      Rows expected;
      try {
        expected = expected(query);
      } catch (SQLException e) {
        fail(Failure.Kind.ORACLE, view, where + ": " + message(e));
        return;
      }
      try {
        answers++;
        answersWithRows += expected.lines().isEmpty() ? 0 : 1;
        String difference = millrace.rows(query).difference(expected);
        if (!difference.isEmpty()) {
          fail(Failure.Kind.MISMATCH, view, where + ":\n" + difference);
        }
      } catch (SQLException e) {
        fail(Failure.Kind.ERROR, view, where + ": " + message(e));
      }
    }
  }
}
