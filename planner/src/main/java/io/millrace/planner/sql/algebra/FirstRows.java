package io.millrace.planner.sql.algebra;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexWindowBounds;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;

/** ORDER BY with LIMIT or OFFSET for every value of some columns: by numbers of rows. */
final class FirstRows {
  private FirstRows() {}

  /**
   * Returns the rows of an input that a sort would keep of each group.
   *
   * @param sort its columns are the input's first ones
   * @param keys rows that agree in these columns are a group
   */
  static RelNode of(Sort sort, RelNode input, List<Integer> keys) {
    RexBuilder rex = input.getCluster().getRexBuilder();
    RelDataType type = rex.getTypeFactory().createSqlType(SqlTypeName.BIGINT);
    List<RexNode> columns = new ArrayList<>(rex.identityProjects(input.getRowType()));
    List<String> names = new ArrayList<>(input.getRowType().getFieldNames());
    int number = columns.size();
    columns.add(
        rex.makeOver(
            type,
            SqlStdOperatorTable.ROW_NUMBER,
            List.of(),
            keys.stream().<RexNode>map(key -> rex.makeInputRef(input, key)).toList(),
            sort.getCollation().getFieldCollations().stream()
                .map(order -> order(order, rex.makeInputRef(input, order.getFieldIndex())))
                .collect(ImmutableList.toImmutableList()),
            RexWindowBounds.UNBOUNDED_PRECEDING,
            RexWindowBounds.CURRENT_ROW,
            true,
            true,
            false,
            false,
            false));
    names.add("$number");
    RelNode numbered = LogicalProject.create(input, List.of(), columns, names, Set.of());
    RexNode reference = rex.makeInputRef(numbered, number);
    BigDecimal offset = count(sort.offset);
    List<RexNode> conditions = new ArrayList<>();
    if (offset.signum() > 0) {
      conditions.add(bound(rex, SqlStdOperatorTable.GREATER_THAN, reference, offset));
    }
    if (sort.fetch != null) {
      conditions.add(
          bound(
              rex,
              SqlStdOperatorTable.LESS_THAN_OR_EQUAL,
              reference,
              offset.add(count(sort.fetch))));
    }
    RelNode kept = LogicalFilter.create(numbered, RexUtil.composeConjunction(rex, conditions));
    return LogicalProject.create(
        kept,
        List.of(),
        rex.identityProjects(kept.getRowType()).subList(0, number),
        names.subList(0, number),
        Set.of());
  }

  private static RexFieldCollation order(RelFieldCollation order, RexNode column) {
    Set<SqlKind> kinds = EnumSet.noneOf(SqlKind.class);
    if (order.direction.isDescending()) {
      kinds.add(SqlKind.DESCENDING);
    }
    switch (order.nullDirection) {
      case FIRST -> kinds.add(SqlKind.NULLS_FIRST);
      case LAST -> kinds.add(SqlKind.NULLS_LAST);
      case UNSPECIFIED -> {}
    }
    return new RexFieldCollation(column, kinds);
  }

  private static BigDecimal count(RexNode count) {
    return count == null ? BigDecimal.ZERO : ((RexLiteral) count).getValueAs(BigDecimal.class);
  }

  private static RexNode bound(
      RexBuilder rex, SqlOperator operator, RexNode number, BigDecimal limit) {
    return rex.makeCall(operator, number, rex.makeExactLiteral(limit, number.getType()));
  }
}
