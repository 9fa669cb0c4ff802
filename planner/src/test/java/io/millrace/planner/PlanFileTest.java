package io.millrace.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.parser.embedded.EmbeddedSql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plans and errors, each beside its query. A case is a query up to a semicolon at a line's end,
 * then lines that begin with {@code > }: the plan and the columns' types, or the error. A query
 * that begins with {@code snapshot:} or {@code close:} is planned for that purpose, any other to be
 * kept up to date. Run with {@code -Dplans.update=true} to write the answers into the files.
 */
class PlanFileTest {
  private static final Path FOLDER = Path.of("src/test/resources/plans");
  private static final PlannerContext CONTEXT =
      new PlannerContext(Instant.EPOCH, ZoneOffset.UTC, "main");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "basics.sql",
        "joins.sql",
        "subqueries.sql",
        "grouping.sql",
        "windows.sql",
        "ranking.sql",
        "syntax-errors.sql",
        "name-errors.sql",
        "type-errors.sql",
        "grouping-errors.sql",
        "refusals.sql"
      })
  void plansAsWritten(String name) throws IOException {
    Path file = FOLDER.resolve(name);
    String expected = Files.readString(file, StandardCharsets.UTF_8);
    StringBuilder actual = new StringBuilder();
    StringBuilder query = new StringBuilder();
    for (String line : expected.lines().toList()) {
      if (line.startsWith("> ")) {
        continue;
      }
      actual.append(line).append('\n');
      if (line.startsWith("--") && query.isEmpty()) {
        continue;
      }
      query.append(line).append('\n');
      if (line.endsWith(";")) {
        String text = query.toString().strip();
        query.setLength(0);
        answer(text.substring(0, text.length() - 1))
            .forEach(answered -> actual.append("> ").append(answered).append('\n'));
      }
    }
    if (Boolean.getBoolean("plans.update")) {
      Files.writeString(file, actual, StandardCharsets.UTF_8);
    }
    assertEquals(expected, actual.toString());
  }

  private static List<String> answer(String text) {
    Purpose purpose = Purpose.CONTINUOUS;
    String query = text;
    if (query.startsWith("snapshot:")) {
      purpose = Purpose.SNAPSHOT;
      query = query.substring("snapshot:".length()).strip();
    } else if (query.startsWith("close:")) {
      purpose = Purpose.CONTINUOUS_ON_CLOSE;
      query = query.substring("close:".length()).strip();
    }
    FixedCatalog catalog =
        new FixedCatalog()
            .view("big_orders", "SELECT order_id, amount FROM orders WHERE amount > 100")
            .view("broken", "SELECT nothing FROM orders")
            .view("itself", "SELECT * FROM itself");
    try {
      PlannedQuery planned =
          new QueryPlanner(catalog, CONTEXT).plan(EmbeddedSql.of(query), purpose);
      List<String> lines =
          new ArrayList<>(planned.explain(PlannedQuery.Explanation.PHYSICAL).lines().toList());
      lines.add(planned.type().toString());
      return lines;
    } catch (MillraceException e) {
      assertFalse(e.code() == ErrorCode.INTERNAL, () -> query(text, e));
      return List.of(e.code() + " " + e.describe());
    }
  }

  private static String query(String text, MillraceException error) {
    return text + ": " + error.getCause();
  }
}
