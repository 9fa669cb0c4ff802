package io.millrace.engine.statement;

import io.millrace.engine.catalog.Catalog;
import io.millrace.engine.catalog.CatalogObject;
import io.millrace.engine.catalog.CatalogObject.MaterializedViewObject;
import io.millrace.engine.catalog.CatalogObject.StreamObject;
import io.millrace.engine.catalog.CatalogObject.TableObject;
import io.millrace.engine.catalog.CatalogObject.ViewObject;
import io.millrace.engine.catalog.ObjectName;
import io.millrace.engine.catalog.TableSpec;
import io.millrace.engine.flow.Dataset;
import io.millrace.engine.flow.StoredDataset;
import io.millrace.engine.flow.VirtualDataset;
import io.millrace.engine.system.SystemTables;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.lake.TableSnapshot;
import io.millrace.parser.embedded.Moment;
import io.millrace.planner.catalog.CatalogReader;
import io.millrace.planner.catalog.Relation;
import io.millrace.planner.catalog.Relation.TableRelation;
import io.millrace.planner.catalog.Relation.ViewRelation;
import io.millrace.planner.catalog.WatermarkColumn;
import io.millrace.type.RowType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The catalog as one statement's planner sees it; notes which objects the statement reads.
 *
 * <p>A relation's handle is the {@link Dataset} that its rows come from.
 */
final class SessionCatalog implements CatalogReader {
  private final Engine engine;
  private final SystemTables systemTables;
  private final FileFunctions files;
  private final ChangeFunction changes;
  private final TimestampText timestamps;
  private final Set<ObjectName> read = new LinkedHashSet<>();
  private final List<CatalogObject> objectsRead = new ArrayList<>();
  private final List<CatalogObject> presentRowsRead = new ArrayList<>();
  private final Map<String, VirtualDataset> provided = new HashMap<>();

  SessionCatalog(Engine engine, SessionState session) {
    this.engine = engine;
    this.systemTables = new SystemTables(engine.catalog(), engine.flow(), engine.incidents());
    this.files = new FileFunctions(engine, session.directory());
    this.timestamps = new TimestampText(session.zone());
    this.changes =
        new ChangeFunction(
            engine.flow(), new Names(engine.catalog(), session.schema()), timestamps);
  }

  /** Returns the columns of a system table, if this is one. */
  Optional<RowType> systemTable(ObjectName name) {
    return systemTables.find(name.schema(), name.name()).map(VirtualDataset::type);
  }

  /** Returns the names of the objects that have been found so far: what the statement reads. */
  Set<ObjectName> namesRead() {
    return Set.copyOf(read);
  }

  /** Returns the objects that have been found so far, views and what they stand for. */
  List<CatalogObject> objectsRead() {
    return List.copyOf(objectsRead);
  }

  /** Returns those of the objects of which the statement does not read a former version. */
  List<CatalogObject> presentRowsRead() {
    return List.copyOf(presentRowsRead);
  }

  @Override
  public Optional<Relation> find(List<String> path, Optional<Moment> moment) {
    if (path.size() > 2) {
      return Optional.empty();
    }
    String schema = path.size() == 2 ? path.get(0) : Catalog.DEFAULT_SCHEMA;
    String name = path.get(path.size() - 1);
    Optional<VirtualDataset> system = systemTables.find(schema, name);
    if (system.isPresent()) {
      return Optional.of(virtual(List.of(schema, name), system.get()));
    }
    Optional<CatalogObject> found = engine.catalog().find(new ObjectName(schema, name));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    CatalogObject object = found.get();
    note(object);
    if (moment.isPresent()) {
      return Optional.of(past(object, moment.get()));
    }
    presentRowsRead.add(object);
    return Optional.of(present(object));
  }

  private void note(CatalogObject object) {
    if (read.add(object.name())) {
      objectsRead.add(object);
    }
  }

  private static Relation virtual(List<String> path, VirtualDataset dataset) {
    return new TableRelation(
        path, String.join(".", path), dataset.type(), true, List.of(), Optional.empty(), dataset);
  }

  static List<String> path(CatalogObject object) {
    return List.of(object.name().schema(), object.name().name());
  }

