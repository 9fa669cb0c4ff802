package io.millrace.engine.statement;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.connector.Connector;
import io.millrace.connector.Options;
import io.millrace.connector.Sink;
import io.millrace.engine.catalog.Catalog;
import io.millrace.engine.catalog.CatalogEntry;
import io.millrace.engine.catalog.CatalogObject;
import io.millrace.engine.catalog.CatalogObject.MaterializedViewObject;
import io.millrace.engine.catalog.CatalogObject.SinkObject;
import io.millrace.engine.catalog.CatalogObject.StreamObject;
import io.millrace.engine.catalog.CatalogObject.TableObject;
import io.millrace.engine.catalog.CatalogObject.ViewObject;
import io.millrace.engine.catalog.ObjectName;
import io.millrace.engine.catalog.TableSpec;
import io.millrace.engine.flow.Delivery;
import io.millrace.engine.flow.Pipeline;
import io.millrace.engine.flow.StoredDataset;
import io.millrace.engine.result.Result;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.lake.LakeTable;
import io.millrace.operator.UpsertOperator;
import io.millrace.operator.Watermark;
import io.millrace.parser.Definition;
import io.millrace.parser.Definition.IfPresent;
import io.millrace.parser.EmbeddedSql;
import io.millrace.parser.EmitMode;
import io.millrace.parser.Identifier;
import io.millrace.parser.ObjectKind;
import io.millrace.parser.Option;
import io.millrace.parser.QualifiedName;
import io.millrace.parser.SourcePosition;
import io.millrace.planner.PlannedQuery;
import io.millrace.planner.Purpose;
import io.millrace.planner.QueryPlanner;
import io.millrace.state.EpochBatch;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** CREATE, DROP and ALTER. */
final class Definitions {
  /** The store's space of catalog entries, by id. */
  static final String SPACE = "catalog";

  /** The store's space of schema names. */
  static final String SCHEMAS = "schemas";

  private final Engine engine;
  private final SessionState session;
  private final Names names;
  private final SessionCatalog catalog;
  private final QueryPlanner planner;
  private final QueryRunner runner;
  private final TableFactory tables;

  Definitions(
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
    this.tables = new TableFactory(engine, planner, session.directory(), session.isRestoring());
  }

  Result execute(Definition definition) {
    if (definition instanceof Definition.CreateTable create) {
      return createTable(create);
    } else if (definition instanceof Definition.CreateStream create) {
      return create(create.name(), create.ifPresent(), ObjectKind.STREAM, () -> stream(create));
    } else if (definition instanceof Definition.CreateView create) {
      return create(create.name(), create.ifPresent(), ObjectKind.VIEW, () -> view(create));
    } else if (definition instanceof Definition.CreateMaterializedView create) {
      return create(
          create.name(),
          create.ifPresent(),
          ObjectKind.MATERIALIZED_VIEW,
          () -> materializedView(engine.nextId(), create, true));
    } else if (definition instanceof Definition.CreateSink create) {
      return create(
          create.name(), create.ifPresent(), ObjectKind.SINK, () -> sink(engine.nextId(), create));
    } else if (definition instanceof Definition.CreateSchema create) {
      return createSchema(create);
    } else if (definition instanceof Definition.Drop drop) {
      return drop(drop);
    } else if (definition instanceof Definition.AlterMaterializedView alter) {
      return alter(alter);
    }
    throw Errors.notSupported("ALTER TABLE", definition.position());
  }

  // ---- CREATE ----

  private Result create(
      QualifiedName qualified,
      IfPresent ifPresent,
      ObjectKind kind,
      Supplier<CatalogObject> maker) {
    ObjectName name = names.resolveNew(qualified);
    Optional<CatalogObject> present = engine.catalog().find(name);
    if (present.isPresent()) {
      CatalogObject old = present.get();
      if (ifPresent == IfPresent.KEEP && old.kind() == kind) {
        return new Result.Done("CREATE " + kind);
      }
      if (ifPresent != IfPresent.REPLACE) {
        throw Errors.exists(old, qualified.position());
      }
      if (old.kind() != kind) {
        throw Errors.wrongKind(old, kind.toString().toLowerCase(Locale.ROOT), qualified.position());
      }
      refuseReaders(name, qualified.position());
    }
    engine
        .flow()
        .locked(
            () -> {
              present.ifPresent(old -> removeAll(List.of(old)));
              CatalogObject object = maker.get();
              engine.flow().commit(change -> add(object), epoch -> put(epoch, object));
            });
    return new Result.Done("CREATE " + kind);
  }

