package io.millrace.planner;

import io.millrace.parser.embedded.Moment;
import io.millrace.planner.catalog.CatalogReader;
import io.millrace.planner.catalog.Relation;
import io.millrace.planner.catalog.Relation.TableRelation;
import java.util.List;
import java.util.Optional;

/** The rows of a scope as if they were tables, and nothing else. */
record ScopeCatalog(RowScope scope, String schema) implements CatalogReader {

  @Override
  public Optional<Relation> find(List<String> path, Optional<Moment> moment) {
    String name = path.get(path.size() - 1);
    return scope.rows().stream()
        .filter(row -> row.name().equalsIgnoreCase(name))
        .findFirst()
        .map(
            row ->
                new TableRelation(
                    List.of(schema, row.name()),
                    row.name(),
                    row.type(),
                    true,
                    List.of(),
                    Optional.empty(),
                    row));
  }

  @Override
  public boolean isSchema(String name) {
    return name.equalsIgnoreCase(schema);
  }

  @Override
  public List<String> names() {
    return scope.rows().stream().map(RowScope.Row::name).toList();
  }
}
