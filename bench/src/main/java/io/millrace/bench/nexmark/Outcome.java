package io.millrace.bench.nexmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What became of a query in one system.
 *
 * @param runs the measured runs; empty where it failed
 * @param failure why it could not be run, empty where it could
 */
record Outcome(String system, String query, List<Measurement> runs, String failure) {
  Outcome {
    runs = List.copyOf(runs);
  }

  static Outcome of(String system, String query, Measurement run) {
    return new Outcome(system, query, List.of(run), "");
  }

  boolean hasFailed() {
    return !failure.isEmpty();
  }

  /** Returns the median of the runs, the lower one of two in the middle. */
  double median(ToDoubleFunction<Measurement> value) {
    List<Double> sorted = new ArrayList<>(runs.stream().map(value::applyAsDouble).toList());
    sorted.sort(null);
    return sorted.get((sorted.size() - 1) / 2);
  }

  double eventsPerSecond(long events) {
    return events / median(Measurement::wallSeconds);
  }

  String line(Task task) {
    if (hasFailed()) {
      return String.format(Locale.ROOT, "%-10s %-4s failed: %s", system, query, failure);
    }
    return String.format(
        Locale.ROOT,
        "%-10s %-4s %8.3f M events/s  wall %7.2f s  cpu %7.2f s  heap %6d MB  resident %6d MB",
        system,
        query,
        eventsPerSecond(task.events()) / 1e6,
        median(Measurement::wallSeconds),
        median(Measurement::cpuSeconds),
        (long) median(Measurement::heapBytes) >> 20,
        (long) median(Measurement::residentBytes) >> 20);
  }
}
