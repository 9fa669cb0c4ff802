package io.millrace.planner.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.SqlToRelConverter;

/**
 * Calcite's converter, which prepares sub-queries (IN with a list is one) in the aggregates of
 * SELECT and HAVING, but not in those that functions with OVER, ORDER BY and QUALIFY read.
 */
final class GroupConverter extends SqlToRelConverter {
  /** Views are expanded when they are looked up. */
  private static final RelOptTable.ViewExpander NO_VIEWS =
      (type, query, schemaPath, viewPath) -> {
        throw new IllegalStateException("no view is left to expand");
      };

  private final SqlValidator validator;

  GroupConverter(
      SqlValidator validator,
      CalciteCatalogReader reader,
      RelOptCluster cluster,
      SqlRexConvertletTable convertlets,
      Config config) {
    super(NO_VIEWS, validator, reader, cluster, convertlets, config);
    this.validator = validator;
  }

  /** Has those prepared with the keys, whose sub-queries read the same rows. */
  @Override
  protected void convertAgg(
      Blackboard board,
      SqlSelect select,
      List<SqlNode> orderExpressions,
      List<SqlNode> otherExpressions) {
    Aggregates aggregates = new Aggregates(validator, select);
    select.getSelectList().accept(aggregates);
    aggregates.depth++;
    aggregates.visitAll(orderExpressions);
    aggregates.visitAll(otherExpressions);
    SqlNodeList keys = select.getGroup();
    if (!aggregates.found.isEmpty()) {
      SqlNodeList all = new SqlNodeList(aggregates.found, SqlParserPos.ZERO);
      if (keys != null) {
        all.addAll(0, keys);
      }
      select.setGroupBy(all);
    }
    super.convertAgg(board, select, orderExpressions, otherExpressions);
    select.setGroupBy(keys);
  }

  /** Finds aggregates, with their clauses, that functions with OVER read. */
  private static final class Aggregates extends SqlBasicVisitor<Void> {
    private final List<SqlNode> found = new ArrayList<>();
    private final SqlValidator validator;
    private final SqlValidatorScope scope;
    private int depth;

    Aggregates(SqlValidator validator, SqlSelect select) {
      this.validator = validator;
      this.scope = validator.getWhereScope(select);
    }

    @Override
    public Void visit(SqlCall call) {
      if (call.isA(SqlKind.QUERY)) {
        // Its aggregates are its own.
        return null;
      } else if (call.getKind() == SqlKind.OVER) {
        depth++;
        super.visit((SqlCall) AggregateClause.functionBefore(call.operand(0)));
        // In the place of its name: what it is ordered by is not found either.
        SqlWindow window = validator.resolveWindow(call.operand(1), scope);
        SqlNode unnamed = QueryValidator.unnamed(window, call.getParserPosition());
        call.setOperand(1, unnamed);
        unnamed.accept(this);
        depth--;
        return null;
      } else if (depth > 0 && (AggregateClause.is(call) || call.getOperator().isAggregator())) {
        found.add(call);
        return null;
      }
      return super.visit(call);
    }
  }
}
