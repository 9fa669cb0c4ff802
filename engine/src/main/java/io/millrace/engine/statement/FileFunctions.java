package io.millrace.engine.statement;

import io.millrace.batch.Batch;
import io.millrace.connector.Connector;
import io.millrace.connector.Options;
import io.millrace.connector.Source;
import io.millrace.connector.SourceRequest;
import io.millrace.engine.flow.ReadPoint;
import io.millrace.engine.flow.ScanReader;
import io.millrace.engine.flow.VirtualDataset;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.type.Projection;
import io.millrace.type.RowType;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Files as tables without declaring them: {@code read_files}, {@code read_csv} and the like. */
final class FileFunctions {
  private static final Map<String, String> FORMATS =
      Map.of("read_csv", "csv", "read_json", "json", "read_parquet", "parquet");

  private final Engine engine;
  private final Path directory;

  /**
   * @param directory what relative paths are relative to
   */
  FileFunctions(Engine engine, Path directory) {
    this.engine = engine;
    this.directory = directory;
  }

  /** Returns what a function reads, or empty where there is no such function. */
  Optional<VirtualDataset> call(String function, List<Object> arguments) {
    String name = function.toLowerCase(Locale.ROOT);
    if (!name.equals("read_files") && !FORMATS.containsKey(name)) {
      return Optional.empty();
    }
    if (arguments.size() != 1 || !(arguments.get(0) instanceof String path)) {
      throw new MillraceException(
          ErrorCode.INVALID_PARAMETER_VALUE,
          name
              + " takes one text: the path of a file or folder, or a pattern such as"
              + " 'data/*.json'");
    }
    Map<String, String> given = new HashMap<>();
    given.put("connector", "files");
    given.put("path", path);
    // What is there now, to its last byte.
    given.put("watch", "false");
    if (FORMATS.containsKey(name)) {
      given.put("format", FORMATS.get(name));
    }
    Options options = new Options(given, directory);
    Connector files = engine.connectors().find(options.require("connector"));
    RowType type = files.inferSchema(options);
    List<String> metadata = Collections.nCopies(type.size(), null);
    return Optional.of(
        new VirtualDataset(
            name + "('" + path + "')",
            type,
            new Files(files, new SourceRequest(type, metadata, options, engine.spare()))));
  }

  /** The rows of files, read when they are asked for. */
  private record Files(Connector connector, SourceRequest request) implements ReadPoint {
    @Override
    public void scan(int[] columns, Consumer<Batch> take) {
      scan(columns, Projection.whole(), take);
    }

    @Override
    public void scan(int[] columns, Projection needed, Consumer<Batch> take) {
      try (Source source = connector.openSource(request)) {
        ScanReader.readAll(source, needed, batch -> take.accept(batch.select(columns)));
      }
    }

    @Override
    public long size() {
      try (Source source = connector.openSource(request)) {
        return source.size().orElse(Long.MAX_VALUE);
      }
    }
  }
}
