package io.millrace.engine.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of one database. Changed by one thread at a time; read by any: a change replaces the
 * whole, it never shows half done.
 */
public final class Catalog {
  /** The schema that is there from the beginning. */
  public static final String DEFAULT_SCHEMA = "main";

  private record Contents(Set<String> schemas, Map<ObjectName, CatalogObject> objects) {}

  private volatile Contents contents;

  public Catalog() {
    Set<String> schemas = newSchemas();
    schemas.add(DEFAULT_SCHEMA);
    contents = new Contents(schemas, Map.of());
  }

  private static Set<String> newSchemas() {
    return new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  }

  /** Returns the names of the schemas, sorted. */
  public Set<String> schemas() {
    return contents.schemas();
  }

  public boolean hasSchema(String name) {
    return contents.schemas().contains(name);
  }

  /** Returns the schema's name as it was created. */
  public Optional<String> findSchema(String name) {
    return contents.schemas().stream().filter(schema -> schema.equalsIgnoreCase(name)).findFirst();
  }

  public Optional<CatalogObject> find(ObjectName name) {
    return Optional.ofNullable(contents.objects().get(name));
  }

  /** Returns all objects in the order of their creation: what an object reads comes before it. */
  public Collection<CatalogObject> objects() {
    return contents.objects().values();
  }

  /** Returns the objects that read this one, directly. */
  public List<CatalogObject> readersOf(ObjectName name) {
    return objects().stream().filter(object -> object.reads().contains(name)).toList();
  }

  /** Returns the objects that read this one, directly or through others; last created first. */
  public List<CatalogObject> allReadersOf(ObjectName name) {
    Set<ObjectName> reached = new HashSet<>(Set.of(name));
    List<CatalogObject> readers = new ArrayList<>();
    for (CatalogObject object : objects()) {
      if (object.reads().stream().anyMatch(reached::contains) && reached.add(object.name())) {
        readers.add(0, object);
      }
    }
    return readers;
  }

  public void addSchema(String name) {
    Set<String> schemas = newSchemas();
    schemas.addAll(contents.schemas());
    schemas.add(name);
    contents = new Contents(schemas, contents.objects());
  }

  public void removeSchema(String name) {
    Set<String> schemas = newSchemas();
    schemas.addAll(contents.schemas());
    schemas.remove(name);
    contents = new Contents(schemas, contents.objects());
  }

  public void add(CatalogObject object) {
    Map<ObjectName, CatalogObject> objects = new LinkedHashMap<>(contents.objects());
    objects.put(object.name(), object);
    contents = new Contents(contents.schemas(), objects);
  }

  public void remove(ObjectName name) {
    Map<ObjectName, CatalogObject> objects = new LinkedHashMap<>(contents.objects());
    objects.remove(name);
    contents = new Contents(contents.schemas(), objects);
  }
}
