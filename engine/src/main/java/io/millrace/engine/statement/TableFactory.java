package io.millrace.engine.statement;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.LongColumn;
import io.millrace.connector.Connector;
import io.millrace.connector.Options;
import io.millrace.connector.Source;
import io.millrace.connector.SourceRequest;
import io.millrace.engine.catalog.CatalogObject.StreamObject;
import io.millrace.engine.catalog.CatalogObject.TableObject;
import io.millrace.engine.catalog.ObjectName;
import io.millrace.engine.catalog.TableSpec;
import io.millrace.engine.flow.Feed;
import io.millrace.engine.flow.SourceWatermark;
import io.millrace.engine.flow.StoredDataset;
import io.millrace.engine.flow.StoredTable;
import io.millrace.engine.flow.StreamDataset;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.lake.LakeTable;
import io.millrace.operator.Predicate;
import io.millrace.operator.Transform;
import io.millrace.operator.UpsertOperator;
import io.millrace.operator.time.Watermark;
import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.parser.statement.Identifier;
import io.millrace.parser.statement.Option;
import io.millrace.parser.statement.TableDefinition;
import io.millrace.parser.text.SourcePosition;
import io.millrace.planner.PlannedExpressions;
import io.millrace.planner.PlannedWatermark;
import io.millrace.planner.QueryPlanner;
import io.millrace.planner.RowScope;
import io.millrace.type.Field;
import io.millrace.type.Projection;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes tables and streams of their definitions. */
final class TableFactory {
  /** The option that says what a table with a primary key does with a key that is there. */
  private static final String ON_CONFLICT = "on.conflict";

  private final Engine engine;
  private final QueryPlanner planner;
  private final Path directory;
  private final boolean restoring;

  /**
   * @param directory what relative paths are relative to
   * @param restoring whether objects are made again that were made before: a source that cannot be
   *     opened then stops its feed alone
   */
  TableFactory(Engine engine, QueryPlanner planner, Path directory, boolean restoring) {
    this.engine = engine;
    this.planner = planner;
    this.directory = directory;
    this.restoring = restoring;
  }

  // ---- What it looks like ----

  /** Resolves a definition; columns that are not declared are inferred from the data. */
  TableSpec spec(
      TableDefinition definition,
      List<Identifier> partitionedBy,
      List<Option> options,
      SourcePosition position) {
    List<Field> fields = new ArrayList<>();
    List<TableSpec.Column> columns = new ArrayList<>();
    boolean inferred =
        definition.columns().stream()
            .allMatch(c -> c.generatedAs().isPresent() || c.metadataKey().isPresent());
    if (inferred) {
      if (options.isEmpty()) {
        throw Errors.invalid(
            "a table needs columns: declare them, or name a connector in WITH (…) or a query after"
                + " AS",
            position);
      }
      Options given = options(options);
      RowType found = OptionErrors.placed(options, () -> connector(given).inferSchema(given));
      for (Field field : found.fields()) {
        fields.add(field);
        columns.add(new TableSpec.Column(Optional.empty(), Optional.empty(), Optional.empty()));
      }
    }
    addDeclared(definition, fields, columns);
    RowType type = new RowType(fields);
    List<Integer> key = new ArrayList<>();
    for (Identifier column : definition.primaryKey()) {
      int index = indexOf(type, column);
      key.add(index);
      Field field = type.field(index);
      fields.set(index, Field.required(field.name(), field.type()));
    }
    type = new RowType(fields);
    return new TableSpec(
        type,
        columns,
        key,
        definition.checks(),
        definition.expectations(),
        watermark(definition, type),
        partitions(partitionedBy, type));
  }

