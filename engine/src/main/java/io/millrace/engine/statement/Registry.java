package io.millrace.engine.statement;

import io.millrace.engine.catalog.CatalogEntry;
import io.millrace.engine.catalog.CatalogObject;
import io.millrace.engine.catalog.CatalogObject.MaterializedViewObject;
import io.millrace.engine.catalog.CatalogObject.SinkObject;
import io.millrace.engine.catalog.CatalogObject.StreamObject;
import io.millrace.engine.catalog.CatalogObject.TableObject;
import io.millrace.engine.catalog.ObjectName;
import io.millrace.engine.flow.Keys;
import io.millrace.parser.text.SourcePosition;
import io.millrace.state.store.EpochBatch;
import java.util.List;

/**
 * Puts objects into the catalog, among what flows, and into the store; and takes them out of all
 * three.
 */
final class Registry {
  /** The store's space of catalog entries, by id. */
  static final String SPACE = "catalog";

  private final Engine engine;
  private final SessionState session;

  Registry(Engine engine, SessionState session) {
    this.engine = engine;
    this.session = session;
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

  /** Puts what the store keeps of an object into an epoch. */
  void put(EpochBatch epoch, CatalogObject object) {
    CatalogEntry entry =
        new CatalogEntry(
            object.id(), session.schema(), session.directory().toString(), object.definition());
    epoch.put(SPACE, Keys.of(object.id()), entry.toBytes());
  }

  /** Removes objects, readers before what they read. */
  void removeAll(List<CatalogObject> gone) {
    engine
        .flow()
        .commit(
            change -> gone.forEach(this::remove),
            epoch ->
                gone.forEach(
                    object -> {
                      epoch.delete(SPACE, Keys.of(object.id()));
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
    engine.incidents().forget(object.name().toString());
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

  /** Refuses to take an object away that others read. */
  void refuseReaders(ObjectName name, SourcePosition position) {
    List<CatalogObject> readers = engine.catalog().readersOf(name);
    if (!readers.isEmpty()) {
      throw Errors.hasReaders(name, readers, position);
    }
  }
}
