package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/** Decides how many rows go through the pipelines in one step; answers never depend on it. */
final class StepCutter {
  private final int rows;
  private final Random random;

  StepCutter(int rows, OptionalLong seed) {
    this.rows = rows;
    this.random = seed.isPresent() ? new Random(seed.getAsLong()) : null;
  }

  /** Returns the most rows that the next step should take. */
  int next() {
    return random == null ? rows : 1 + random.nextInt(Math.min(rows, 7));
  }

  /** Cuts a change into steps, in order. */
  List<Batch> cut(Batch delta) {
    List<Batch> pieces = new ArrayList<>();
    int from = 0;
    while (from < delta.size()) {
      int to = (int) Math.min(delta.size(), (long) from + next());
      pieces.add(delta.slice(from, to));
      from = to;
    }
    return pieces;
  }
}
