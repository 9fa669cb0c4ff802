package io.millrace.connector.files;

import java.nio.file.Path;

/**
 * A file as a listing found it.
 *
 * @param key its path below where the listing began, with {@code /} between names: what it is
 *     remembered by
 * @param size in bytes, as stored
 * @param modified microseconds since 1970-01-01 UTC
 */
record FoundFile(Path path, String key, long size, long modified) {

  Compression compression() {
    return Compression.ofName(key);
  }

  String name() {
    return path.getFileName().toString();
  }
}
