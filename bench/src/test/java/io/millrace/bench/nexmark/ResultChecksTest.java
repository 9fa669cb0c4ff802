package io.millrace.bench.nexmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.bench.nexmark.event.EventModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows compared after a run, and what is said of them. */
class ResultChecksTest {
  private static final long EVENTS = 1_000;

  @TempDir Path folder;

  private Task task(String query) throws IOException {
    EventModel model = new EventModel(7, 500, EventModel.BASE_MILLIS, 1);
    EventFiles files = EventFiles.prepare(folder, model, EVENTS, EventFormat.PARQUET);
    return new Task(query, files, EVENTS, 1, false, folder.resolve("work"));
  }

  /** Millrace's rows, but of q1 one is another and of q2 there are none to be had. */
  private static Rows spoilt(Task task) {
    return (table, duckdb) -> {
      if (task.query().equals("q2")) {
        throw new IllegalStateException("stopped");
      }
      new MillraceRows(task).createTable(table, duckdb);
      if (task.query().equals("q1")) {
        try (Statement statement = duckdb.createStatement()) {
          statement.execute("UPDATE " + table + " SET bidder = bidder + 1 WHERE rowid = 0");
        }
      }
    };
  }

  @Test
  void equalRowsAreSaidToBeTheSame() throws Exception {
    ResultChecks checks = new ResultChecks(ResultChecksTest::spoilt);
    checks.compare(task("q0"));
    assertEquals(
        "After the measuring, Millrace's rows of 1 query over 1,000 events were compared with"
            + " DuckDB's value by value: they are the same.",
        checks.sentence(EVENTS));
    checks.requireSame();
  }

  @Test
  void queriesWhoseRowsDifferAreNamed() throws Exception {
    ResultChecks checks = new ResultChecks(ResultChecksTest::spoilt);
    for (String query : List.of("q0", "q1", "q2", "q22")) {
      checks.compare(task(query));
    }
    assertEquals(
        "After the measuring, Millrace's rows of 4 queries over 1,000 events were compared with"
            + " DuckDB's value by value: they are not the same for q1, q2.",
        checks.sentence(EVENTS));
    AssertionError error = assertThrows(AssertionError.class, checks::requireSame);
    assertEquals("not as DuckDB has them: [q1, q2]", error.getMessage());
  }

  private Comparison comparison(String... more) throws IOException {
    List<String> given = new ArrayList<>(List.of(more));
    given.addAll(List.of("--events", "2k", "--rate", "500", "--data", folder.toString()));
    return new Comparison(new Arguments(given));
  }

  @Test
  void aRunComparesFewerEventsWhereSoAsked() throws Exception {
    Path page = folder.resolve("page.md");
    Files.writeString(page, "<!-- nexmark begin --><!-- nexmark end -->");
    comparison(
            "--systems",
            "duckdb,millrace",
            "--queries",
            "q0",
            "--check-events",
            "1k",
            "--heap",
            "512m",
            "--report",
            page.toString(),
            "--work",
            folder.resolve("work").toString())
        .run();
    String text = Files.readString(page);
    assertTrue(text.contains("rows of 1 query over 1,000 events were compared"), text);
    assertTrue(text.contains(": they are the same."), text);
  }

  @Test
  void eventsThatCannotBeComparedAreRefused() {
    String most =
        assertThrows(
                IllegalArgumentException.class,
                () -> comparison("--systems", "millrace,duckdb", "--check-events", "3k"))
            .getMessage();
    assertEquals("--check-events must be from 0 to those measured, 2000: 3000", most);
    String alone =
        assertThrows(IllegalArgumentException.class, () -> comparison("--check-events", "1k"))
            .getMessage();
    assertEquals("--check-events needs --systems millrace,duckdb", alone);
  }
}
