package io.millrace.engine.statement;

import io.millrace.batch.Batch;
import io.millrace.engine.catalog.CatalogObject;
import io.millrace.engine.catalog.CatalogObject.MaterializedViewObject;
import io.millrace.engine.catalog.CatalogObject.SinkObject;
import io.millrace.engine.catalog.CatalogObject.StreamObject;
import io.millrace.engine.catalog.CatalogObject.TableObject;
import io.millrace.engine.catalog.TableSpec;
import io.millrace.engine.flow.Pipeline;
import io.millrace.engine.flow.StoredDataset;
import io.millrace.engine.result.Result;
import io.millrace.engine.result.RowCursor;
import io.millrace.engine.result.TextRows;
import io.millrace.error.MillraceException;
import io.millrace.lake.TableVersion;
import io.millrace.parser.statement.EmitMode;
import io.millrace.parser.statement.Looking;
import io.millrace.parser.statement.ObjectKind;
import io.millrace.parser.statement.QualifiedName;
import io.millrace.planner.PlannedQuery;
import io.millrace.planner.Purpose;
import io.millrace.planner.QueryPlanner;
import io.millrace.planner.function.FunctionTable;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Queries, SHOW, DESCRIBE and EXPLAIN. */
final class LookingStatements {
  private final Engine engine;
  private final SessionState session;
  private final Names names;
  private final SessionCatalog catalog;
  private final QueryPlanner planner;
  private final QueryRunner runner;

  LookingStatements(
      Engine engine,
      SessionState session,
      SessionCatalog catalog,
      QueryPlanner planner,
      QueryRunner runner) {
    this.engine = engine;
    this.session = session;
    this.names = new Names(engine.catalog(), session.schema());
    this.catalog = catalog;
    this.planner = planner;
    this.runner = runner;
  }

  Result execute(Looking looking) {
    if (looking instanceof Looking.Query query) {
      return query(query);
    } else if (looking instanceof Looking.Show show) {
      return show(show);
    } else if (looking instanceof Looking.ShowCreate show) {
      return showCreate(show);
    } else if (looking instanceof Looking.Describe describe) {
      return describe(describe);
    } else if (looking instanceof Looking.DescribeHistory history) {
      return history(history);
    } else if (looking instanceof Looking.Explain explain) {
      return new Explanations(catalog, planner, runner).execute(explain);
    }
    return new CopyStatements(engine, session.directory(), catalog)
        .to((Looking.CopyTo) looking, planner, runner);
  }

  private Result query(Looking.Query query) {
    if (query.emit() == EmitMode.NONE) {
      PlannedQuery plan = planner.plan(query.query(), Purpose.SNAPSHOT);
      runner.awaitViews(catalog.objectsRead());
      refuseStopped();
      return runner.rows(plan);
    }
    PlannedQuery plan = planner.plan(query.query(), purpose(query.emit()));
    runner.awaitViews(catalog.objectsRead());
    return runner.follow(plan, !session.followsChanges());
  }

  /** A stream whose feed has stopped has no answer that would be true. */
  private void refuseStopped() {
    for (CatalogObject object : catalog.objectsRead()) {
      if (object instanceof StreamObject stream) {
        stream
            .dataset()
            .feed()
            .failure()
            .ifPresent(
                error -> {
                  throw new MillraceException(error.code(), error.getMessage(), error);
                });
      }
    }
  }

  static Purpose purpose(EmitMode emit) {
    return switch (emit) {
      case NONE -> Purpose.SNAPSHOT;
      case CHANGES -> Purpose.CONTINUOUS;
      case ON_WINDOW_CLOSE -> Purpose.CONTINUOUS_ON_CLOSE;
    };
  }

  static Result rows(RowType type, Batch batch) {
    return new Result.Rows(type, RowCursor.of(batch.isEmpty() ? List.of() : List.of(batch)), false);
  }

  static RowType texts(String... columns) {
    List<Field> fields = new ArrayList<>();
    for (String column : columns) {
      fields.add(Field.of(column, Type.VARCHAR));
    }
    return new RowType(fields);
  }

