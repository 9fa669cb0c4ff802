package io.millrace.engine.statement;

import io.millrace.engine.catalog.Catalog;
import io.millrace.engine.catalog.CatalogObject;
import io.millrace.engine.catalog.ObjectName;
import io.millrace.engine.system.SystemTables;
import io.millrace.parser.statement.QualifiedName;
import java.util.List;
import java.util.Locale;

/** Finds what names in statements stand for, from a session's point of view. */
final class Names {
  private final Catalog catalog;
  private final String schema;

  /**
   * @param schema where a name without a schema is looked for, and created
   */
  Names(Catalog catalog, String schema) {
    this.catalog = catalog;
    this.schema = schema;
  }

  /** Returns the full name, whether or not there is such an object. */
  ObjectName resolve(QualifiedName name) {
    List<String> parts = name.names();
    if (parts.size() > 2) {
      throw Errors.notSupported("a name of " + parts.size() + " parts", name.position());
    }
    String wanted = parts.size() == 2 ? parts.get(0) : schema;
    String found = catalog.findSchema(wanted).orElse(wanted);
    return new ObjectName(found, parts.get(parts.size() - 1));
  }

  /** Returns the full name of an object to be created; its schema must be there. */
  ObjectName resolveNew(QualifiedName name) {
    ObjectName resolved = resolve(name);
    if (SystemTables.isSchema(resolved.schema())) {
      throw Errors.systemSchema(resolved.schema(), name.position());
    } else if (!catalog.hasSchema(resolved.schema())) {
      throw Errors.noSchema(resolved.schema(), name.position());
    }
    return resolved;
  }

  /** Returns the object, or refuses the name with the nearest one there is. */
  CatalogObject require(QualifiedName name, String kind) {
    ObjectName resolved = resolve(name);
    if (SystemTables.contains(resolved.schema(), resolved.name())) {
      throw Errors.systemTable(resolved, name.position());
    }
    return catalog
        .find(resolved)
        .orElseThrow(() -> Errors.notFound(kind, resolved, nearest(resolved), name.position()));
  }

  /** Returns the name of the object whose name is most like this one, or null. */
  String nearest(ObjectName name) {
    String best = null;
    int least = Math.max(1, name.name().length() / 3) + 1;
    for (CatalogObject object : catalog.objects()) {
      int distance =
          distance(
              object.name().name().toLowerCase(Locale.ROOT), name.name().toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        best = object.name().toString();
      }
    }
    return best;
  }

  /** The least number of letters inserted, deleted or replaced (Levenshtein 1966). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
