package io.millrace.bench.nexmark;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Horizontal bars in SVG, a group a query and a bar a system, on a logarithmic scale: the same
 * ratio is the same length everywhere.
 */
final class BarChart {
  private static final List<String> COLORS = List.of("#1769aa", "#e6812f", "#8a8a8a", "#b03060");
  private static final int BAR = 11;
  private static final int GAP = 9;
  private static final int LEFT = 44;
  private static final int TOP = 54;
  private static final int WIDTH = 760;
  private static final int RIGHT = 60;

  private final String title;
  private final List<String> systems;
  private final Map<String, List<Double>> rates;
  private final double low;
  private final double high;

  /**
   * @param rates for each query the systems' values, 0 where there is none
   */
  BarChart(String title, List<String> systems, Map<String, List<Double>> rates) {
    this.title = title;
    this.systems = systems;
    this.rates = rates;
    double[] present =
        rates.values().stream()
            .flatMap(List::stream)
            .mapToDouble(r -> r)
            .filter(r -> r > 0)
            .toArray();
    double smallest = Arrays.stream(present).min().orElse(0.1);
    double largest = Arrays.stream(present).max().orElse(10);
    low = Math.pow(10, Math.floor(Math.log10(smallest / 1.5)));
    high = Math.max(largest, low * 10);
  }

  String svg() {
    int group = systems.size() * BAR + GAP;
    int height = TOP + rates.size() * group + 10;
    StringBuilder svg = new StringBuilder();
    line(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"11\">",
        WIDTH,
        height);
    line(svg, "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
    line(svg, "<text x=\"%d\" y=\"16\" font-size=\"13\">%s</text>", LEFT, title);
    legend(svg);
    scale(svg, height);
    int y = TOP;
    for (Map.Entry<String, List<Double>> query : rates.entrySet()) {
      group(svg, query.getKey(), query.getValue(), y);
      y += group;
    }
    line(svg, "</svg>");
    return svg.toString();
  }

  private void legend(StringBuilder svg) {
    int x = LEFT + 200;
    for (int i = 0; i < systems.size(); i++) {
      line(svg, "<rect x=\"%d\" y=\"7\" width=\"10\" height=\"10\" fill=\"%s\"/>", x, color(i));
      line(svg, "<text x=\"%d\" y=\"16\">%s</text>", x + 14, systems.get(i));
      x += 100;
    }
  }

  private void scale(StringBuilder svg, int height) {
    for (double power = low; power <= high; power *= 10) {
      for (int digit : new int[] {1, 2, 5}) {
        double value = power * digit;
        if (value <= high) {
          double x = LEFT + length(value);
          line(
              svg,
              "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#ddd\"/>",
              x,
              x,
              TOP - 8,
              height - 10);
          line(
              svg,
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#666\">%s</text>",
              x,
              TOP - 12,
              value < 1 ? Double.toString(Math.round(value * 1000) / 1000.0) : Math.round(value));
        }
      }
    }
  }

  private void group(StringBuilder svg, String query, List<Double> values, int top) {
    int middle = top + systems.size() * BAR / 2 + 4;
    line(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", LEFT - 6, middle, query);
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) > 0) {
        int y = top + i * BAR;
        double length = length(values.get(i));
        line(
            svg,
            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
            LEFT,
            y,
            length,
            BAR - 1,
            color(i));
        line(
            svg,
            "<text x=\"%.1f\" y=\"%d\" font-size=\"9\" fill=\"#444\">%.2f</text>",
            LEFT + length + 3,
            y + BAR - 2,
            values.get(i));
      }
    }
  }

  private double length(double value) {
    double width = WIDTH - LEFT - RIGHT;
    return Math.max(1, width * Math.log(value / low) / Math.log(high / low));
  }

  private static String color(int system) {
    return COLORS.get(system % COLORS.size());
  }

  private static void line(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
