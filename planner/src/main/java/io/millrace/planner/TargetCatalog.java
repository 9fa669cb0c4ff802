package io.millrace.planner;

import io.millrace.parser.embedded.Moment;
import io.millrace.planner.catalog.CatalogReader;
import io.millrace.planner.catalog.Relation;
import io.millrace.planner.catalog.Relation.TableRelation;
import java.util.List;
import java.util.Optional;

/** A catalog in which the table that a statement changes has its hidden columns too. */
final class TargetCatalog implements CatalogReader {
  private final CatalogReader catalog;
  private final TableRelation target;

  TargetCatalog(CatalogReader catalog, TableRelation target) {
    this.catalog = catalog;
    this.target = target;
  }

  @Override
  public Optional<Relation> find(List<String> path, Optional<Moment> moment) {
    Optional<Relation> found = catalog.find(path, moment);
    boolean isTarget =
        moment.isEmpty()
            && found.isPresent()
            && found.get() instanceof TableRelation table
            && table.identity().equals(target.identity());
    return isTarget ? Optional.of(target) : found;
  }

  @Override
  public Optional<Relation> call(String function, List<Object> arguments) {
    return catalog.call(function, arguments);
  }

  @Override
  public boolean isSchema(String name) {
    return catalog.isSchema(name);
  }

  @Override
  public List<String> names() {
    return catalog.names();
  }
}
