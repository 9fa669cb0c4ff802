package io.millrace.engine.statement;

import io.millrace.engine.catalog.Catalog;
import io.millrace.engine.catalog.CatalogObject;
import io.millrace.engine.flow.Keys;
import io.millrace.engine.result.Result;
import io.millrace.engine.system.SystemTables;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.parser.statement.Definition;
import io.millrace.parser.statement.Definition.IfPresent;
import io.millrace.parser.statement.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CREATE SCHEMA and DROP SCHEMA. */
final class Schemas {
  /** The store's space of schema names. */
  static final String SPACE = "schemas";

  private final Engine engine;
  private final Registry registry;

  Schemas(Engine engine, Registry registry) {
    this.engine = engine;
    this.registry = registry;
  }

  Result create(Definition.CreateSchema create) {
    String name = create.name().last().name();
    if (create.name().names().size() > 1) {
      throw Errors.notSupported("a schema within a schema", create.name().position());
    }
    if (engine.catalog().hasSchema(name) || SystemTables.isSchema(name)) {
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
            epoch -> epoch.put(SPACE, Keys.of(name), new byte[0]));
    return new Result.Done("CREATE SCHEMA");
  }

  void drop(Definition.Drop drop, QualifiedName qualified) {
    String name = qualified.last().name();
    if (SystemTables.isSchema(name)) {
      throw Errors.systemSchema(name, qualified.position());
    }
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
        registry.removeAll(gone);
      }
    }
    engine
        .flow()
        .commit(
            change -> engine.catalog().removeSchema(name),
            epoch -> epoch.delete(SPACE, Keys.of(found.get())));
  }
}
