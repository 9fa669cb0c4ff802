package io.millrace.bench.nexmark;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What one run took.
 *
 * @param wallNanos from when the query runs to its end, without planning it, where the system does
 *     that apart
 * @param cpuNanos of all the process's threads in that time, and while planning
 * @param heapBytes the most that the heap held
 * @param residentBytes the most memory that the process had, or 0 where the system does not tell
 */
public record Measurement(long wallNanos, long cpuNanos, long heapBytes, long residentBytes) {

  void write(Path file) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("wall", Long.toString(wallNanos));
    properties.setProperty("cpu", Long.toString(cpuNanos));
    properties.setProperty("heap", Long.toString(heapBytes));
    properties.setProperty("resident", Long.toString(residentBytes));
    try (Writer out = Files.newBufferedWriter(file)) {
      properties.store(out, "measured");
    }
  }

  static Measurement read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    return new Measurement(
        Long.parseLong(properties.getProperty("wall")),
        Long.parseLong(properties.getProperty("cpu")),
        Long.parseLong(properties.getProperty("heap")),
        Long.parseLong(properties.getProperty("resident")));
  }

  double wallSeconds() {
    return wallNanos / 1e9;
  }

  double cpuSeconds() {
    return cpuNanos / 1e9;
  }
}
