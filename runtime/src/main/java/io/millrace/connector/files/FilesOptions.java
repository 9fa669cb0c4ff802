package io.millrace.connector.files;

import io.millrace.connector.Options;
import io.millrace.connector.format.ValueFormats;
import io.millrace.connector.format.csv.CsvDialect;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a definition says about files, checked.
 *
 * @param location where the files are; of a folder or glob whose format was guessed, only those of
 *     that format
 * @param isByTime whether files are read in the order of their modification rather than their name
 * @param isWatched whether files, and bytes, may still come
 * @param isFailing whether a malformed record is an error rather than counted
 * @param settleTime how long a file must have been left alone before its last line is taken for
 *     whole without a line end
 */
record FilesOptions(
    FileLocation location,
    FileFormat format,
    boolean isByTime,
    boolean isWatched,
    boolean isFailing,
    Duration settleTime,
    CsvDialect csv,
    ValueFormats values) {

  static FilesOptions of(Options options) {
    options.find("connector");
    String path = options.require("path");
    Optional<FileFormat> declared =
        options
            .find("format")
            .map(
                name ->
                    FileFormat.valueOf(
                        options
                            .choice("format", "", "json", "csv", "parquet")
                            .toUpperCase(Locale.ROOT)));
    FileLocation everything = FileLocation.of(path, options.directory());
    FileFormat format = declared.orElseGet(() -> guess(path, everything));
    FileLocation location =
        declared.isPresent()
            ? everything
            : everything.only(
                name -> FileFormat.ofName(name).filter(found -> found == format).isPresent());
    boolean isTabbed = Compression.ofName(path).strip(path).endsWith(".tsv");
    return new FilesOptions(
        location,
        format,
        options.choice("order", "name", "name", "time").equals("time"),
        options.flag("watch", !location.isSingleFile()),
        options.choice("malformed", "count", "count", "fail").equals("fail"),
        options.duration("settle.time", Duration.ofSeconds(10)),
        CsvDialect.of(options, isTabbed ? '\t' : ','),
        ValueFormats.of(options));
  }

  private static FileFormat guess(String path, FileLocation location) {
    Optional<FileFormat> byPath = FileFormat.ofName(path);
    if (byPath.isPresent()) {
      return byPath.get();
    }
    Set<FileFormat> found = new TreeSet<>();
    for (FoundFile file : location.list()) {
      FileFormat.ofName(file.key()).ifPresent(found::add);
    }
    if (found.size() == 1) {
      return found.iterator().next();
    }
    throw FileErrors.invalid(
        found.isEmpty()
            ? "the format of '"
                + path
                + "' cannot be told from names; say it, e.g. 'format' = 'json' (there are "
                + names(Arrays.asList(FileFormat.values()))
                + ")"
            : "'"
                + path
                + "' holds files of several formats ("
                + names(found)
                + "); say which to read, e.g. 'format' = '"
                + found.iterator().next().text()
                + "', and name them with a pattern such as '*.json'");
  }

  private static String names(Iterable<FileFormat> formats) {
    StringBuilder names = new StringBuilder();
    for (FileFormat format : formats) {
      names.append(names.isEmpty() ? "" : ", ").append(format.text());
    }
    return names.toString();
  }
}
