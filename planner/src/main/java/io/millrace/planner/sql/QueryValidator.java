package io.millrace.planner.sql;

import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/** Calcite's validator, which is made for extension. */
final class QueryValidator extends SqlValidatorImpl {
  QueryValidator(
      SqlOperatorTable operators,
      CalciteCatalogReader reader,
      RelOptCluster cluster,
      Config config) {
    super(operators, reader, cluster.getTypeFactory(), config);
  }

  @Override
  public SqlWindow resolveWindow(SqlNode windowOrRef, SqlValidatorScope scope) {
    SqlWindow window = super.resolveWindow(windowOrRef, scope);
    boolean whole = SqlWindow.isExcludeNoOthers(window.getExclude());
    return whole || window instanceof Excluding ? window : new Excluding(window);
  }

  /** A window that leaves rows out of its frames, perhaps all: results may be null. */
  private static final class Excluding extends SqlWindow {
    Excluding(SqlWindow window) {
      super(
          window.getParserPosition(),
          window.getDeclName(),
          window.getRefName(),
          window.getPartitionList(),
          window.getOrderList(),
          SqlLiteral.createBoolean(window.isRows(), window.getParserPosition()),
          window.getLowerBound(),
          window.getUpperBound(),
          null,
          window.getExclude());
    }

    @Override
    public boolean isAlwaysNonEmpty() {
      return false;
    }
  }
}