  private void addDeclared(
      TableDefinition definition, List<Field> fields, List<TableSpec.Column> columns) {
    for (TableDefinition.Column column : definition.columns()) {
      Type type;
      if (column.type().isPresent()) {
        type = planner.type(column.type().get());
      } else {
        RowScope scope = RowScope.of("columns", new RowType(fields));
        type =
            planner
                .expressions(
                    List.of(column.generatedAs().orElseThrow()), scope, List.of(Optional.empty()))
                .type()
                .type(0);
      }
      fields.add(new Field(column.name().name(), type, !column.notNull()));
      columns.add(
          new TableSpec.Column(column.generatedAs(), column.metadataKey(), column.defaultValue()));
    }
  }

  private static Optional<TableSpec.WatermarkSpec> watermark(
      TableDefinition definition, RowType type) {
    if (definition.watermark().isEmpty()) {
      return Optional.empty();
    }
    TableDefinition.Watermark watermark = definition.watermark().get();
    int index = indexOf(type, watermark.column());
    if (!(type.type(index) instanceof Type.TimestampType)) {
      throw new MillraceException(
          ErrorCode.DATATYPE_MISMATCH,
          "a watermark needs a TIMESTAMP column; '"
              + watermark.column().name()
              + "' is "
              + type.type(index).sql(),
          Errors.at(watermark.position()));
    }
    return Optional.of(new TableSpec.WatermarkSpec(index, watermark.expression()));
  }

  private static List<String> partitions(List<Identifier> columns, RowType type) {
    return columns.stream().map(c -> type.field(indexOf(type, c)).name()).toList();
  }

  private static int indexOf(RowType type, Identifier column) {
    int index = type.indexOf(column.name());
    if (index < 0) {
      throw new MillraceException(
          ErrorCode.UNDEFINED_COLUMN,
          "column '" + column.name() + "' not found",
          Errors.at(column.position()));
    }
    return index;
  }

  private Options options(List<Option> options) {
    return new Options(Option.asMap(options), directory);
  }

  private Connector connector(Options options) {
    return engine.connectors().find(options.require("connector"));
  }

  // ---- Rows ----

  private RowChecks checks(ObjectName name, TableSpec spec, boolean strict) {
    RowScope scope = RowScope.of(name.name(), spec.type());
    List<RowChecks.Check> checks = new ArrayList<>();
    for (TableDefinition.Check check : spec.checks()) {
      checks.add(
          new RowChecks.Check(
              check.name().map(Identifier::name).orElse("constraint"),
              check.condition().text(),
              violation(check.condition(), scope)));
    }
    List<RowChecks.Expectation> expectations = new ArrayList<>();
    for (TableDefinition.Expectation rule : spec.expectations()) {
      expectations.add(
          new RowChecks.Expectation(
              rule.name().name(),
              rule.condition().text(),
              rule.onViolation(),
              planner.condition(rule.condition(), scope)));
    }
    return new RowChecks(name.toString(), spec.type(), checks, expectations, strict);
  }

  /** Returns what finds the rows for which a condition is false (unknown does not violate it). */
  private Supplier<Predicate> violation(EmbeddedSql condition, RowScope scope) {
    Supplier<Transform> truth =
        planner
            .expressions(List.of(condition), scope, List.of(Optional.of(Type.BOOLEAN)))
            .transform();
    return () -> {
      Transform transform = truth.get();
      return (rows, selected) -> {
        LongColumn values = transform.apply(rows).longs(0);
        int count = 0;
        for (int row = 0; row < rows.size(); row++) {
          if (values.values()[row] == 0 && !values.isNull(row)) {
            selected[count++] = row;
          }
        }
        return count;
      };
    };
  }

