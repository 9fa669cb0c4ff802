package io.millrace.planner.sql.algebra;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptSchema;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.tools.RelBuilder;

/**
 * Builds algebra as Calcite's converter asks for it, which leaves columns without names.
 *
 * <p>Calcite's own builder gives these names too, but not in a projection of all columns of VALUES,
 * where it fails: {@code SELECT a AS b, SUM(b) FROM (VALUES (1, 2)) AS t (a, b) GROUP BY a}.
 */
public final class NamingBuilder extends RelBuilder {
  private final Config config;
  private final RelOptCluster cluster;
  private final RelOptSchema schema;

  private NamingBuilder(Config config, RelOptCluster cluster, RelOptSchema schema) {
    super(Contexts.of(config), cluster, schema);
    this.config = config;
    this.cluster = cluster;
    this.schema = schema;
  }

  public static RelBuilder create(RelOptCluster cluster, RelOptSchema schema) {
    return new NamingBuilder(Config.DEFAULT, cluster, schema);
  }

  @Override
  public RelBuilder transform(UnaryOperator<Config> transform) {
    return new NamingBuilder(transform.apply(config), cluster, schema);
  }

  @Override
  public RelBuilder projectNamed(
      Iterable<? extends RexNode> nodes,
      Iterable<? extends String> names,
      boolean force,
      Iterable<CorrelationId> variables) {
    return super.projectNamed(
        nodes,
        names != null && peek() instanceof Values ? complete(nodes, names) : names,
        force,
        variables);
  }

  private List<String> complete(
      Iterable<? extends RexNode> nodes, Iterable<? extends String> names) {
    List<RexNode> columns = new ArrayList<>();
    nodes.forEach(columns::add);
    List<String> suggested = new ArrayList<>();
    names.forEach(suggested::add);
    return RexUtil.createStructType(
            getTypeFactory(), columns, suggested, SqlValidatorUtil.F_SUGGESTER)
        .getFieldNames();
  }
}
