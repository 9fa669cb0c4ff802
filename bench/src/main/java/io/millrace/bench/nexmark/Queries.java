package io.millrace.bench.nexmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The texts of the queries, as resources: ours, and another system's where it says it otherwise.
 */
public final class Queries {
  /** The names of all queries. */
  public static final List<String> ALL =
      IntStream.rangeClosed(0, 23).mapToObj(number -> "q" + number).toList();

  private Queries() {}

  /**
   * Returns a query's text.
   *
   * @param dialect a folder of resources that is looked into first
   */
  public static String query(String name, String dialect) {
    String own = read(dialect + "/" + name + ".sql");
    String text = own == null ? read(name + ".sql") : own;
    if (text == null) {
      throw new IllegalArgumentException("no query '" + name + "'; there are " + ALL);
    }
    return text.strip();
  }

  /**
   * Returns the statements that define what the queries read.
   *
   * @param resource which of the dialect's resources has them
   * @param values what stands for {@code ${name}}
   */
  public static List<String> definitions(
      String dialect, String resource, Map<String, String> values) {
    String text = read(dialect + "/" + resource);
    if (text == null) {
      throw new IllegalArgumentException(dialect + " cannot read this format of events");
    }
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("${" + value.getKey() + "}", value.getValue());
    }
    return Arrays.stream(text.split(";")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  /** Returns a resource's text, or null where there is none. */
  static String read(String resource) {
    try (InputStream in = Queries.class.getResourceAsStream(resource)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
