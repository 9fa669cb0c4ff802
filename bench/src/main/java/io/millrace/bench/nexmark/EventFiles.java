package io.millrace.bench.nexmark;

import io.millrace.bench.nexmark.event.EventModel;
import io.millrace.bench.nexmark.event.JsonEvents;
import io.millrace.bench.nexmark.event.ParquetEvents;
import io.millrace.bench.nexmark.event.SideInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files that every system reads.
 *
 * @param folder holds {@code events/} with the files of events, and {@code side_input.csv}
 */
public record EventFiles(Path folder, EventFormat format) {

  /** Returns the folder of the events' files. */
  public Path events() {
    return folder.resolve("events");
  }

  /** Returns the file of the bounded table of q13, 10,000 rows of key and value. */
  public Path sideInput() {
    return folder.resolve("side_input.csv");
  }

  /**
   * Returns files of so many events, writing them where they are not there.
   *
   * @param root holds one folder for each model, number and format
   */
  static EventFiles prepare(Path root, EventModel model, long events, EventFormat format)
      throws IOException {
    String name =
        String.join(
            "-",
            format.text(),
            Long.toString(events),
            "rate" + model.eventsPerSecond(),
            "seed" + model.seed(),
            "disorder" + model.disorder());
    EventFiles files = new EventFiles(root.resolve(name).toAbsolutePath(), format);
    Path complete = files.folder.resolve("complete");
    if (!Files.exists(complete)) {
      Folders.delete(files.folder);
      Files.createDirectories(files.folder);
      if (format == EventFormat.JSON) {
        JsonEvents.write(files.events(), model, events);
      } else {
        ParquetEvents.write(files.events(), model, events, format == EventFormat.PARQUET);
      }
      SideInput.write(files.sideInput());
      Files.createFile(complete);
    }
    return files;
  }
}
