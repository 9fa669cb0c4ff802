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
 * longer. The seed is printed. The sample's is fixed, so that a build says the same twice; the long
 * run takes its own from the clock.
 */
final class DifferentialTest {
  private static final int SAMPLE = 150;
  private static final int FULL = 10_000;
  private static final long SAMPLE_SEED = 1;

  @Test
  void viewsHoldWhatTheirQueryAnswers(@TempDir Path folder) throws SQLException {
    DifferentialRun.run(folder, SAMPLE, SAMPLE_SEED);
  }

  /** The same at length; runs under the profile {@code full}. */
  @Test
  @Tag("slow")
  void viewsHoldWhatTheirQueryAnswersOverManyCases(@TempDir Path folder) throws SQLException {
    DifferentialRun.run(folder, FULL, System.currentTimeMillis());
  }
}
