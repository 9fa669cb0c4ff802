package io.millrace.planner.sql;

import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.validate.SqlValidatorImpl;

/** Calcite's validator, which is made for extension. */
final class QueryValidator extends SqlValidatorImpl {
  QueryValidator(
      SqlOperatorTable operators,
      CalciteCatalogReader reader,
      RelOptCluster cluster,
      Config config) {
    super(operators, reader, cluster.getTypeFactory(), config);
  }
}
