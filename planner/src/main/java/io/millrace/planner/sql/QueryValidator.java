package io.millrace.planner.sql;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.util.Litmus;

/** Calcite's validator, which is made for extension. */
final class QueryValidator extends SqlValidatorImpl {
  private static final Set<SqlKind> DIRECTIONS =
      Set.of(SqlKind.DESCENDING, SqlKind.NULLS_FIRST, SqlKind.NULLS_LAST);

  /** Functions before OVER, by identity: they see groups, not the rows that make these. */
  private final Set<SqlNode> windowFunctions = Collections.newSetFromMap(new IdentityHashMap<>());

  QueryValidator(
      SqlOperatorTable operators,
      CalciteCatalogReader reader,
      RelOptCluster cluster,
      Config config) {
    super(operators, reader, cluster.getTypeFactory(), config);
  }

  /**
   * Infers types of what an aggregate function reads from the rows that it aggregates. Calcite
   * takes them from the groups, where a column that some grouping sets leave out may be null; the
   * expressions over it then disagree with the rows about what is never null.
   */
  @Override
  protected void inferUnknownTypes(
      RelDataType inferredType, SqlValidatorScope scope, SqlNode node) {
    if (node.getKind() == SqlKind.OVER) {
      windowFunctions.add(AggregateClause.functionBefore(((SqlCall) node).operand(0)));
    }
    SqlNode function = AggregateClause.functionBefore(node);
    super.inferUnknownTypes(
        inferredType,
        function instanceof SqlCall call
                && call.getOperator().isAggregator()
                && !windowFunctions.contains(call)
            ? scope.getOperandScope(call)
            : scope,
        node);
  }

  /**
   * Expands an expression of ORDER BY, named windows in it too: Calcite would look for columns of
   * their names. WINDOW has been validated by now, so that its columns are qualified, and aliases
   * of the SELECT do not stand for them.
   */
  @Override
  public SqlNode expandOrderExpr(SqlSelect select, SqlNode orderExpression) {
    if (select.getWindowList().isEmpty()) {
      return super.expandOrderExpr(select, orderExpression);
    }
    SqlNode unnamed = orderExpression.accept(new NamedWindows(select));
    SqlNode expanded = super.expandOrderExpr(select, unnamed);
    if (expanded == unnamed && unnamed != orderExpression) {
      // What the expansion leaves as it is has been validated already, it thinks.
      SqlValidatorScope scope = requireNonNull(getOrderScope(select));
      inferUnknownTypes(unknownType, scope, expanded);
      setValidatedNodeType(expanded, deriveType(scope, expanded));
    }
    return expanded;
  }

  /**
   * Validates what a query is ordered by. With DISTINCT that is a column of the result: Calcite
   * would look into it for columns that are none, and find those of functions with OVER or FILTER.
   */
  @Override
  protected void validateOrderList(SqlSelect select) {
    SqlNodeList order = select.getOrderList();
    if (order == null || !select.isDistinct()) {
      super.validateOrderList(select);
      return;
    }
    List<SqlNode> others = order.stream().filter(item -> !isSelected(select, item)).toList();
    select.setOrderBy(new SqlNodeList(others, order.getParserPosition()));
    super.validateOrderList(select);
    Iterator<SqlNode> validated = requireNonNull(select.getOrderList()).iterator();
    List<SqlNode> all = new ArrayList<>();
    for (SqlNode item : order) {
      all.add(others.contains(item) ? validated.next() : item);
    }
    select.setOrderBy(new SqlNodeList(all, order.getParserPosition()));
  }

  private boolean isSelected(SqlSelect select, SqlNode item) {
    SqlNode wanted = item;
    while (DIRECTIONS.contains(wanted.getKind())) {
      wanted = ((SqlCall) wanted).operand(0);
    }
    SqlNode expanded = expandOrderExpr(select, wanted);
    NamedWindows windows = new NamedWindows(select);
    return select.getSelectList().stream()
        .map(selected -> SqlUtil.stripAs(selected).accept(windows))
        .anyMatch(selected -> expanded.equalsDeep(selected, Litmus.IGNORE));
  }

  /** Returns a window that neither has a name nor refers to one. */
  static SqlNode unnamed(SqlWindow window, SqlParserPos place) {
    List<SqlNode> parts = new ArrayList<>(window.getOperandList());
    // The name that it declares and the one that it refers to.
    parts.set(0, null);
    parts.set(1, null);
    return window.getOperator().createCall(place, parts.toArray(new SqlNode[0]));
  }

  /** Puts windows in the place of their names. */
  private final class NamedWindows extends SqlShuttle {
    private final SqlSelect select;

    NamedWindows(SqlSelect select) {
      this.select = select;
    }

    @Override
    public SqlNode visit(SqlCall call) {
      if (call.getKind() == SqlKind.SELECT || call.getKind() == SqlKind.WITH) {
        // A sub-query has windows of its own.
        return call;
      } else if (call.getKind() != SqlKind.OVER || !names(call.operand(1))) {
        return super.visit(call);
      }
      SqlNode function = call.operand(0).accept(this);
      SqlNode named = call.operand(1);
      SqlWindow window = resolveWindow(named, getWhereScope(select));
      SqlNode unnamed = unnamed(window, named.getParserPosition());
      return call.getOperator().createCall(call.getParserPosition(), function, unnamed);
    }

    private boolean names(SqlNode window) {
      return !(window instanceof SqlWindow given) || given.getRefName() != null;
    }
  }
}
