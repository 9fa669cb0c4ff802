package io.millrace.planner.sql;

import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.ProxyingMetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexBuilder;

/** Makes what all nodes of one query share. */
final class Clusters {

  private Clusters() {}

  static RelOptCluster create() {
    RelOptPlanner planner = new HepPlanner(HepProgram.builder().build());
    // Constants are computed where rows are, by the same code.
    planner.setExecutor((rexBuilder, constants, reduced) -> reduced.addAll(constants));
    RelOptCluster cluster = RelOptCluster.create(planner, new RexBuilder(SqlTypeFactory.INSTANCE));
    cluster.setMetadataQuerySupplier(Metadata::new);
    return cluster;
  }

  /** Metadata by plain calls; generating classes for it would cost the first query too much. */
  private static final class Metadata extends RelMetadataQuery {
    Metadata() {
      super(new ProxyingMetadataHandlerProvider(DefaultRelMetadataProvider.INSTANCE));
    }
  }
}