  // ---- SHOW ----

  private Result show(Looking.Show show) {
    Predicate<String> like = like(show.like().orElse(null));
    String in = show.name().map(name -> name.last().name()).orElse(null);
    switch (show.kind()) {
      case TABLES:
        return objects(
            like,
            in,
            ObjectKind.TABLE,
            ObjectKind.STREAM,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW);
      case STREAMS:
        return objects(like, in, ObjectKind.STREAM);
      case VIEWS:
        return objects(like, in, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW);
      case MATERIALIZED_VIEWS:
        return objects(like, in, ObjectKind.MATERIALIZED_VIEW);
      case SINKS:
        return objects(like, in, ObjectKind.SINK);
      case SCHEMAS:
        RowType schemaType = texts("schema");
        TextRows schemas = new TextRows(schemaType);
        engine.catalog().schemas().stream().filter(like).forEach(schemas::add);
        return rows(schemaType, schemas.build());
      case PIPELINES:
        return pipelines(like);
      case FUNCTIONS:
        return functions(like);
      case COLUMNS:
        return columns(show.name().orElseThrow(), like);
      case OPTIONS:
        RowType optionType = texts("option", "value");
        TextRows options = new TextRows(optionType);
        session.options().forEach(options::add);
        return rows(optionType, options.build());
    }
    throw new IllegalStateException("SHOW " + show.kind());
  }