  private SourceIntake intake(ObjectName name, TableSpec spec, boolean fromStatement) {
    Projection always = alwaysNeeded(spec);
    Optional<Transform> completion = Optional.empty();
    if (!fromStatement && spec.columns().stream().anyMatch(TableSpec.Column::isGenerated)) {
      PlannedExpressions computed = generated(name, spec);
      always = always.and(computed.needed());
      completion = Optional.of(completion(spec, computed.transform().get()));
    }
    Optional<SourceIntake.WatermarkExpression> watermark = Optional.empty();
    Projection forWatermark = Projection.none();
    if (spec.watermark().isPresent()) {
      PlannedWatermark mark =
          planner.watermark(
              spec.watermark().get().expression(), RowScope.of(name.name(), spec.type()));
      forWatermark = mark.expression().needed().select(spec.deliveredColumns());
      watermark =
          Optional.of(
              new SourceIntake.WatermarkExpression(
                  mark.expression().transform().get(), mark.follows()));
    }
    return new SourceIntake(
        completion,
        checks(name, spec, fromStatement),
        watermark,
        new SourceIntake.Needs(always, forWatermark, spec.deliveredColumns()));
  }

  /** Returns what of a source's rows decides on whether they are let in. */
  private static Projection alwaysNeeded(TableSpec spec) {
    if (!spec.checks().isEmpty() || !spec.expectations().isEmpty()) {
      // Whoever looks at a row that violates them wants to see all of it.
      return Projection.whole();
    }
    Projection always = Projection.none();
    int[] delivered = spec.deliveredColumns();
    for (int i = 0; i < delivered.length; i++) {
      Field field = spec.type().field(delivered[i]);
      boolean isLimited =
          field.type() instanceof Type.TextType text && text.length() != Type.TextType.UNLIMITED;
      if (!field.nullable() || isLimited) {
        always = always.and(Projection.ofPath(i));
      }
    }
    return always;
  }

  /** Returns the generated columns, computed of what a source delivers. */
  private PlannedExpressions generated(ObjectName name, TableSpec spec) {
    RowScope scope = RowScope.of(name.name(), spec.type().select(spec.deliveredColumns()));
    List<EmbeddedSql> texts = new ArrayList<>();
    List<Optional<Type>> targets = new ArrayList<>();
    for (int i = 0; i < spec.columns().size(); i++) {
      Optional<EmbeddedSql> expression = spec.columns().get(i).generatedAs();
      if (expression.isPresent()) {
        texts.add(expression.get());
        targets.add(Optional.of(spec.type().type(i)));
      }
    }
    return planner.expressions(texts, scope, targets);
  }

  /** Returns what puts generated columns between those that a source delivers. */
  private static Transform completion(TableSpec spec, Transform generated) {
    int delivered = spec.deliveredColumns().length;
    int[] places = new int[spec.columns().size()];
    int nextDelivered = 0;
    int nextComputed = delivered;
    for (int i = 0; i < places.length; i++) {
      places[i] = spec.columns().get(i).isGenerated() ? nextComputed++ : nextDelivered++;
    }
    return raw -> {
      Batch values = generated.apply(raw);
      Column[] columns = new Column[places.length];
      Arrays.setAll(
          columns,
          i ->
              places[i] < delivered ? raw.column(places[i]) : values.column(places[i] - delivered));
      return raw.withColumns(columns);
    };
  }

  private Optional<Feed> feed(
      String id,
      ObjectName name,
      TableSpec spec,
      Options options,
      Optional<SourceWatermark> watermark,
      SourceIntake intake) {
    if (options.asMap().isEmpty()) {
      return Optional.empty();
    }
    Connector connector = connector(options);
    int[] delivered = spec.deliveredColumns();
    List<String> metadata = new ArrayList<>();
    for (int column : delivered) {
      metadata.add(spec.columns().get(column).metadataKey().orElse(null));
    }
    Source source =
        open(
            connector,
            new SourceRequest(spec.type().select(delivered), metadata, options, engine.spare()));
    options.refuseUnknown("connector '" + connector.name() + "'");
    Feed feed = new Feed(id, name.toString(), source, intake, watermark);
    engine.flow().savedPosition(feed).ifPresent(feed::restore);
    return Optional.of(feed);
  }

