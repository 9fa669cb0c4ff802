package io.millrace.connector.files;

import io.millrace.batch.Batch;
import io.millrace.connector.Options;
import io.millrace.connector.Reader;
import io.millrace.connector.SourceRequest;
import io.millrace.testing.Rows;
import io.millrace.thread.SpareThreads;
import io.millrace.type.RowType;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads files as the engine would, for tests. */
final class FilesFeed implements AutoCloseable {
  private final Path directory;
  private final Map<String, String> given = new HashMap<>();
  private final RowType type;
  private List<String> metadata;
  private int bufferSize = TextFileCursor.BUFFER;
  private Clock clock = Clock.systemUTC();
  private Reader reader;
  final List<Reader.BadRecord> bad = new ArrayList<>();

  FilesFeed(Path directory, RowType type, String... options) {
    this.directory = directory;
    this.type = type;
    this.metadata = Collections.nCopies(type.size(), null);
    for (int i = 0; i < options.length; i += 2) {
      given.put(options[i], options[i + 1]);
    }
  }

  FilesFeed metadata(String... keys) {
    metadata = new ArrayList<>(Arrays.asList(keys));
    return this;
  }

  FilesFeed buffer(int size) {
    bufferSize = size;
    return this;
  }

  FilesFeed clock(Clock other) {
    clock = other;
    return this;
  }

  Options options() {
    return new Options(given, directory);
  }

  /** Opens a new reader at an offset, in place of the one there is. */
  FilesFeed from(Optional<String> offset) {
    close();
    Options options = options();
    FilesOptions checked = FilesOptions.of(options);
    options.refuseUnknown("connector 'files'");
    RequestedColumns columns =
        new RequestedColumns(
            new SourceRequest(type, metadata, options, SpareThreads.NONE), checked);
    reader =
        new FilesReader(
            checked,
            columns,
            offset.map(ReadFiles::new).orElseGet(ReadFiles::new),
            clock,
            bufferSize);
    return this;
  }

  /** Returns, read again, what the reader has returned so far. */
  List<List<Object>> again() {
    FilesOptions checked = FilesOptions.of(options());
    RequestedColumns columns =
        new RequestedColumns(
            new SourceRequest(type, metadata, options(), SpareThreads.NONE), checked);
    List<List<Object>> rows = new ArrayList<>();
    try (Reader replay = new FilesReplay(checked, columns, reader().offset(), bufferSize)) {
      for (Batch batch = replay.poll(7); batch != null; batch = replay.poll(7)) {
        rows.addAll(Rows.rows(batch));
      }
      bad.addAll(replay.takeBadRecords());
    }
    return rows;
  }

  Reader reader() {
    if (reader == null) {
      from(Optional.empty());
    }
    return reader;
  }

  List<List<Object>> poll(int maxRows) {
    Batch batch = reader().poll(maxRows);
    bad.addAll(reader().takeBadRecords());
    return batch == null ? null : Rows.rows(batch);
  }

  /** Reads until nothing is ready. */
  List<List<Object>> all() {
    List<List<Object>> rows = new ArrayList<>();
    for (List<List<Object>> some = poll(1000); some != null; some = poll(1000)) {
      rows.addAll(some);
    }
    return rows;
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
