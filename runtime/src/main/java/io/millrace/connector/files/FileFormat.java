package io.millrace.connector.files;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is in a file, and the suffixes that say so. */
enum FileFormat {
  JSON(".json", ".jsonl", ".ndjson"),
  CSV(".csv", ".tsv"),
  PARQUET(".parquet");

  private final List<String> suffixes;

  FileFormat(String... suffixes) {
    this.suffixes = List.of(suffixes);
  }

  /** Returns the name that users write. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the format that a file's name, or a pattern of names, ends with. */
  static Optional<FileFormat> ofName(String name) {
    String plain = Compression.ofName(name).strip(name).toLowerCase(Locale.ROOT);
    for (FileFormat format : values()) {
      if (format.suffixes.stream().anyMatch(plain::endsWith)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