  private static Predicate<String> like(String pattern) {
    if (pattern == null) {
      return name -> true;
    }
    StringBuilder regex = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
    }
    Pattern compiled = Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    return name -> compiled.matcher(name).matches();
  }

  private Result objects(Predicate<String> like, String schema, ObjectKind... kinds) {
    RowType type = texts("schema", "name", "kind");
    TextRows rows = new TextRows(type);
    List<ObjectKind> wanted = List.of(kinds);
    engine.catalog().objects().stream()
        .filter(object -> wanted.contains(object.kind()))
        .filter(object -> like.test(object.name().name()))
        .filter(object -> schema == null || object.name().schema().equalsIgnoreCase(schema))
        .sorted((a, b) -> a.name().key().compareTo(b.name().key()))
        .forEach(
            object ->
                rows.add(object.name().schema(), object.name().name(), object.kind().toString()));
    return rows(type, rows.build());
  }

  private Result pipelines(Predicate<String> like) {
    RowType type = texts("name", "kind", "status", "late_rows", "error");
    TextRows rows = new TextRows(type);
    for (CatalogObject object : engine.catalog().objects()) {
      Pipeline pipeline =
          object instanceof MaterializedViewObject view
              ? view.pipeline()
              : object instanceof SinkObject sink ? sink.pipeline() : null;
      if (pipeline != null && like.test(object.name().name())) {
        rows.add(
            object.name().toString(),
            object.kind().toString(),
            pipeline.status().name().toLowerCase(Locale.ROOT),
            Long.toString(pipeline.lateRows()),
            pipeline.failure().map(MillraceException::describe).orElse(null));
      }
    }
    return rows(type, rows.build());
  }

  private static Result functions(Predicate<String> like) {
    RowType type = texts("name", "signature", "description", "example");
    TextRows rows = new TextRows(type);
    FunctionTable.entries().stream()
        .filter(entry -> like.test(entry.name()))
        .forEach(
            entry ->
                rows.add(entry.name(), entry.signature(), entry.description(), entry.example()));
    return rows(type, rows.build());
  }

  private Result columns(QualifiedName name, Predicate<String> like) {
    Optional<RowType> system = catalog.systemTable(names.resolve(name));
    CatalogObject object = system.isPresent() ? null : names.require(name, "object");
    RowType type = texts("column", "type", "nullable", "extra");
    TextRows rows = new TextRows(type);
    RowType columns = system.isPresent() ? system.get() : object.columns();
    for (int i = 0; i < columns.size(); i++) {
      if (like.test(columns.field(i).name())) {
        rows.add(
            columns.field(i).name(),
            columns.type(i).sql(),
            columns.field(i).nullable() ? "YES" : "NO",
            extra(object, i));
      }
    }
    return rows(type, rows.build());
  }

  private static String extra(CatalogObject object, int column) {
    TableSpec spec =
        object instanceof TableObject table
            ? table.spec()
            : object instanceof StreamObject stream ? stream.spec() : null;
    if (spec == null) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    if (spec.primaryKey().contains(column)) {
      parts.add("PRIMARY KEY");
    }
    TableSpec.Column source = spec.columns().get(column);
    source.generatedAs().ifPresent(text -> parts.add("GENERATED ALWAYS AS (" + text + ")"));
    source.metadataKey().ifPresent(key -> parts.add("METADATA FROM '" + key + "'"));
    source.defaultValue().ifPresent(text -> parts.add("DEFAULT " + text));
    spec.watermark()
        .filter(mark -> mark.column() == column)
        .ifPresent(mark -> parts.add("WATERMARK AS " + mark.expression()));
    return String.join(", ", parts);
  }

  private Result showCreate(Looking.ShowCreate show) {
    CatalogObject object = names.require(show.name(), "object");
    if (show.kind().isPresent() && show.kind().get() != object.kind()) {
      throw Errors.wrongKind(
          object, show.kind().get().toString().toLowerCase(Locale.ROOT), show.name().position());
    }
    RowType type = texts("statement");
    return rows(type, new TextRows(type).add(object.definition()).build());
  }

  // ---- DESCRIBE ----

  private Result describe(Looking.Describe describe) {
    if (!describe.extended()) {
      return columns(describe.name(), name -> true);
    }
    CatalogObject object = names.require(describe.name(), "object");
    RowType type = texts("property", "value");
    TextRows rows = new TextRows(type);
    rows.add("name", object.name().schema() + "." + object.name().name());
    rows.add("kind", object.kind().toString());
    StoredDataset stored =
        object instanceof TableObject table
            ? table.table().dataset()
            : object instanceof MaterializedViewObject view ? view.contents() : null;
    if (stored != null) {
      rows.add("location", engine.folder(object.name()).toString());
      rows.add("version", Long.toString(stored.lake().version()));
      rows.add("rows", Long.toString(stored.lake().snapshot().rowCount()));
    }
    rows.add(
        "reads",
        String.join(", ", object.reads().stream().map(Object::toString).sorted().toList()));
    rows.add(
        "read by",
        String.join(
            ", ",
            engine.catalog().readersOf(object.name()).stream()
                .map(reader -> reader.name().toString())
                .toList()));
    rows.add("definition", object.definition());
    return rows(type, rows.build());
  }

  private Result history(Looking.DescribeHistory history) {
    CatalogObject object = names.require(history.name(), "table");
    StoredDataset stored;
    if (object instanceof TableObject table) {
      stored = table.table().dataset();
    } else if (object instanceof MaterializedViewObject view) {
      engine.flow().awaitFilled(view.pipeline());
      stored = view.contents();
    } else {
      throw Errors.wrongKind(
          object, "table or materialized view, and has no versions", history.name().position());
    }
    engine.flow().checkpoint();
    RowType type =
        RowType.of(
            Field.required("version", Type.BIGINT),
            Field.required("timestamp", Type.TIMESTAMPTZ),
            Field.required("operation", Type.VARCHAR),
            Field.of("rows_added", Type.BIGINT),
            Field.of("rows_removed", Type.BIGINT),
            Field.of("epoch", Type.BIGINT));
    TextRows rows = new TextRows(type);
    for (TableVersion version : stored.lake().history()) {
      rows.add(
          version.version(),
          version.timestamp(),
          version.operation(),
          metric(version, "numOutputRows"),
          metric(version, "numDeletedRows"),
          version.epoch().isPresent() ? version.epoch().getAsLong() : null);
    }
    return rows(type, rows.build());
  }

  private static Long metric(TableVersion version, String name) {
    String value = version.metrics().get(name);
    return value == null ? null : Long.valueOf(value);
  }
}
