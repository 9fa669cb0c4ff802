package io.millrace.planner.sql.algebra;

import io.millrace.planner.type.SqlTypeFactory;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutor;

/** Makes what all nodes of one query share. */
public final class Clusters {

  private Clusters() {}

  /**
   * @param executor computes constants, by the same code by which rows are computed
   */
  public static RelOptCluster create(RexExecutor executor) {
    RelOptPlanner planner = new HepPlanner(HepProgram.builder().build());
    planner.setExecutor(executor);
    RelOptCluster cluster = RelOptCluster.create(planner, new RexBuilder(SqlTypeFactory.INSTANCE));
    cluster.setMetadataQuerySupplier(Metadata::new);
    return cluster;
  }
}
