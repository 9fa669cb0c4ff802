package io.millrace.connector.files;

import io.millrace.batch.Batch;
import io.millrace.connector.Options;
import io.millrace.connector.Reader;
import io.millrace.connector.SourceRequest;
import io.millrace.thread.SpareThreads;
import io.millrace.type.RowType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a small Parquet file once in a process, in the background. What reading Parquet needs, some
 * three hundred classes and the library of Snappy, takes a fifth of a second to load: it is there
 * then when the first rows are asked for, having been loaded while statements were still planned.
 *
 * <p>The file is a resource, as DuckDB writes it: values that repeat and values that do not, in a
 * row or not, compressed with Snappy.
 */
final class ParquetRehearsal {
  static final String FILE = "rehearsal.parquet";

  private static final Logger LOG = LoggerFactory.getLogger(ParquetRehearsal.class);
  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private ParquetRehearsal() {}

  /** Begins it, unless it has been. */
  static void begin() {
    if (BEGUN.compareAndSet(false, true)) {
      Thread thread = new Thread(ParquetRehearsal::tryRead, "millrace-rehearsal");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void tryRead() {
    try {
      Path file = Files.createTempFile("millrace-", ".parquet");
      try {
        read(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException | RuntimeException | LinkageError e) {
      // Whoever reads a file in earnest is told what is wrong.
      LOG.debug("Nothing could be rehearsed", e);
    }
  }

  /**
   * Reads the resource.
   *
   * @param copy takes its bytes
   * @return how many rows it has
   */
  static long read(Path copy) throws IOException {
    try (InputStream resource = ParquetRehearsal.class.getResourceAsStream(FILE)) {
      Files.copy(resource, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    Options given =
        new Options(Map.of("path", copy.toString(), "format", "parquet"), copy.getParent());
    FilesOptions options = FilesOptions.of(given);
    RowType type = SchemaSampler.infer(options);
    SourceRequest request =
        new SourceRequest(type, Collections.nCopies(type.size(), null), given, SpareThreads.NONE);
    FilesSource source =
        new FilesSource(options, new RequestedColumns(request, options), Clock.systemUTC());
    long rows = 0;
    try (Reader reader = source.read(Optional.empty())) {
      for (Batch batch = reader.poll(1024); batch != null; batch = reader.poll(1024)) {
        rows += batch.size();
        reader.offset();
      }
    }
    return rows;
  }
}
