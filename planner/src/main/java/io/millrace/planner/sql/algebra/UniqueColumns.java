package io.millrace.planner.sql.algebra;

import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Whether no two rows of a node have the same values in some columns, by Calcite's handler but for
 * aggregates: there, it takes a column of the result for the one of the input with that number.
 */
final class UniqueColumns implements BuiltInMetadata.ColumnUniqueness.Handler {
  private final BuiltInMetadata.ColumnUniqueness.Handler calcite;

  UniqueColumns(BuiltInMetadata.ColumnUniqueness.Handler calcite) {
    this.calcite = calcite;
  }

  @Override
  public Boolean areColumnsUnique(
      RelNode node, RelMetadataQuery query, ImmutableBitSet columns, boolean ignoreNulls) {
    return node instanceof Aggregate aggregate
        ? ofAggregate(aggregate, query, columns, ignoreNulls)
        : calcite.areColumnsUnique(node, query, columns, ignoreNulls);
  }

  private static Boolean ofAggregate(
      Aggregate aggregate, RelMetadataQuery query, ImmutableBitSet columns, boolean ignoreNulls) {
    Double rows = query.getMaxRowCount(aggregate);
    if (rows != null && rows <= 1) {
      return true;
    }
    if (!Aggregate.isSimple(aggregate)) {
      return null;
    }
    ImmutableBitSet known = columns.union(constants(aggregate, query));
    ImmutableBitSet keys = ImmutableBitSet.range(aggregate.getGroupCount());
    if (known.contains(keys)) {
      return true;
    }
    ImmutableBitSet.Builder ofInput = ImmutableBitSet.builder();
    for (int key : known.intersect(keys)) {
      ofInput.set(aggregate.getGroupSet().nth(key));
    }
    return query.areColumnsUnique(aggregate.getInput(), ofInput.build(), ignoreNulls);
  }

  /** Columns with the same value in all rows. */
  private static ImmutableBitSet constants(RelNode node, RelMetadataQuery query) {
    RelOptPredicateList conditions = query.getPulledUpPredicates(node);
    ImmutableBitSet.Builder constants = ImmutableBitSet.builder();
    for (RexNode constant : conditions.constantMap.keySet()) {
      if (constant instanceof RexInputRef column) {
        constants.set(column.getIndex());
      }
    }
    return constants.build();
  }
}