  private static Relation present(CatalogObject object) {
    if (object instanceof TableObject table) {
      return relation(table);
    } else if (object instanceof StreamObject stream) {
      return new TableRelation(
          path(stream),
          stream.id(),
          stream.columns(),
          true,
          List.of(),
          watermark(stream.spec(), true),
          stream.dataset());
    } else if (object instanceof ViewObject view) {
      return new ViewRelation(
          path(view), view.query(), view.columns().fields().stream().map(f -> f.name()).toList());
    } else if (object instanceof MaterializedViewObject view) {
      return new TableRelation(
          path(view),
          view.id(),
          view.columns(),
          view.insertOnly(),
          view.keys().stream().map(SessionCatalog::boxed).toList(),
          Optional.empty(),
          view.contents());
    }
    throw new MillraceException(
        ErrorCode.WRONG_OBJECT_TYPE,
        "'" + object.name() + "' is a sink, whose rows are elsewhere; query what it reads");
  }

  static TableRelation relation(TableObject table) {
    return new TableRelation(
        path(table),
        table.id(),
        table.columns(),
        false,
        table.spec().primaryKey().isEmpty() ? List.of() : List.of(table.spec().primaryKey()),
        watermark(table.spec(), false),
        table.table().dataset());
  }

  private static List<Integer> boxed(int[] columns) {
    List<Integer> list = new ArrayList<>();
    for (int column : columns) {
      list.add(column);
    }
    return list;
  }

  private static Optional<WatermarkColumn> watermark(TableSpec spec, boolean frees) {
    return spec.watermark().map(watermark -> new WatermarkColumn(watermark.column(), frees));
  }

  private Relation past(CatalogObject object, Moment moment) {
    StoredDataset stored;
    if (object instanceof TableObject table) {
      stored = table.table().dataset();
    } else if (object instanceof MaterializedViewObject view) {
      engine.flow().awaitFilled(view.pipeline());
      stored = view.contents();
    } else {
      throw new MillraceException(
          ErrorCode.WRONG_OBJECT_TYPE,
          "'"
              + object.name()
              + "' is a "
              + Errors.kind(object)
              + ", which has no versions; tables and materialized views have");
    }
    TableSnapshot snapshot;
    if (moment instanceof Moment.Version version) {
      snapshot = stored.lake().snapshot(version.number());
    } else if (moment instanceof Moment.Timestamp timestamp) {
      Instant instant = timestamps.parse(timestamp.text());
      snapshot = stored.lake().snapshotAsOf(instant);
    } else {
      throw new MillraceException(
          ErrorCode.FEATURE_NOT_SUPPORTED,
          "AS OF EPOCH is not supported; use VERSION AS OF or FOR SYSTEM_TIME AS OF");
    }
    RowType type = object.columns();
    VirtualDataset dataset =
        new VirtualDataset(object.name().toString(), type, stored.readPoint(snapshot));
    return new TableRelation(
        path(object),
        object.id() + "@" + snapshot.version(),
        type,
        true,
        List.of(),
        Optional.empty(),
        dataset);
  }

  /** Lets the statement's own query read these rows, as what a function of this name returns. */
  void provide(String function, VirtualDataset rows) {
    provided.put(function, rows);
  }

  @Override
  public Optional<Relation> call(String function, List<Object> arguments) {
    VirtualDataset own = provided.get(function);
    if (own != null) {
      return Optional.of(virtual(List.of(own.name()), own));
    }
    Optional<ChangeFunction.Found> found = changes.call(function, arguments);
    if (found.isPresent()) {
      note(found.get().object());
      VirtualDataset rows = found.get().rows();
      return Optional.of(virtual(List.of(rows.name()), rows));
    }
    return files
        .call(function, arguments)
        .map(dataset -> virtual(List.of(dataset.name()), dataset));
  }

  @Override
  public boolean isSchema(String name) {
    return engine.catalog().hasSchema(name) || SystemTables.isSchema(name);
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>();
    engine.catalog().objects().forEach(object -> names.add(object.name().toString()));
    names.addAll(SystemTables.names());
    return names;
  }
}
