package io.millrace.engine.statement;

import io.millrace.connector.Connector;
import io.millrace.connector.Options;
import io.millrace.connector.Sink;
import io.millrace.engine.catalog.CatalogObject.MaterializedViewObject;
import io.millrace.engine.catalog.CatalogObject.SinkObject;
import io.millrace.engine.catalog.CatalogObject.ViewObject;
import io.millrace.engine.catalog.ObjectName;
import io.millrace.engine.flow.Delivery;
import io.millrace.engine.flow.Pipeline;
import io.millrace.engine.flow.StoredDataset;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.lake.LakeTable;
import io.millrace.operator.time.Watermark;
import io.millrace.parser.statement.Definition;
import io.millrace.parser.statement.EmitMode;
import io.millrace.parser.statement.Identifier;
import io.millrace.parser.statement.Option;
import io.millrace.parser.text.SourcePosition;
import io.millrace.planner.PlannedQuery;
import io.millrace.planner.Purpose;
import io.millrace.planner.QueryPlanner;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Makes views, materialized views and sinks of their definitions. */
final class ViewFactory {
  private final Engine engine;
  private final SessionState session;
  private final Names names;
  private final SessionCatalog catalog;
  private final QueryPlanner planner;
  private final QueryRunner runner;

  ViewFactory(
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

  ViewObject view(Definition.CreateView create) {
    if (create.emit() != EmitMode.NONE) {
      throw Errors.notSupported("EMIT in CREATE VIEW", create.position());
    }
    PlannedQuery plan = planner.plan(create.query(), Purpose.SNAPSHOT);
    RowType columns = renamed(plan.type(), create.columns(), create.query().start());
    return new ViewObject(
        engine.nextId(),
        names.resolveNew(create.name()),
        create.text(),
        columns,
        create.query(),
        session.schema(),
        catalog.namesRead());
  }

  private static RowType renamed(RowType type, List<Identifier> columns, SourcePosition position) {
    RowType renamed = type;
    if (!columns.isEmpty()) {
      if (columns.size() != type.size()) {
        throw Errors.invalid(
            "the query has " + type.size() + " columns, but " + columns.size() + " names are given",
            position);
      }
      List<Field> fields = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        Field field = type.field(i);
        fields.add(new Field(columns.get(i).name(), field.type(), field.nullable()));
      }
      renamed = new RowType(fields);
    }
    refuseDoubleNames(renamed, position);
    return renamed;
  }

  private static Purpose purpose(EmitMode emit) {
    return emit == EmitMode.ON_WINDOW_CLOSE ? Purpose.CONTINUOUS_ON_CLOSE : Purpose.CONTINUOUS;
  }

  /**
   * Makes a materialized view.
   *
   * @param isNew whether its files are to be made; else they are there
   */
  MaterializedViewObject materializedView(
      String id, Definition.CreateMaterializedView create, boolean isNew) {
    if (!create.options().isEmpty()) {
      throw Errors.notSupported(
          "WITH in CREATE MATERIALIZED VIEW", create.options().get(0).position());
    }
    PlannedQuery plan = planner.plan(create.query(), purpose(create.emit()));
    RowType columns = renamed(plan.type(), create.columns(), create.query().start());
    ObjectName name = names.resolveNew(create.name());
    LakeTable lake;
    if (isNew) {
      Folders.delete(engine.folder(name));
      List<String> partitions = create.partitionedBy().stream().map(Identifier::name).toList();
      lake =
          LakeTable.create(
              engine.folder(name),
              columns,
              partitions,
              engine.options().clock(),
              engine.options().durable());
    } else {
      lake =
          LakeTable.open(engine.folder(name), engine.options().clock(), engine.options().durable());
    }
    StoredDataset contents =
        new StoredDataset(name.toString(), lake, () -> Watermark.NONE, engine.spare());
    Pipeline pipeline =
        runner.pipeline(id, name.toString(), plan, new Delivery.ToDataset(contents));
    List<int[]> keys =
        plan.properties().keys().stream()
            .filter(key -> key.stream().allMatch(column -> column < columns.size()))
            .map(key -> key.stream().mapToInt(i -> i).sorted().toArray())
            .toList();
    return new MaterializedViewObject(
        id,
        name,
        create.text(),
        columns,
        keys,
        plan.properties().insertOnly(),
        pipeline,
        contents,
        catalog.namesRead());
  }

  SinkObject sink(String id, Definition.CreateSink create) {
    PlannedQuery plan = planner.plan(create.query(), purpose(create.emit()));
    Options options = new Options(Option.asMap(create.options()), session.directory());
    Sink sink = OptionErrors.placed(create.options(), () -> open(plan.type(), options));
    ObjectName name = names.resolveNew(create.name());
    Pipeline pipeline = runner.pipeline(id, name.toString(), plan, new Delivery.ToSink(sink));
    return new SinkObject(id, name, create.text(), plan.type(), pipeline, catalog.namesRead());
  }

  private Sink open(RowType type, Options options) {
    Connector connector = engine.connectors().find(options.require("connector"));
    Sink sink = connector.openSink(type, options);
    options.refuseUnknown("connector '" + connector.name() + "'");
    return sink;
  }

  /** Makes a view again; one whose query cannot be planned any more is stopped, and readable. */
  MaterializedViewObject restore(String id, Definition.CreateMaterializedView create) {
    try {
      MaterializedViewObject view = materializedView(id, create, false);
      engine.flow().recover(id, view.contents());
      engine.flow().restore(view.pipeline());
      return view;
    } catch (MillraceException e) {
      ObjectName name = names.resolveNew(create.name());
      LakeTable lake =
          LakeTable.open(engine.folder(name), engine.options().clock(), engine.options().durable());
      StoredDataset contents =
          new StoredDataset(name.toString(), lake, () -> Watermark.NONE, engine.spare());
      engine.flow().recover(id, contents);
      Pipeline stopped = Pipeline.stopped(id, name.toString(), new Delivery.ToDataset(contents), e);
      return new MaterializedViewObject(
          id,
          name,
          create.text(),
          lake.type(),
          List.of(),
          false,
          stopped,
          contents,
          catalog.namesRead());
    }
  }

  /** Refuses a query whose columns could not be told apart. */
  static void refuseDoubleNames(RowType type, SourcePosition position) {
    Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (Field field : type.fields()) {
      if (!seen.add(field.name())) {
        throw new MillraceException(
            ErrorCode.DUPLICATE_COLUMN,
            "the query has two columns '" + field.name() + "'; name one of them with AS",
            Errors.at(position));
      }
    }
  }
}
