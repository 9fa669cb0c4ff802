package io.millrace.sqltests.differential;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Runs many scenarios and counts cases: each is a query with a sequence of changes. */
final class DifferentialRun {
  private static final int REPORTED = 5;

  private final long seed;
  private final int cases;
  private final Map<Failure.Kind, Integer> counts = new EnumMap<>(Failure.Kind.class);
  private final List<String> reports = new ArrayList<>();
  private int done;

  private DifferentialRun(long seed, int cases) {
    this.seed = seed;
    this.cases = cases;
  }

  /**
   * Runs so many cases, from the seed and number that the system properties {@code
   * differential.seed} and {@code differential.cases} give, if they are set.
   */
  static void run(Path folder, int usualCases, long usualSeed) throws SQLException {
    long seed = Long.getLong("differential.seed", usualSeed);
    new DifferentialRun(seed, Integer.getInteger("differential.cases", usualCases)).run(folder);
  }

  private void run(Path folder) throws SQLException {
    System.out.println("Differential tests: -Ddifferential.seed=" + seed + ", " + cases + " cases");
    try (ScenarioRunner runner = new ScenarioRunner(folder)) {
      for (int number = 0; done < cases && reports.size() < REPORTED; number++) {
        run(runner, number);
      }
      System.out.println("Differential tests: " + runner.compared());
    }
    System.out.println("Differential tests: " + done + " cases; failures: " + counts);
    if (!reports.isEmpty()) {
      fail(
          "-Ddifferential.seed="
              + seed
              + ": "
              + reports.size()
              + " failures\n\n"
              + String.join("\n\n", reports));
    }
  }

  private void run(ScenarioRunner runner, int number) throws SQLException {
    Scenario scenario = Scenario.generate(seed + number);
    Mode mode = Mode.of(seed + number);
    List<Failure> failures = runner.run(scenario, mode);
    done += scenario.views().size();
    for (Failure failure : failures) {
      counts.merge(failure.kind(), 1, Integer::sum);
      String report =
          "scenario "
              + (seed + number)
              + ", "
              + mode
              + ", "
              + failure.kind()
              + ": "
              + Shrinker.shrink(runner, mode, scenario, failure);
      System.out.println(report);
      reports.add(report);
    }
  }
}
