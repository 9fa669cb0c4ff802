package io.millrace.planner.sql.algebra;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.RelMetadataQuery;

/**
 * The number of rows that a node has at most, by Calcite's handler but for the joins that give rows
 * which found no partner: there, it counts pairs only.
 */
final class RowCountBounds implements BuiltInMetadata.MaxRowCount.Handler {
  private final BuiltInMetadata.MaxRowCount.Handler calcite;

  RowCountBounds(BuiltInMetadata.MaxRowCount.Handler calcite) {
    this.calcite = calcite;
  }

  @Override
  public Double getMaxRowCount(RelNode node, RelMetadataQuery query) {
    if (node instanceof Join join && join.getJoinType() == JoinRelType.ANTI) {
      return query.getMaxRowCount(join.getLeft());
    } else if (node instanceof Join join && join.getJoinType() == JoinRelType.FULL) {
      Double left = query.getMaxRowCount(join.getLeft());
      Double right = query.getMaxRowCount(join.getRight());
      // Of one row each there are two when they do not match, of more rows at most all pairs.
      return left == null || right == null ? null : Math.max(left + right, left * right);
    }
    return calcite.getMaxRowCount(node, query);
  }
}
