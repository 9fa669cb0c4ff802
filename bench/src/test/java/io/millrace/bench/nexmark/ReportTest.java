package io.millrace.bench.nexmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page and the chart that a comparison writes. */
class ReportTest {
  @TempDir Path folder;

  private static Outcome outcome(String system, String query, long... seconds) {
    List<Measurement> runs =
        Arrays.stream(seconds)
            .mapToObj(s -> new Measurement(s * 1_000_000_000, 0, 0, 2_000_000_000L))
            .toList();
    return new Outcome(system, query, runs, seconds.length == 0 ? "refused" : "");
  }

  @Test
  void aTableOfMediansStandsBetweenTheMarkers() throws IOException {
    Path page = folder.resolve("page.md");
    Files.writeString(page, "before\n<!-- nexmark begin -->old<!-- nexmark end -->\nafter\n");
    List<Outcome> outcomes =
        List.of(
            outcome("ours", "q0", 3, 1, 2),
            outcome("theirs", "q0", 8),
            outcome("ours", "q1", 1),
            outcome("theirs", "q1", 16),
            outcome("ours", "q6"),
            outcome("theirs", "q6", 1));
    new Report(List.of("ours", "theirs"), outcomes, 10_000_000).write(page, "Measured.");
    assertEquals(
        """
        before
        <!-- nexmark begin -->
        Measured.

        | query | ours | theirs | over theirs | memory ours | memory theirs |
        |---|---:|---:|---:|---:|---:|
        | q0 | 5.00 | 1.25 | 4.00× | 2.00 GB | 2.00 GB |
        | q1 | 10.00 | 0.63 | 16.00× | 2.00 GB | 2.00 GB |
        | q6 | – | 10.00 | | | 2.00 GB |
        | geometric mean | | | 8.00× | | |

        ![Events a second](nexmark.svg)

        <!-- nexmark end -->
        after
        """,
        Files.readString(page));
    String chart = Files.readString(folder.resolve("nexmark.svg"));
    assertTrue(chart.startsWith("<svg ") && chart.endsWith("</svg>\n"), chart);
    assertEquals(5, chart.split("font-size=\"9\"", -1).length - 1, "a bar for each value");
  }
}
