package io.millrace.jdbc;

import io.millrace.connector.Options;
import io.millrace.engine.flow.DatabaseOptions;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * A connection's URL and properties, read.
 *
 * <p>{@code jdbc:millrace:DIRECTORY}, {@code jdbc:millrace::memory:} (a database of the
 * connection's own) or {@code jdbc:millrace::memory:NAME} (shared by name within the process); then
 * {@code ?key=value&key=value}. Keys: {@code workers}, {@code epoch.interval}, {@code step.rows},
 * {@code step.seed}, {@code durable}, {@code directory} (what relative paths are relative to).
 */
record JdbcUrl(DatabaseOptions options, String memoryName) {
  static final String PREFIX = "jdbc:millrace:";
  private static final String MEMORY = ":memory:";

  static JdbcUrl parse(String url, Properties properties) {
    String rest = url.substring(PREFIX.length());
    Map<String, String> given = new HashMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (!key.equals("user") && !key.equals("password")) {
        given.put(key, properties.getProperty(key));
      }
    }
    int question = rest.indexOf('?');
    if (question >= 0) {
      for (String pair : rest.substring(question + 1).split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          given.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
        }
      }
      rest = rest.substring(0, question);
    }
    if (rest.isEmpty()) {
      throw new MillraceException(
          ErrorCode.INVALID_OPTION,
          "the URL names no database; write jdbc:millrace:DIRECTORY or jdbc:millrace::memory:");
    }
    Options options = new Options(given, Path.of("").toAbsolutePath());
    boolean memory = rest.startsWith(MEMORY);
    DatabaseOptions database =
        memory ? DatabaseOptions.memory() : DatabaseOptions.at(directory(rest));
    database = configured(database, options);
    options.refuseUnknown("a connection");
    return new JdbcUrl(database, memory ? rest.substring(MEMORY.length()) : "");
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static Path directory(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new MillraceException(
          ErrorCode.INVALID_OPTION, "'" + text + "' is no directory: " + e.getReason(), e);
    }
  }

  private static DatabaseOptions configured(DatabaseOptions base, Options options) {
    DatabaseOptions database =
        base.withWorkers((int) options.integer("workers", base.workers(), 1, 256))
            .withStepRows((int) options.integer("step.rows", base.stepRows(), 1, 10_000_000))
            .withEpochInterval(options.duration("epoch.interval", base.epochInterval()))
            .withDurable(options.flag("durable", base.durable()));
    if (options.find("step.seed").isPresent()) {
      database =
          database.withStepSeed(options.integer("step.seed", 0, Long.MIN_VALUE, Long.MAX_VALUE));
    }
    if (database.epochInterval().compareTo(Duration.ofMillis(1)) < 0) {
      database = database.withEpochInterval(Duration.ofMillis(1));
    }
    return options.find("directory").isPresent()
        ? database.withBaseDirectory(directory(options.require("directory")).toAbsolutePath())
        : database;
  }
}
