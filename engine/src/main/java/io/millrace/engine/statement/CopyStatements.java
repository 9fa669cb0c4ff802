package io.millrace.engine.statement;

import io.millrace.batch.Batch;
import io.millrace.connector.Connector;
import io.millrace.connector.Options;
import io.millrace.connector.Source;
import io.millrace.connector.SourceRequest;
import io.millrace.connector.files.FileExport;
import io.millrace.engine.catalog.TableSpec;
import io.millrace.engine.flow.ScanReader;
import io.millrace.engine.flow.VirtualDataset;
import io.millrace.engine.result.Result;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.parser.statement.Change;
import io.millrace.parser.statement.Identifier;
import io.millrace.parser.statement.Looking;
import io.millrace.parser.statement.Option;
import io.millrace.parser.text.SourcePosition;
import io.millrace.planner.PlannedQuery;
import io.millrace.planner.Purpose;
import io.millrace.planner.QueryPlanner;
import io.millrace.type.Field;
import io.millrace.type.Projection;
import io.millrace.type.RowType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** COPY: rows of a query to a file, rows of files into a table. */
final class CopyStatements {
  /** The name under which the INSERT that a COPY stands for finds the files' rows. */
  private static final String ROWS = "copied$rows";

  private final Engine engine;
  private final Path directory;
  private final SessionCatalog catalog;

  /**
   * @param directory what relative paths are relative to
   */
  CopyStatements(Engine engine, Path directory, SessionCatalog catalog) {
    this.engine = engine;
    this.directory = directory;
    this.catalog = catalog;
  }

  private Options options(List<Option> given, String file) {
    for (Option option : given) {
      if (option.key().equals("path") || option.key().equals("watch")) {
        throw new MillraceException(
            ErrorCode.INVALID_OPTION,
            "option '" + option.key() + "' has no place in COPY",
            Errors.at(option.position()));
      }
    }
    Map<String, String> all = Option.asMap(given);
    all.put("path", file);
    return new Options(all, directory);
  }

  // ---- TO ----

  Result to(Looking.CopyTo copy, QueryPlanner planner, QueryRunner runner) {
    Options options = options(copy.options(), copy.file());
    FileExport export =
        placed(
            copy.options(),
            copy.filePosition(),
            () -> {
              FileExport made = new FileExport(options);
              options.refuseUnknown("COPY … TO");
              return made;
            });
    PlannedQuery plan = planner.plan(copy.query(), Purpose.SNAPSHOT);
    runner.awaitViews(catalog.objectsRead());
    List<Batch> rows = runner.snapshot(plan);
    placed(
        copy.options(),
        copy.filePosition(),
        () -> {
          export.write(plan.type(), rows);
          return null;
        });
    long count = 0;
    for (Batch batch : rows) {
      for (int row = 0; row < batch.size(); row++) {
        count += batch.weight(row);
      }
    }
    return new Result.Count("COPY", count);
  }

  private static <T> T placed(List<Option> options, SourcePosition file, Supplier<T> action) {
    return OptionErrors.placed(options, file, action);
  }

  // ---- FROM ----

  /** Returns the INSERT that a COPY stands for; its source is read when it runs. */
  Change.Insert from(Change.CopyFrom copy, TableSpec spec) {
    RowType type = columns(copy.columns(), spec);
    // What is there now, to its last byte.
    Options options = options(copy.options(), copy.file());
    Map<String, String> bounded = new HashMap<>(options.asMap());
    bounded.put("watch", "false");
    Options asked = new Options(bounded, directory);
    Connector files = engine.connectors().find("files");
    List<String> metadata = Collections.nCopies(type.size(), null);
    SourceRequest request = new SourceRequest(type, metadata, asked, engine.spare());
    // A file that is not there, or an option that is not known, is refused before anything runs.
    placed(
        copy.options(),
        copy.filePosition(),
        () -> {
          try (Source source = files.openSource(request)) {
            asked.refuseUnknown("COPY … FROM");
            return source.isBounded();
          }
        });
    catalog.provide(
        ROWS,
        new VirtualDataset(
            "file '" + copy.file() + "'",
            type,
            (columns, take) -> {
              try (Source source = files.openSource(request)) {
                ScanReader.readAll(
                    source, Projection.whole(), batch -> take.accept(batch.select(columns)));
              }
            }));
    return new Change.Insert(
        copy.position(),
        copy.text(),
        copy.table(),
        copy.columns(),
        EmbeddedSql.of("SELECT * FROM " + ROWS + "()"),
        Optional.empty());
  }

  /** Returns the columns that the files fill, which may lack values. */
  private static RowType columns(List<Identifier> named, TableSpec spec) {
    List<Field> fields = new ArrayList<>();
    if (named.isEmpty()) {
      for (int column : spec.deliveredColumns()) {
        fields.add(spec.type().field(column));
      }
    }
    for (Identifier name : named) {
      int column = spec.type().indexOf(name.name());
      if (column < 0) {
        throw new MillraceException(
            ErrorCode.UNDEFINED_COLUMN,
            "column '" + name.name() + "' not found",
            Errors.at(name.position()));
      }
      fields.add(spec.type().field(column));
    }
    return new RowType(fields.stream().map(field -> Field.of(field.name(), field.type())).toList());
  }
}
