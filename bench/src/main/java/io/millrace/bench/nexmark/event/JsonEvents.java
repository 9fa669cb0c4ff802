package io.millrace.bench.nexmark.event;

import io.millrace.batch.Batch;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes events to files of JSON lines, a million each, which follow each other by name. */
public final class JsonEvents {
  private static final long FILE_ROWS = 1_000_000;
  private static final int BATCH_ROWS = 8192;

  private JsonEvents() {}

  /**
   * Writes the first events of a model.
   *
   * @param folder is made if it is not there; should be empty
   */
  public static void write(Path folder, EventModel model, long events) throws IOException {
    Files.createDirectories(folder);
    EventColumns columns = new EventColumns(model);
    JsonLines lines = new JsonLines();
    for (long from = 0; from < events; from += FILE_ROWS) {
      String name = String.format(Locale.ROOT, "events-%05d.jsonl", from / FILE_ROWS);
      long to = Math.min(events, from + FILE_ROWS);
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)), 1 << 16)) {
        for (long at = from; at < to; at += BATCH_ROWS) {
          Batch batch = columns.events(at, Math.min(to, at + BATCH_ROWS));
          lines.write(batch, out);
        }
      }
    }
  }
}
