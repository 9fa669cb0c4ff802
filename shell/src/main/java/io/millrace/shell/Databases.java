package io.millrace.shell;

import java.util.Optional;

/** The URLs of databases. */
final class Databases {
  static final String URL_PREFIX = "jdbc:";
  private static final String EMBEDDED = "jdbc:millrace:";

  private Databases() {}

  /**
   * Returns the URL of a directory, of a URL itself, or of a database in memory that the
   * connections of this process share.
   */
  static String url(Optional<String> place) {
    if (place.isEmpty()) {
      return EMBEDDED + ":memory:shell-" + Long.toHexString(System.nanoTime());
    }
    return place.get().startsWith(URL_PREFIX) ? place.get() : EMBEDDED + place.get();
  }
}
