package io.millrace.bench.nexmark;

import java.util.Arrays;
import java.util.Locale;

/** What the files of events look like. */
public enum EventFormat {
  /** Parquet, a column for each field: {@code bid_price}. What every system can read. */
  PARQUET("parquet", "events.sql", "*.parquet"),
  /** Parquet with a column of type ROW for each kind of event, as the public definition has it. */
  PARQUET_ROWS("parquet", "events-rows.sql", "*.parquet"),
  /** JSON lines, an object for each kind of event. */
  JSON("json", "events-rows.sql", "*.jsonl");

  private final String option;
  private final String definitions;
  private final String files;

  EventFormat(String option, String definitions, String files) {
    this.option = option;
    this.definitions = definitions;
    this.files = files;
  }

  /** Returns the format of a name such as {@code parquet-rows}. */
  static EventFormat of(String name) {
    return Arrays.stream(values())
        .filter(format -> format.text().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no format '"
                        + name
                        + "'; there are "
                        + Arrays.stream(values()).map(EventFormat::text).toList()));
  }

  /** Returns its name on the command line. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns what connectors call it. */
  public String option() {
    return option;
  }

  /** Returns the resource that declares the events in this format. */
  public String definitions() {
    return definitions;
  }

  /** Returns the pattern of the files' names. */
  public String files() {
    return files;
  }
}
