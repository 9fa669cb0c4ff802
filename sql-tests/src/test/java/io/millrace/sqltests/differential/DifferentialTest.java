package io.millrace.sqltests.differential;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The law of incremental maintenance as a law: a view's contents are its query run once over its
 * inputs.
 *
 * <p>{@code -Ddifferential.seed=} repeats a run, {@code -Ddifferential.cases=} makes it shorter or
 * longer. The seed comes from the clock and is printed.
 */
final class DifferentialTest {
  private static final int SAMPLE = 150;
  private static final int FULL = 10_000;

  @Test
  void viewsHoldWhatTheirQueryAnswers(@TempDir Path folder) throws SQLException {
    DifferentialRun.run(folder, SAMPLE);
  }

  /** The same at length; runs under the profile {@code full}. */
  @Test
  @Tag("slow")
  void viewsHoldWhatTheirQueryAnswersOverManyCases(@TempDir Path folder) throws SQLException {
    DifferentialRun.run(folder, FULL);
  }
}
