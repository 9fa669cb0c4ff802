package io.millrace.planner.sql.algebra;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.ImmutableBitSet;

/** An aggregate for every value of a domain, as {@link DependentJoin} asks for. */
final class DependentAggregate {
  private final Aggregate aggregate;
  private final RelNode input;
  private final RelNode domain;
  private final RexBuilder rex;
  private final int keys;
  private final int width;

  /**
   * @param input the aggregate's input, followed by the domain's columns
   */
  DependentAggregate(Aggregate aggregate, RelNode input, RelNode domain) {
    this.aggregate = aggregate;
    this.input = input;
    this.domain = domain;
    this.rex = aggregate.getCluster().getRexBuilder();
    this.keys = aggregate.getGroupCount();
    this.width = domain.getRowType().getFieldCount();
  }

  /**
   * Returns the aggregate's columns, then the domain's.
   *
   * @param lenient whether a row of nulls may as well be left out
   */
  RelNode apply(boolean lenient) {
    RelNode grouped = grouped();
    boolean always = aggregate.getGroupSets().contains(ImmutableBitSet.of());
    boolean nulls =
        keys == 0
            && aggregate.getAggCallList().stream().allMatch(call -> ofNothing(call).isEmpty());
    return always && !(lenient && nulls) ? withRowsOfNothing(grouped) : grouped;
  }

  private RelNode grouped() {
    int start = input.getRowType().getFieldCount() - width;
    ImmutableBitSet values = ImmutableBitSet.range(start, start + width);
    // A constant is the same in every group: it need not be told apart.
    ImmutableBitSet constants = constants();
    ImmutableBitSet own = aggregate.getGroupSet().except(constants);
    List<ImmutableBitSet> sets =
        aggregate.getGroupSets().stream().map(set -> set.except(constants).union(values)).toList();
    List<AggregateCall> calls = aggregate.getAggCallList().stream().map(this::perGroup).toList();
    RelNode grouped = LogicalAggregate.create(input, List.of(), own.union(values), sets, calls);
    List<RexNode> columns = new ArrayList<>();
    for (int key : aggregate.getGroupSet()) {
      columns.add(
          constants.get(key)
              ? ((Project) input).getProjects().get(key)
              : typed(rex.makeInputRef(grouped, own.indexOf(key)), columns.size()));
    }
    for (int i = 0; i < calls.size(); i++) {
      columns.add(typed(rex.makeInputRef(grouped, own.cardinality() + width + i), columns.size()));
    }
    for (int i = 0; i < width; i++) {
      columns.add(rex.makeInputRef(grouped, own.cardinality() + i));
    }
    return project(grouped, columns);
  }

  private ImmutableBitSet constants() {
    if (aggregate.getGroupType() != Aggregate.Group.SIMPLE || !(input instanceof Project project)) {
      return ImmutableBitSet.of();
    }
    ImmutableBitSet.Builder constants = ImmutableBitSet.builder();
    for (int key : aggregate.getGroupSet()) {
      if (project.getProjects().get(key) instanceof RexLiteral) {
        constants.set(key);
      }
    }
    return constants.build();
  }

  private AggregateCall perGroup(AggregateCall call) {
    return AggregateCall.create(
        call.getParserPosition(),
        call.getAggregation(),
        call.isDistinct(),
        call.isApproximate(),
        call.ignoreNulls(),
        call.rexList,
        call.getArgList(),
        call.filterArg,
        call.distinctKeys,
        call.getCollation(),
        false,
        input,
        null,
        call.getName());
  }

  /** A sum over a group is not null where one over everything may be. */
  private RexNode typed(RexNode value, int column) {
    RelDataType type = field(column).getType();
    return value.getType().equals(type) ? value : rex.makeCast(type, value, true, false);
  }

  private RelDataTypeField field(int column) {
    return aggregate.getRowType().getFieldList().get(column);
  }

  private RelNode project(RelNode node, List<RexNode> columns) {
    List<String> names = new ArrayList<>(aggregate.getRowType().getFieldNames());
    names.addAll(domain.getRowType().getFieldNames());
    return LogicalProject.create(node, List.of(), columns, names, Set.of());
  }

  /** The aggregate of no rows is a row too: every value of the domain has one. */
  private RelNode withRowsOfNothing(RelNode grouped) {
    int own = aggregate.getRowType().getFieldCount();
    List<RexNode> equalities = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      RelDataType type = grouped.getRowType().getFieldList().get(own + i).getType();
      RexNode a = rex.makeInputRef(domain, i);
      RexNode b = rex.makeInputRef(type, width + own + i);
      equalities.add(
          rex.makeCall(
              a.getType().isNullable() && type.isNullable()
                  ? SqlStdOperatorTable.IS_NOT_DISTINCT_FROM
                  : SqlStdOperatorTable.EQUALS,
              a,
              b));
    }
    RelNode joined =
        LogicalJoin.create(
            domain,
            grouped,
            List.of(),
            RexUtil.composeConjunction(rex, equalities),
            Set.of(),
            JoinRelType.LEFT);
    List<RexNode> columns = new ArrayList<>();
    for (int i = 0; i < own; i++) {
      RexNode value = rex.makeInputRef(joined, width + i);
      Optional<RexNode> otherwise =
          i < keys ? Optional.empty() : ofNothing(aggregate.getAggCallList().get(i - keys));
      columns.add(typed(otherwise.isEmpty() ? value : orElse(value, otherwise.get()), i));
    }
    for (int i = 0; i < width; i++) {
      columns.add(rex.makeInputRef(joined, i));
    }
    return project(joined, columns);
  }

  private RexNode orElse(RexNode value, RexNode otherwise) {
    return rex.makeCall(
        SqlStdOperatorTable.CASE,
        rex.makeCall(SqlStdOperatorTable.IS_NOT_NULL, value),
        rex.makeCast(otherwise.getType(), value, true, false),
        otherwise);
  }

  /** Returns what an aggregate function gives where there are no rows, if that is not null. */
  private Optional<RexNode> ofNothing(AggregateCall call) {
    return switch (call.getAggregation().getKind()) {
      case LITERAL_AGG -> Optional.of(call.rexList.get(0));
      case GROUPING, GROUPING_ID ->
          Optional.of(literal((1L << call.getArgList().size()) - 1, call.getType()));
      default ->
          call.getType().isNullable() ? Optional.empty() : Optional.of(literal(0, call.getType()));
    };
  }

  private RexNode literal(long value, RelDataType type) {
    return rex.makeExactLiteral(BigDecimal.valueOf(value), type);
  }
}
