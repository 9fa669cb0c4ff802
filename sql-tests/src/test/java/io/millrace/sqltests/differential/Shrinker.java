package io.millrace.sqltests.differential;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes a failing scenario as small as it can in so many attempts, with the failure still in it.
 */
final class Shrinker {
  private static final int ATTEMPTS = 600;

  private final ScenarioRunner runner;
  private final Mode mode;
  private final Failure failure;
  private Scenario best;
  private String message;
  private int attempts;

  private Shrinker(ScenarioRunner runner, Mode mode, Scenario scenario, Failure failure) {
    this.runner = runner;
    this.mode = mode;
    this.failure = failure;
    this.best = scenario;
    this.message = failure.message();
  }

  /** What failed, and the smallest script found that shows it. */
  static String shrink(ScenarioRunner runner, Mode mode, Scenario scenario, Failure failure)
      throws SQLException {
    Shrinker shrinker = new Shrinker(runner, mode, scenario, failure);
    shrinker.shrink();
    return shrinker.message + "\n" + shrinker.best.script();
  }

  private void shrink() throws SQLException {
    views();
    steps();
    query();
    rows();
    query();
    tables();
  }

  private boolean keep(Scenario candidate) throws SQLException {
    if (attempts++ >= ATTEMPTS) {
      return false;
    }
    Optional<Failure> found =
        runner.run(candidate, mode).stream()
            .filter(f -> f.kind() == failure.kind() && f.view().equals(failure.view()))
            .findFirst();
    found.ifPresent(
        f -> {
          best = candidate;
          message = f.message();
        });
    return found.isPresent();
  }

  private void views() throws SQLException {
    for (int i = best.views().size() - 1; i >= 0; i--) {
      if (!best.views().get(i).name().equals(failure.view())) {
        List<View> fewer = new ArrayList<>(best.views());
        View gone = fewer.remove(i);
        if (fewer.stream().noneMatch(view -> view.reads(gone.name()))) {
          keep(best.withViews(fewer));
        }
      }
    }
  }

  private void steps() throws SQLException {
    for (int i = best.steps().size() - 1; i >= 0; i--) {
      List<List<Change>> fewer = new ArrayList<>(best.steps());
      fewer.remove(i);
      if (keep(best.withSteps(fewer))) {
        continue;
      }
      for (int j = best.steps().get(i).size() - 1; j >= 0; j--) {
        List<Change> step = new ArrayList<>(best.steps().get(i));
        step.remove(j);
        keep(best.withSteps(with(best.steps(), i, step)));
      }
    }
  }

  private static <T> List<T> with(List<T> list, int index, T value) {
    List<T> result = new ArrayList<>(list);
    result.set(index, value);
    return result;
  }

  /** Leaves out rows of INSERTs: halves first, then single ones. */
  private void rows() throws SQLException {
    for (int i = 0; i < best.steps().size(); i++) {
      for (int j = 0; j < best.steps().get(i).size(); j++) {
        for (int size = best.steps().get(i).get(j).rows().size() / 2; size > 0; size /= 2) {
          for (int at = 0; at < best.steps().get(i).get(j).rows().size(); ) {
            Change change = best.steps().get(i).get(j);
            List<String> fewer = new ArrayList<>(change.rows().subList(0, at));
            fewer.addAll(
                change
                    .rows()
                    .subList(Math.min(at + size, change.rows().size()), change.rows().size()));
            List<Change> step = with(best.steps().get(i), j, change.withRows(fewer));
            if (fewer.isEmpty() || !keep(best.withSteps(with(best.steps(), i, step)))) {
              at += size;
            }
          }
        }
      }
    }
  }

  /** Cuts pieces out of the choices that made the query, and sets pieces of them to 0. */
  private void query() throws SQLException {
    for (int i = 0; i < best.views().size(); i++) {
      for (int size = 16; size > 0; size /= 2) {
        for (int at = 0; at < best.views().get(i).choices().length; ) {
          int[] old = best.views().get(i).choices();
          int end = Math.min(at + size, old.length);
          int[] cut = Arrays.copyOf(old, old.length - (end - at));
          System.arraycopy(old, end, cut, at, old.length - end);
          int[] zeroed = old.clone();
          Arrays.fill(zeroed, at, end, 0);
          if (!shorter(i, cut) && !shorter(i, zeroed)) {
            at += size;
          }
        }
      }
    }
  }

  private boolean shorter(int index, int[] choices) throws SQLException {
    View old = best.views().get(index);
    View view = old.withChoices(choices);
    // A view that others stand on keeps its columns.
    boolean alone = index == best.views().size() - 1;
    return view.query().text().length() < old.query().text().length()
        && (alone || view.relation().columns().equals(old.relation().columns()))
        && keep(best.withViews(with(best.views(), index, view)));
  }

  private void tables() throws SQLException {
    for (int i = best.tables().size() - 1; i >= 0 && best.tables().size() > 1; i--) {
      List<Table> fewer = new ArrayList<>(best.tables());
      fewer.remove(i);
      keep(best.withTables(fewer));
    }
  }
}
