package io.millrace.bench.nexmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The runs of a query in one system. A query that a system has failed is not run there again. */
final class Series {
  private final Contender contender;
  private final Task task;
  private final List<Measurement> runs = new ArrayList<>();
  private String failure = "";

  Series(Contender contender, Task task) {
    this.contender = contender;
    this.task = task;
  }

  boolean hasFailed() {
    return !failure.isEmpty();
  }

  /** Runs the query once more, in a process of its own. */
  void measure(Child child) throws InterruptedException {
    try {
      runs.add(child.run(contender, task, runs.size() + 1));
    } catch (IOException e) {
      failure = e.getMessage();
      runs.clear();
    }
  }

  /** Returns what the last run came to, as a line. */
  String lastLine() {
    List<Measurement> last = hasFailed() ? runs : runs.subList(runs.size() - 1, runs.size());
    return outcome(last).line(task);
  }

  /** Returns what all runs came to, as a line. */
  String line() {
    return outcome().line(task);
  }

  Outcome outcome() {
    return outcome(runs);
  }

  private Outcome outcome(List<Measurement> measured) {
    return new Outcome(contender.name(), task.query(), measured, failure);
  }
}
