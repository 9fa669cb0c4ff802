package io.millrace.planner.sql;

import io.millrace.planner.catalog.CatalogReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.lookup.LikePattern;
import org.apache.calcite.schema.lookup.Lookup;
import org.apache.calcite.schema.lookup.Named;

/** A schema of the catalog, looked up name by name; the root's own path is empty. */
final class CatalogSchema extends AbstractSchema {
  private final List<String> path;
  private final CatalogReader catalog;
  private final Function<List<String>, RelationTable> relations;

  /**
   * @param relations from a path to the relation of that name, or null
   */
  CatalogSchema(
      List<String> path, CatalogReader catalog, Function<List<String>, RelationTable> relations) {
    this.path = path;
    this.catalog = catalog;
    this.relations = relations;
  }

  @Override
  public Lookup<Table> tables() {
    return new NameLookup<>(name -> relations.apply(child(name)));
  }

  @Override
  public Lookup<? extends Schema> subSchemas() {
    return new NameLookup<Schema>(
        name ->
            path.isEmpty() && catalog.isSchema(name)
                ? new CatalogSchema(child(name), catalog, relations)
                : null);
  }

  private List<String> child(String name) {
    List<String> child = new ArrayList<>(path);
    child.add(name);
    return child;
  }

  /** Looks names up without regard to case, each once. */
  private static final class NameLookup<T> implements Lookup<T> {
    private final Function<String, ? extends T> find;
    private final Map<String, T> found = new HashMap<>();

    NameLookup(Function<String, ? extends T> find) {
      this.find = find;
    }

    @Override
    public T get(String name) {
      String key = name.toLowerCase(Locale.ROOT);
      T known = found.get(key);
      if (known == null) {
        known = find.apply(name);
        if (known != null) {
          found.put(key, known);
        }
      }
      return known;
    }

    @Override
    public Named<T> getIgnoreCase(String name) {
      T entity = get(name);
      return entity == null ? null : new Named<>(name, entity);
    }

    @Override
    public Set<String> getNames(LikePattern pattern) {
      return Set.of();
    }
  }
}