  private void refuseReaders(ObjectName name, SourcePosition position) {
    List<CatalogObject> readers = engine.catalog().readersOf(name);
    if (!readers.isEmpty()) {
      throw Errors.hasReaders(name, readers, position);
    }
  }

  /** Makes an object part of the catalog and of what flows. */
  void add(CatalogObject object) {
    engine.catalog().add(object);
    if (object instanceof TableObject table) {
      engine.flow().add(table.table());
    } else if (object instanceof StreamObject stream) {
      engine.flow().add(stream.dataset());
    } else if (object instanceof MaterializedViewObject view) {
      engine.flow().add(view.pipeline());
    } else if (object instanceof SinkObject sink) {
      engine.flow().add(sink.pipeline());
    }
  }

  private void put(EpochBatch epoch, CatalogObject object) {
    CatalogEntry entry =
        new CatalogEntry(
            object.id(), session.schema(), session.directory().toString(), object.definition());
    epoch.put(SPACE, key(object.id()), entry.toBytes());
  }

  static byte[] key(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Result createTable(Definition.CreateTable create) {
    if (create.query().isPresent()) {
      return createTableAs(create, create.query().get());
    }
    return create(
        create.name(),
        create.ifPresent(),
        ObjectKind.TABLE,
        () -> {
          TableSpec spec =
              tables.spec(
                  create.definition(), create.partitionedBy(), create.options(), create.position());
          return tables.table(
              engine.nextId(),
              names.resolveNew(create.name()),
              DefinitionText.of(create, spec),
              spec,
              create.options(),
              true);
        });
  }

  private Result createTableAs(Definition.CreateTable create, EmbeddedSql query) {
    if (!create.options().isEmpty() || !create.definition().columns().isEmpty()) {
      throw Errors.notSupported(
          "CREATE TABLE … AS with columns or WITH options", create.position());
    }
    PlannedQuery plan = planner.plan(query, Purpose.SNAPSHOT);
    runner.awaitViews(catalog.objectsRead());
    List<Batch> rows = runner.snapshot(plan);
    RowType type = new RowType(plan.type().fields().stream().map(Definitions::unlimited).toList());
    refuseDoubleNames(type, query.start());
    Result made =
        create(
            create.name(),
            create.ifPresent(),
            ObjectKind.TABLE,
            () -> {
              List<TableSpec.Column> columns = new ArrayList<>();
              type.fields()
                  .forEach(
                      field ->
                          columns.add(
                              new TableSpec.Column(
                                  Optional.empty(), Optional.empty(), Optional.empty())));
              TableSpec spec =
                  new TableSpec(
                      type,
                      columns,
                      List.of(),
                      List.of(),
                      List.of(),
                      Optional.empty(),
                      create.partitionedBy().stream().map(Identifier::name).toList());
              return tables.table(
                  engine.nextId(),
                  names.resolveNew(create.name()),
                  DefinitionText.of(create, spec),
                  spec,
                  List.of(),
                  true);
            });
    TableObject table =
        (TableObject) engine.catalog().find(names.resolve(create.name())).orElseThrow();
    if (!rows.isEmpty() && table.table().dataset().lake().version() == 0) {
      engine
          .flow()
          .commit(
              change ->
                  change.apply(
                      table.table(),
                      BatchBuilder.concat(type, rows),
                      UpsertOperator.Mode.ERROR,
                      "CREATE TABLE AS"),
              epoch -> {});
    }
    return made;
  }

  /** A constant's length says nothing about the texts that will follow it in its column. */
  private static Field unlimited(Field field) {
    return field.type() instanceof Type.TextType
        ? new Field(field.name(), Type.VARCHAR, field.nullable())
        : field;
  }

  private static void refuseDoubleNames(RowType type, SourcePosition position) {
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

  private StreamObject stream(Definition.CreateStream create) {
    TableSpec spec =
        tables.spec(create.definition(), List.of(), create.options(), create.position());
    return tables.stream(
        engine.nextId(),
        names.resolveNew(create.name()),
        DefinitionText.of(create, spec),
        spec,
        create.options());
  }

  private ViewObject view(Definition.CreateView create) {
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
    StoredDataset contents = new StoredDataset(name.toString(), lake, () -> Watermark.NONE);
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
    Connector connector = engine.connectors().find(options.require("connector"));
    Sink sink = connector.openSink(plan.type(), options);
    options.refuseUnknown("connector '" + connector.name() + "'");
    ObjectName name = names.resolveNew(create.name());
    Pipeline pipeline = runner.pipeline(id, name.toString(), plan, new Delivery.ToSink(sink));
    return new SinkObject(id, name, create.text(), plan.type(), pipeline, catalog.namesRead());
  }

  /** Makes an object again of what the store keeps of it. */
  CatalogObject restore(String id, Definition definition) {
    if (definition instanceof Definition.CreateTable create) {
      TableSpec spec =
          tables.spec(
              create.definition(), create.partitionedBy(), create.options(), create.position());
      TableObject table =
          tables.table(
              id, names.resolveNew(create.name()), create.text(), spec, create.options(), false);
      engine.flow().recover(id, table.table().dataset());
      table.table().restore(engine.store());
      return table;
    } else if (definition instanceof Definition.CreateStream create) {
      TableSpec spec =
          tables.spec(create.definition(), List.of(), create.options(), create.position());
      return tables.stream(
          id, names.resolveNew(create.name()), create.text(), spec, create.options());
    } else if (definition instanceof Definition.CreateView create) {
      return view(create).withId(id);
    } else if (definition instanceof Definition.CreateMaterializedView create) {
      return restoreView(id, create);
    } else if (definition instanceof Definition.CreateSink create) {
      SinkObject sink = sink(id, create);
      engine.flow().restore(sink.pipeline());
      return sink;
    }
    throw new IllegalStateException("no object: " + definition.text());
  }

  /** Makes a view again; one whose query cannot be planned any more is stopped, and readable. */
  private MaterializedViewObject restoreView(String id, Definition.CreateMaterializedView create) {
    try {
      MaterializedViewObject view = materializedView(id, create, false);
      engine.flow().recover(id, view.contents());
      engine.flow().restore(view.pipeline());
      return view;
    } catch (MillraceException e) {
      ObjectName name = names.resolveNew(create.name());
      LakeTable lake =
          LakeTable.open(engine.folder(name), engine.options().clock(), engine.options().durable());
      StoredDataset contents = new StoredDataset(name.toString(), lake, () -> Watermark.NONE);
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

  private Result createSchema(Definition.CreateSchema create) {
    String name = create.name().last().name();
    if (create.name().names().size() > 1) {
      throw Errors.notSupported("a schema within a schema", create.name().position());
    }
    if (catalog.isSchema(name)) {
      if (create.ifPresent() == IfPresent.KEEP) {
        return new Result.Done("CREATE SCHEMA");
      }
      throw new MillraceException(
          ErrorCode.DUPLICATE_SCHEMA,
          "schema '" + name + "' exists already",
          Errors.at(create.name().position()));
    }
    engine
        .flow()
        .commit(
            change -> engine.catalog().addSchema(name),
            epoch -> epoch.put(SCHEMAS, key(name), new byte[0]));
    return new Result.Done("CREATE SCHEMA");
  }

  // ---- DROP ----

  private Result drop(Definition.Drop drop) {
    for (QualifiedName name : drop.names()) {
      if (drop.kind() == ObjectKind.SCHEMA) {
        dropSchema(drop, name);
      } else {
        dropObject(drop, name);
      }
    }
    return new Result.Done("DROP " + drop.kind());
  }

  private void dropObject(Definition.Drop drop, QualifiedName qualified) {
    ObjectName name = names.resolve(qualified);
    Optional<CatalogObject> found = engine.catalog().find(name);
    if (found.isEmpty()) {
      if (drop.ifExists()) {
        return;
      }
      throw Errors.notFound(
          drop.kind().toString().toLowerCase(Locale.ROOT),
          name,
          names.nearest(name),
          qualified.position());
    }
    if (found.get().kind() != drop.kind()) {
      throw new MillraceException(
          ErrorCode.WRONG_OBJECT_TYPE,
          "'" + name + "' is a " + Errors.kind(found.get()) + "; use DROP " + found.get().kind(),
          Errors.at(qualified.position()));
    }
    if (!drop.cascade()) {
      refuseReaders(name, qualified.position());
    }
    List<CatalogObject> gone = new ArrayList<>(engine.catalog().allReadersOf(name));
    gone.add(found.get());
    removeAll(gone);
  }

  private void dropSchema(Definition.Drop drop, QualifiedName qualified) {
    String name = qualified.last().name();
    Optional<String> found = engine.catalog().findSchema(name);
    if (found.isEmpty()) {
      if (drop.ifExists()) {
        return;
      }
      throw Errors.noSchema(name, qualified.position());
    }
    if (found.get().equalsIgnoreCase(Catalog.DEFAULT_SCHEMA)) {
      throw Errors.invalid(
          "schema '" + found.get() + "' is the default schema and stays", qualified.position());
    }
    List<CatalogObject> inside =
        engine.catalog().objects().stream()
            .filter(object -> object.name().schema().equalsIgnoreCase(name))
            .toList();
    if (!inside.isEmpty() && !drop.cascade()) {
      throw new MillraceException(
          ErrorCode.DEPENDENT_OBJECTS,
          "schema '"
              + found.get()
              + "' is not empty: it holds '"
              + inside.get(0).name()
              + "'; drop what is in it first, or say CASCADE",
          Errors.at(qualified.position()));
    }
    for (CatalogObject object : inside) {
      if (engine.catalog().find(object.name()).isPresent()) {
        List<CatalogObject> gone = new ArrayList<>(engine.catalog().allReadersOf(object.name()));
        gone.add(object);
        removeAll(gone);
      }
    }
    engine
        .flow()
        .commit(
            change -> engine.catalog().removeSchema(name),
            epoch -> epoch.delete(SCHEMAS, key(found.get())));
  }

  /** Removes objects, readers before what they read. */
  private void removeAll(List<CatalogObject> gone) {
    engine
        .flow()
        .commit(
            change -> gone.forEach(this::remove),
            epoch ->
                gone.forEach(
                    object -> {
                      epoch.delete(SPACE, key(object.id()));
                      epoch.dropState("pipeline/" + object.id());
                      epoch.dropState("table/" + object.id());
                    }));
    for (CatalogObject object : gone) {
      if (object instanceof TableObject || object instanceof MaterializedViewObject) {
        Folders.delete(engine.folder(object.name()));
      }
    }
  }

  private void remove(CatalogObject object) {
    engine.catalog().remove(object.name());
    if (object instanceof TableObject table) {
      engine.flow().remove(table.table());
    } else if (object instanceof StreamObject stream) {
      engine.flow().remove(stream.dataset());
    } else if (object instanceof MaterializedViewObject view) {
      engine.flow().remove(view.pipeline());
    } else if (object instanceof SinkObject sink) {
      engine.flow().remove(sink.pipeline());
    }
  }

  // ---- ALTER ----

  private Result alter(Definition.AlterMaterializedView alter) {
    CatalogObject object = names.require(alter.name(), "materialized view");
    if (!(object instanceof MaterializedViewObject view)) {
      throw Errors.wrongKind(object, "materialized view", alter.name().position());
    }
    if (alter.action() instanceof Definition.ViewAction.ReplaceQuery) {
      throw Errors.notSupported(
          "ALTER MATERIALIZED VIEW … AS (CREATE OR REPLACE makes it anew)", alter.position());
    }
    boolean pause = alter.action() instanceof Definition.ViewAction.Pause;
    engine
        .flow()
        .commit(
            change -> {
              if (pause) {
                engine.flow().pause(view.pipeline());
              } else {
                engine.flow().resume(view.pipeline());
              }
            },
            epoch -> {});
    return new Result.Done("ALTER MATERIALIZED VIEW");
  }
}
