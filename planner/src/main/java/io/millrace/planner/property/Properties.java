package io.millrace.planner.property;

import io.millrace.planner.catalog.Relation.TableRelation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a node's rows. It is always safe to know less.
 *
 * @param insertOnly whether no delta ever takes a row away
 * @param keys sets of columns in which no two rows agree (nulls equal); the empty set where there
 *     is at most one row
 * @param expiry columns, never null, of which every change still to come holds a value greater than
 *     the watermarks of all these relations
 */
public record Properties(
    boolean insertOnly, List<Set<Integer>> keys, Map<Integer, Set<TableRelation>> expiry) {
  /** The most keys worth knowing. */
  static final int MAX_KEYS = 8;

  public Properties {
    keys = keys.stream().map(Set::copyOf).distinct().limit(MAX_KEYS).toList();
    expiry = Map.copyOf(expiry);
  }

  /** Returns whether no two rows agree in these columns. */
  public boolean isUnique(Set<Integer> columns) {
    return keys.stream().anyMatch(columns::containsAll);
  }

  /** Returns whether no row comes twice. */
  public boolean isSet() {
    return !keys.isEmpty();
  }
}
