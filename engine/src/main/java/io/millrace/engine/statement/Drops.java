package io.millrace.engine.statement;

import io.millrace.engine.catalog.CatalogObject;
import io.millrace.engine.catalog.ObjectName;
import io.millrace.engine.system.SystemTables;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.parser.statement.Definition;
import io.millrace.parser.statement.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** DROP of what a schema holds. */
final class Drops {
  private final Engine engine;
  private final Names names;
  private final Registry registry;

  Drops(Engine engine, Names names, Registry registry) {
    this.engine = engine;
    this.names = names;
    this.registry = registry;
  }

  void drop(Definition.Drop drop, QualifiedName qualified) {
    ObjectName name = names.resolve(qualified);
    if (SystemTables.isSchema(name.schema())) {
      throw Errors.systemSchema(name.schema(), qualified.position());
    }
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
      registry.refuseReaders(name, qualified.position());
    }
    List<CatalogObject> gone = new ArrayList<>(engine.catalog().allReadersOf(name));
    gone.add(found.get());
    registry.removeAll(gone);
  }
}
