package io.millrace.planner.catalog;

import io.millrace.parser.embedded.Moment;
import java.util.List;
import java.util.Optional;

/** Finds what names in a query stand for. Names match without regard to case. */
public interface CatalogReader {

  /**
   * Finds a relation.
   *
   * @param path schema and name, or the name alone, which is then looked for in the default schema
   *     by the planner; as the user wrote it
   * @param moment the version, time or epoch asked for; empty for the present
   * @throws io.millrace.error.MillraceException UNDEFINED_VERSION where there is nothing of that
   *     moment; the planner adds the position
   */
  Optional<Relation> find(List<String> path, Optional<Moment> moment);

  /**
   * Finds what a table function of the catalog's own returns, such as {@code read_files('a.csv')}
   * or {@code table_changes('t', 3, 7)}.
   *
   * @param function its name as the user wrote it
   * @param arguments constants: String, Long, BigDecimal, Double, Boolean, or null
   * @return empty where there is no such function
   */
  default Optional<Relation> call(String function, List<Object> arguments) {
    return Optional.empty();
  }

  /** Returns whether a schema of this name exists. */
  boolean isSchema(String name);

  /** Returns the names of all relations, {@code name} or {@code schema.name}, for suggestions. */
  List<String> names();
}
