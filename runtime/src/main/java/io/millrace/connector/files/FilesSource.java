package io.millrace.connector.files;

import io.millrace.connector.Reader;
import io.millrace.connector.Source;
import io.millrace.type.Projection;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;

/** Files as a source. */
final class FilesSource implements Source {
  private final FilesOptions options;
  private final RequestedColumns columns;
  private final Clock clock;

  FilesSource(FilesOptions options, RequestedColumns columns, Clock clock) {
    this.options = options;
    this.columns = columns;
    this.clock = clock;
  }

  @Override
  public Reader read(Optional<String> offset) {
    return read(offset, Projection.whole());
  }

  @Override
  public Reader read(Optional<String> offset, Projection needed) {
    return new FilesReader(
        options,
        columns.needed(needed),
        offset.map(ReadFiles::new).orElseGet(ReadFiles::new),
        clock,
        TextFileCursor.BUFFER);
  }

  @Override
  public Reader readUntil(String offset) {
    return readUntil(offset, Projection.whole());
  }

  @Override
  public Reader readUntil(String offset, Projection needed) {
    return new FilesReplay(options, columns.needed(needed), offset, TextFileCursor.BUFFER);
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(options.location().list().stream().mapToLong(FoundFile::size).sum());
  }

  @Override
  public boolean isBounded() {
    return !options.isWatched();
  }

  @Override
  public void close() {
    // Readers close their files.
  }
}
