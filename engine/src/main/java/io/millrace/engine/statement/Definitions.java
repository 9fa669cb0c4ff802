package io.millrace.engine.statement;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.engine.catalog.CatalogObject;
import io.millrace.engine.catalog.CatalogObject.SinkObject;
import io.millrace.engine.catalog.CatalogObject.StreamObject;
import io.millrace.engine.catalog.CatalogObject.TableObject;
import io.millrace.engine.catalog.ObjectName;
import io.millrace.engine.catalog.TableSpec;
import io.millrace.engine.result.Result;
import io.millrace.operator.UpsertOperator;
import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.parser.statement.Definition;
import io.millrace.parser.statement.Definition.IfPresent;
import io.millrace.parser.statement.Identifier;
import io.millrace.parser.statement.ObjectKind;
import io.millrace.parser.statement.QualifiedName;
import io.millrace.planner.PlannedQuery;
import io.millrace.planner.Purpose;
import io.millrace.planner.QueryPlanner;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** CREATE, DROP and ALTER. */
final class Definitions {
  private final Engine engine;
  private final Names names;
  private final SessionCatalog catalog;
  private final QueryPlanner planner;
  private final QueryRunner runner;
  private final Registry registry;
  private final Schemas schemas;
  private final TableFactory tables;
  private final ViewFactory views;

  Definitions(
      Engine engine,
      SessionState session,
      SessionCatalog catalog,
      QueryPlanner planner,
      QueryRunner runner) {
    this.engine = engine;
    this.names = new Names(engine.catalog(), session.schema());
    this.catalog = catalog;
    this.planner = planner;
    this.runner = runner;
    this.registry = new Registry(engine, session);
    this.schemas = new Schemas(engine, registry);
    this.tables = new TableFactory(engine, planner, session.directory(), session.isRestoring());
    this.views = new ViewFactory(engine, session, catalog, planner, runner);
  }

  Result execute(Definition definition) {
    if (definition instanceof Definition.CreateTable create) {
      return createTable(create);
    } else if (definition instanceof Definition.CreateStream create) {
      return create(create.name(), create.ifPresent(), ObjectKind.STREAM, () -> stream(create));
    } else if (definition instanceof Definition.CreateView create) {
      return create(create.name(), create.ifPresent(), ObjectKind.VIEW, () -> views.view(create));
    } else if (definition instanceof Definition.CreateMaterializedView create) {
      return create(
          create.name(),
          create.ifPresent(),
          ObjectKind.MATERIALIZED_VIEW,
          () -> views.materializedView(engine.nextId(), create, true));
    } else if (definition instanceof Definition.CreateSink create) {
      return create(
          create.name(),
          create.ifPresent(),
          ObjectKind.SINK,
          () -> views.sink(engine.nextId(), create));
    } else if (definition instanceof Definition.CreateSchema create) {
      return schemas.create(create);
    } else if (definition instanceof Definition.Drop drop) {
      return drop(drop);
    }
    return new Alterations(engine, names).execute(definition);
  }

  private Result create(
      QualifiedName qualified,
      IfPresent ifPresent,
      ObjectKind kind,
      Supplier<CatalogObject> maker) {
    engine
        .flow()
        .exclusively(() -> create(names.resolveNew(qualified), qualified, ifPresent, kind, maker));
    return new Result.Done("CREATE " + kind);
  }

  private void create(
      ObjectName name,
      QualifiedName qualified,
      IfPresent ifPresent,
      ObjectKind kind,
      Supplier<CatalogObject> maker) {
    Optional<CatalogObject> present = engine.catalog().find(name);
    if (present.isPresent()) {
      CatalogObject old = present.get();
      if (ifPresent == IfPresent.KEEP && old.kind() == kind) {
        return;
      }
      if (ifPresent != IfPresent.REPLACE) {
        throw Errors.exists(old, qualified.position());
      }
      if (old.kind() != kind) {
        throw Errors.wrongKind(old, kind.toString().toLowerCase(Locale.ROOT), qualified.position());
      }
      registry.refuseReaders(name, qualified.position());
      registry.removeAll(List.of(old));
    }
    CatalogObject object = maker.get();
    engine.flow().commit(change -> registry.add(object), epoch -> registry.put(epoch, object));
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
    ViewFactory.refuseDoubleNames(type, query.start());
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

  private Result drop(Definition.Drop drop) {
    Drops drops = new Drops(engine, names, registry);
    for (QualifiedName name : drop.names()) {
      if (drop.kind() == ObjectKind.SCHEMA) {
        engine.flow().exclusively(() -> schemas.drop(drop, name));
      } else {
        engine.flow().exclusively(() -> drops.drop(drop, name));
      }
    }
    return new Result.Done("DROP " + drop.kind());
  }

  /** Makes an object again of what the store keeps of it. */
  void restore(String id, Definition definition) {
    registry.add(make(id, definition));
  }

  private CatalogObject make(String id, Definition definition) {
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
      return views.view(create).withId(id);
    } else if (definition instanceof Definition.CreateMaterializedView create) {
      return views.restore(id, create);
    } else if (definition instanceof Definition.CreateSink create) {
      SinkObject sink = views.sink(id, create);
      engine.flow().restore(sink.pipeline());
      return sink;
    }
    throw new IllegalStateException("no object: " + definition.text());
  }
}
