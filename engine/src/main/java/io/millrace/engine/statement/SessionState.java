package io.millrace.engine.statement;

import io.millrace.engine.catalog.Catalog;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.error.Position;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a session remembers between statements: its schema and its options. */
public final class SessionState {
  private Path directory;
  private boolean restoring;
  private String schema = Catalog.DEFAULT_SCHEMA;
  private ZoneId zone = ZoneOffset.UTC;
  private boolean followChanges = true;

  /**
   * @param directory what relative paths in statements are relative to
   */
  SessionState(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  /** Says that statements are run again that were run before, relative to this directory. */
  void restoreIn(Path path) {
    directory = path;
    restoring = true;
  }

  boolean isRestoring() {
    return restoring;
  }

  String schema() {
    return schema;
  }

  void useSchema(String name) {
    schema = name;
  }

  ZoneId zone() {
    return zone;
  }

  /** Returns whether EMIT CHANGES waits for what is to come, or ends with what there is. */
  boolean followsChanges() {
    return followChanges;
  }

  void set(String key, String value, Position position) {
    switch (key.toLowerCase(Locale.ROOT)) {
      case "time.zone", "timezone" -> {
        try {
          zone = ZoneId.of(value);
        } catch (DateTimeException e) {
          throw new MillraceException(
              ErrorCode.INVALID_PARAMETER_VALUE,
              "time zone '" + value + "' not found; name one like 'UTC' or 'Europe/Vienna'",
              position,
              e);
        }
      }
      case "changes.follow" ->
          followChanges =
              switch (value.toLowerCase(Locale.ROOT)) {
                case "true", "on" -> true;
                case "false", "off" -> false;
                default ->
                    throw new MillraceException(
                        ErrorCode.INVALID_PARAMETER_VALUE,
                        "option 'changes.follow' is '" + value + "'; expected true or false",
                        position);
              };
      default -> throw unknown(key, position);
    }
  }

  void reset(String key, Position position) {
    switch (key.toLowerCase(Locale.ROOT)) {
      case "time.zone", "timezone" -> zone = ZoneOffset.UTC;
      case "changes.follow" -> followChanges = true;
      default -> throw unknown(key, position);
    }
  }

  void resetAll() {
    zone = ZoneOffset.UTC;
    followChanges = true;
  }

  /** Returns all options with their present values. */
  Map<String, String> options() {
    Map<String, String> options = new TreeMap<>();
    options.put("changes.follow", Boolean.toString(followChanges));
    options.put("time.zone", zone.getId());
    return options;
  }

  private static MillraceException unknown(String key, Position position) {
    return new MillraceException(
        ErrorCode.INVALID_OPTION,
        "option '" + key + "' not found; there are changes.follow and time.zone",
        position);
  }
}
