package io.millrace.planner.sql;

import io.millrace.planner.catalog.Relation.TableRelation;
import org.apache.calcite.rel.core.TableScan;

/** From a scan in algebra back to the catalog's relation. */
public final class ScannedRelation {

  private ScannedRelation() {}

  /** Returns the relation that is scanned. */
  public static TableRelation of(TableScan scan) {
    RelationTable.Scanned table = scan.getTable().unwrap(RelationTable.Scanned.class);
    if (table == null) {
      throw new IllegalStateException("not a relation of the catalog");
    }
    return table.relation();
  }
}
