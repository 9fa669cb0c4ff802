package io.millrace.bench.nexmark;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Compares the rows of one query after the other with DuckDB's, and says on a line what is so. */
final class ResultChecks {
  private final Function<Task, Rows> rows;
  private final List<String> different = new ArrayList<>();
  private int compared;

  /**
   * @param rows gives a query's rows in the system that is checked
   */
  ResultChecks(Function<Task, Rows> rows) {
    this.rows = rows;
  }

  /** Compares a query's rows; that they differ, or that there are none, is kept for later. */
  void compare(Task task) throws InterruptedException {
    compared++;
    try {
      long count = new ResultCheck(task, rows.apply(task)).run();
      System.out.println(task.query() + " " + count + " rows, as DuckDB has them");
    } catch (AssertionError | SQLException | IOException | RuntimeException e) {
      System.out.println(task.query() + " " + e.getMessage());
      different.add(task.query());
    }
  }

  /** Returns a sentence for a report: what was compared, and how that went. */
  String sentence(long events) {
    return String.format(
        Locale.ROOT,
        "After the measuring, Millrace's rows of %d quer%s over %,d events were compared with"
            + " DuckDB's value by value: %s.",
        compared,
        compared == 1 ? "y" : "ies",
        events,
        different.isEmpty()
            ? "they are the same"
            : "they are not the same for " + String.join(", ", different));
  }

  /**
   * @throws AssertionError if the rows of any query were not as DuckDB has them
   */
  void requireSame() {
    if (!different.isEmpty()) {
      throw new AssertionError("not as DuckDB has them: " + different);
    }
  }
}
