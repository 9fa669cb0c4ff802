package io.millrace.bench.nexmark.event;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bounded table that q13 joins: keys from 0 to 9,999, each with a value. */
public final class SideInput {
  private static final int ROWS = 10_000;

  private SideInput() {}

  /** Writes the table as CSV, its column names first. */
  public static void write(Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write("key,value\n");
      for (int key = 0; key < ROWS; key++) {
        out.write(key + ",value-" + key + "\n");
      }
    }
  }
}