  private Source open(Connector connector, SourceRequest request) {
    try {
      return connector.openSource(request);
    } catch (MillraceException e) {
      if (!restoring) {
        throw e;
      }
      return new MissingSource(e);
    }
  }

  // ---- Objects ----

  private static RowType stored(TableSpec spec) {
    return spec.watermark().isEmpty()
        ? spec.type()
        : spec.type().concat(RowType.of(Field.required(TableSpec.WATERMARK_COLUMN, Type.BIGINT)));
  }

  /**
   * Makes a table.
   *
   * @param isNew whether its files are to be made; else they are there
   */
  TableObject table(
      String id,
      ObjectName name,
      String definition,
      TableSpec spec,
      List<Option> given,
      boolean isNew) {
    Options options = options(given);
    UpsertOperator.Mode mode = conflictMode(spec, options, given);
    Optional<SourceWatermark> watermark =
        spec.watermark().map(mark -> new SourceWatermark(intake(name, spec, true)));
    SourceIntake intake = intake(name, spec, false);
    Optional<Feed> feed =
        OptionErrors.placed(
            given, () -> feed(id, name, spec, withoutConflict(given), watermark, intake));
    Path folder = engine.folder(name);
    LakeTable lake;
    if (isNew) {
      Folders.delete(folder);
      lake =
          LakeTable.create(
              folder,
              stored(spec),
              spec.partitionedBy(),
              engine.options().clock(),
              engine.options().durable());
    } else {
      lake = LakeTable.open(folder, engine.options().clock(), engine.options().durable());
    }
    StoredDataset dataset =
        new StoredDataset(
            name.toString(),
            lake,
            watermark.isPresent() ? watermark.get() : () -> Watermark.NONE,
            engine.spare());
    Optional<UpsertOperator> keys =
        spec.primaryKey().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new UpsertOperator(
                    stored(spec),
                    spec.primaryKey().stream().mapToInt(i -> i).toArray(),
                    UpsertOperator.Mode.ERROR));
    StoredTable table =
        new StoredTable(id, dataset, intake(name, spec, true), watermark, keys, mode, feed);
    return new TableObject(id, name, definition, spec, table);
  }

  private static UpsertOperator.Mode conflictMode(
      TableSpec spec, Options options, List<Option> given) {
    String choice = options.choice(ON_CONFLICT, "replace", "replace", "error", "ignore");
    if (spec.primaryKey().isEmpty() && options.asMap().containsKey(ON_CONFLICT)) {
      throw new MillraceException(
          ErrorCode.INVALID_OPTION,
          "option 'on.conflict' needs a PRIMARY KEY",
          Errors.at(given.get(0).position()));
    }
    return switch (choice) {
      case "error" -> UpsertOperator.Mode.ERROR;
      case "ignore" -> UpsertOperator.Mode.IGNORE;
      default -> UpsertOperator.Mode.REPLACE;
    };
  }

  private Options withoutConflict(List<Option> given) {
    Map<String, String> rest = Option.asMap(given);
    rest.remove(ON_CONFLICT);
    return new Options(rest, directory);
  }

  /** Makes a stream. */
  StreamObject stream(
      String id, ObjectName name, String definition, TableSpec spec, List<Option> given) {
    if (!spec.primaryKey().isEmpty()) {
      throw new MillraceException(
          ErrorCode.INVALID_DEFINITION,
          "a stream only grows and cannot have a PRIMARY KEY; CREATE TABLE keeps the last row of a"
              + " key");
    }
    SourceIntake intake = intake(name, spec, false);
    Optional<SourceWatermark> watermark = spec.watermark().map(m -> new SourceWatermark(intake));
    Feed feed =
        OptionErrors.placed(given, () -> feed(id, name, spec, options(given), watermark, intake))
            .orElseThrow(() -> new IllegalStateException("a stream without options"));
    return new StreamObject(
        id, name, definition, spec, new StreamDataset(name.toString(), stored(spec), feed));
  }
}
