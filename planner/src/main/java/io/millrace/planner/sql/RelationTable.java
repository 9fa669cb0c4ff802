package io.millrace.planner.sql;

import io.millrace.planner.catalog.Relation.TableRelation;
import io.millrace.planner.type.TypeMapping;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Statistic;
import org.apache.calcite.schema.Statistics;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.util.ImmutableBitSet;

/** A relation as Calcite sees it. */
abstract class RelationTable extends AbstractTable implements TranslatableTable {

  /** A relation that is scanned. */
  static final class Scanned extends RelationTable {
    private static final double ROWS = 1000;
    private final TableRelation relation;

    Scanned(TableRelation relation) {
      this.relation = relation;
    }

    TableRelation relation() {
      return relation;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
      return TypeMapping.toCalcite(relation.type(), factory);
    }

    @Override
    public Statistic getStatistic() {
      return Statistics.of(ROWS, relation.keys().stream().map(ImmutableBitSet::of).toList());
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
      return LogicalTableScan.create(context.getCluster(), table, context.getTableHints());
    }
  }

  /** A view, already converted. */
  static final class Expanded extends RelationTable {
    private final RelNode query;

    Expanded(RelNode query) {
      this.query = query;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
      return query.getRowType();
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
      return query;
    }
  }
}
