package io.millrace.bench.nexmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Puts measurements into a Markdown page, between two markers, as a table; and beside the page as a
 * chart.
 */
final class Report {
  private static final String BEGIN = "<!-- nexmark begin -->";
  private static final String END = "<!-- nexmark end -->";
  private static final String CHART = "nexmark.svg";

  private final List<String> systems;
  private final long events;
  private final Map<String, Map<String, Outcome>> byQuery = new LinkedHashMap<>();

  /**
   * @param systems in the order of their columns; others are compared with the first
   */
  Report(List<String> systems, List<Outcome> outcomes, long events) {
    this.systems = systems;
    this.events = events;
    for (Outcome outcome : outcomes) {
      byQuery
          .computeIfAbsent(outcome.query(), query -> new LinkedHashMap<>())
          .put(outcome.system(), outcome);
    }
  }

  /**
   * Writes the report.
   *
   * @param page has the markers
   * @param setting says in a sentence what was measured how
   */
  void write(Path page, String setting) throws IOException {
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(page + " has no " + BEGIN + " and " + END);
    }
    String report = "\n" + setting + "\n\n" + table() + "\n![Events a second](" + CHART + ")\n\n";
    Files.writeString(page, text.substring(0, begin) + BEGIN + report + text.substring(end));
    Map<String, List<Double>> rates = new LinkedHashMap<>();
    byQuery.forEach(
        (query, outcomes) ->
            rates.put(query, systems.stream().map(s -> rate(outcomes.get(s))).toList()));
    Files.writeString(
        page.resolveSibling(CHART), new BarChart("Million events a second", systems, rates).svg());
  }

  /** Returns million events a second, 0 where there are none. */
  private double rate(Outcome outcome) {
    return outcome == null || outcome.hasFailed() ? 0 : outcome.eventsPerSecond(events) / 1e6;
  }

  private String table() {
    StringBuilder table = new StringBuilder("| query |");
    StringBuilder rule = new StringBuilder("|---|");
    for (String system : systems) {
      table.append(' ').append(system).append(" |");
      rule.append("---:|");
    }
    for (String other : systems.subList(1, systems.size())) {
      table.append(" over ").append(other).append(" |");
      rule.append("---:|");
    }
    for (String system : systems) {
      table.append(" memory ").append(system).append(" |");
      rule.append("---:|");
    }
    table.append('\n').append(rule).append('\n');
    byQuery.forEach((query, outcomes) -> row(table, query, outcomes));
    means(table);
    return table.toString();
  }

  private void row(StringBuilder table, String query, Map<String, Outcome> outcomes) {
    table.append("| ").append(query).append(" |");
    for (String system : systems) {
      double rate = rate(outcomes.get(system));
      table.append(rate == 0 ? " – |" : String.format(Locale.ROOT, " %.2f |", rate));
    }
    for (String other : systems.subList(1, systems.size())) {
      OptionalDouble ratio = ratio(outcomes, other);
      table.append(
          ratio.isEmpty() ? " |" : String.format(Locale.ROOT, " %.2f× |", ratio.getAsDouble()));
    }
    for (String system : systems) {
      Outcome outcome = outcomes.get(system);
      table.append(
          outcome == null || outcome.hasFailed()
              ? " |"
              : String.format(
                  Locale.ROOT, " %.2f GB |", outcome.median(Measurement::residentBytes) / 1e9));
    }
    table.append('\n');
  }

  private OptionalDouble ratio(Map<String, Outcome> outcomes, String other) {
    double first = rate(outcomes.get(systems.get(0)));
    double second = rate(outcomes.get(other));
    return first == 0 || second == 0 ? OptionalDouble.empty() : OptionalDouble.of(first / second);
  }

  private void means(StringBuilder table) {
    if (systems.size() < 2) {
      return;
    }
    table.append("| geometric mean |").append(" |".repeat(systems.size()));
    for (String other : systems.subList(1, systems.size())) {
      List<Double> ratios = new ArrayList<>();
      byQuery.values().forEach(o -> ratio(o, other).ifPresent(ratios::add));
      double mean = Math.exp(ratios.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
      table.append(String.format(Locale.ROOT, " %.2f× |", mean));
    }
    table.append(" |".repeat(systems.size())).append('\n');
  }
}
