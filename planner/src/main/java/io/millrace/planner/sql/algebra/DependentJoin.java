package io.millrace.planner.sql.algebra;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.Strong;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalCorrelate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Turns a join whose right side refers to the row of the left into a plain join, as in Neumann and
 * Kemper, "Unnesting Arbitrary Queries" (BTW 2015).
 *
 * <p>The <i>domain</i> is the set of the values that the right side asks the left for. It is pushed
 * down the right side: {@link #push} makes of each node one that gives its rows for every value of
 * the domain, that is, the node's own columns, of the same types, and then those of the domain.
 * What comes out is joined with the left by the domain's columns.
 *
 * <p>The right side may give rows for values that are not in the domain: nothing meets them in that
 * join. So the domain need not be joined where a condition {@code column = outer value} says the
 * value. SINGLE_VALUE, which is an error over several rows, has to see rows of the domain alone.
 */
final class DependentJoin {
  private final CorrelationId variable;
  private final List<Integer> outer;
  private final RelNode domain;
  private final RexBuilder rex;
  private final boolean exact;
  private final Map<RelNode, Boolean> dependent = new IdentityHashMap<>();

  private DependentJoin(Correlate correlate) {
    this.variable = correlate.getCorrelationId();
    this.outer = correlate.getRequiredColumns().asList();
    this.rex = correlate.getCluster().getRexBuilder();
    RelNode left = correlate.getLeft();
    RelNode values =
        LogicalProject.create(
            left,
            List.of(),
            outer.stream().map(column -> rex.makeInputRef(left, column)).toList(),
            outer.stream().map(left.getRowType().getFieldNames()::get).toList(),
            Set.of());
    this.domain =
        LogicalAggregate.create(
            values, List.of(), ImmutableBitSet.range(outer.size()), null, List.of());
    this.exact = SingleValues.in(correlate.getRight());
  }

  /**
   * Returns a join of the same rows and columns.
   *
   * @param correlate one of which neither side holds another, but for {@link LateralUnnest}
   */
  static RelNode eliminate(Correlate correlate) {
    RelNode left = correlate.getLeft();
    DependentJoin join = new DependentJoin(correlate);
    if (!join.isDependent(correlate.getRight())) {
      return join.join(left, correlate.getRight(), List.of(), correlate.getJoinType());
    }
    boolean lenient = correlate.getJoinType() == JoinRelType.LEFT;
    RelNode right = join.push(correlate.getRight(), lenient);
    int leftWidth = width(left);
    int rightWidth = width(correlate.getRight());
    List<RexNode> equalities = new ArrayList<>();
    for (int i = 0; i < join.outer.size(); i++) {
      equalities.add(
          join.equality(
              join.rex.makeInputRef(left, join.outer.get(i)),
              join.rex.makeInputRef(type(right, rightWidth + i), leftWidth + rightWidth + i)));
    }
    RelNode joined = join.join(left, right, equalities, correlate.getJoinType());
    return join.select(joined, range(0, width(correlate)));
  }

  private RelNode join(RelNode left, RelNode right, List<RexNode> conditions, JoinRelType type) {
    RexNode condition = RexUtil.composeConjunction(rex, conditions);
    return LogicalJoin.create(left, right, List.of(), condition, Set.of(), type);
  }

  /** An equality by which null meets null, in its simplest form. */
  private RexNode equality(RexNode a, RexNode b) {
    boolean nulls = a.getType().isNullable() && b.getType().isNullable();
    return rex.makeCall(
        nulls ? SqlStdOperatorTable.IS_NOT_DISTINCT_FROM : SqlStdOperatorTable.EQUALS, a, b);
  }

  private static int width(RelNode node) {
    return node.getRowType().getFieldCount();
  }

  private static RelDataType type(RelNode node, int column) {
    return node.getRowType().getFieldList().get(column).getType();
  }

  private static List<Integer> range(int start, int end) {
    return IntStream.range(start, end).boxed().toList();
  }

  private boolean isDependent(RelNode node) {
    Boolean known = dependent.get(node);
    if (known == null) {
      known =
          uses(node)
              || node.getInputs().stream().map(this::isDependent).reduce(false, Boolean::logicalOr);
      dependent.put(node, known);
    }
    return known;
  }

  /** Whether the node itself refers to the left row. */
  private boolean uses(RelNode node) {
    RelOptUtil.VariableUsedVisitor visitor = new RelOptUtil.VariableUsedVisitor(null);
    node.accept(visitor);
    return visitor.variables.contains(variable);
  }

  private boolean uses(RexNode expression) {
    RelOptUtil.VariableUsedVisitor visitor = new RelOptUtil.VariableUsedVisitor(null);
    expression.accept(visitor);
    return visitor.variables.contains(variable);
  }

  /**
   * Returns the node's rows for every value of the domain: its columns, then the domain's.
   *
   * @param lenient whether a row of nulls may as well be left out
   */
  private RelNode push(RelNode node, boolean lenient) {
    if (!isDependent(node)) {
      return join(node, domain, List.of(), JoinRelType.INNER);
    } else if (node instanceof Filter filter) {
      return filter(filter, lenient);
    } else if (node instanceof Project project) {
      return project(project, lenient);
    } else if (node instanceof Aggregate aggregate) {
      return new DependentAggregate(aggregate, push(aggregate.getInput(), false), domain)
          .apply(lenient);
    } else if (node instanceof Sort sort) {
      return sort(sort, lenient);
    } else if (node instanceof Join inner) {
      return join(inner);
    } else if (node instanceof SetOp operation) {
      return operation.copy(
          operation.getTraitSet(),
          operation.getInputs().stream().map(input -> push(input, false)).toList());
    } else if (node instanceof WindowRel window) {
      return window(window);
    } else if (node instanceof Uncollect uncollect) {
      return uncollect(uncollect);
    } else if (node instanceof Correlate correlate) {
      return lateral(correlate);
    }
    throw new MillraceException(
        ErrorCode.FEATURE_NOT_SUPPORTED,
        "this correlated sub-query is not supported; write it as a join");
  }

  private RelNode filter(Filter filter, boolean lenient) {
    Optional<RelNode> derived = derived(filter);
    if (derived.isPresent()) {
      return derived.get();
    }
    RelNode input = push(filter.getInput(), lenient);
    return LogicalFilter.create(
        input, resolve(filter.getCondition(), input, width(filter.getInput())));
  }

  /** Takes the domain's values from columns that are said to equal them, if there are such. */
  private Optional<RelNode> derived(Filter filter) {
    if (exact || isDependent(filter.getInput())) {
      return Optional.empty();
    }
    RexNode[] values = new RexNode[outer.size()];
    List<RexNode> rest = new ArrayList<>();
    for (RexNode condition : RelOptUtil.conjunctions(filter.getCondition())) {
      if (!uses(condition)) {
        rest.add(condition);
        continue;
      }
      boolean equal = condition.getKind() == SqlKind.EQUALS;
      if (!equal && condition.getKind() != SqlKind.IS_NOT_DISTINCT_FROM) {
        return Optional.empty();
      }
      List<RexNode> operands = ((RexCall) condition).getOperands();
      int first = outerColumn(operands.get(0));
      int place = first >= 0 ? first : outerColumn(operands.get(1));
      RexNode value = operands.get(first >= 0 ? 1 : 0);
      RexNode asked = operands.get(first >= 0 ? 0 : 1);
      if (place < 0
          || uses(value)
          || !SqlTypeUtil.equalSansNullability(value.getType(), asked.getType())) {
        return Optional.empty();
      }
      if (values[place] != null) {
        rest.add(rex.makeCall(((RexCall) condition).getOperator(), values[place], value));
      } else {
        values[place] = value;
        if (equal && value.getType().isNullable()) {
          rest.add(rex.makeCall(SqlStdOperatorTable.IS_NOT_NULL, value));
        }
      }
    }
    List<RexNode> columns = new ArrayList<>(rex.identityProjects(filter.getRowType()));
    for (RexNode value : values) {
      if (value == null) {
        return Optional.empty();
      }
      columns.add(value);
    }
    RexNode condition = RexUtil.composeConjunction(rex, rest);
    RelNode filtered =
        condition.isAlwaysTrue()
            ? filter.getInput()
            : LogicalFilter.create(filter.getInput(), condition);
    return Optional.of(project(filtered, columns, filter.getRowType()));
  }

  /** Which of the domain's columns an expression is; -1 if none. */
  private int outerColumn(RexNode expression) {
    return LeftColumn.of(expression, variable).map(outer::indexOf).orElse(-1);
  }

  private RelNode project(Project project, boolean lenient) {
    RelNode old = project.getInput();
    ImmutableBitSet all = ImmutableBitSet.range(width(old));
    boolean strong =
        project.getProjects().stream().allMatch(expression -> Strong.isNull(expression, all));
    RelNode input = push(old, lenient && strong);
    List<RexNode> columns = new ArrayList<>();
    for (RexNode expression : project.getProjects()) {
      columns.add(resolve(expression, input, width(old)));
    }
    for (int i = 0; i < outer.size(); i++) {
      columns.add(rex.makeInputRef(input, width(old) + i));
    }
    return project(input, columns, project.getRowType());
  }

  /** Puts the domain's columns in the place of what refers to the left row. */
  private RexNode resolve(RexNode expression, RelNode input, int start) {
    List<RexNode> values = new ArrayList<>();
    for (int i = 0; i < outer.size(); i++) {
      values.add(rex.makeInputRef(input, start + i));
    }
    return expression.accept(new LeftColumn.Resolution(rex, variable, outer, values));
  }

  /**
   * @param type gives the names of the first columns; the rest are the domain's
   */
  private RelNode project(RelNode input, List<RexNode> columns, RelDataType type) {
    List<String> names = new ArrayList<>(type.getFieldNames());
    names.addAll(domain.getRowType().getFieldNames());
    return LogicalProject.create(input, List.of(), columns, names, Set.of());
  }

  private RelNode select(RelNode input, List<Integer> columns) {
    List<RelDataTypeField> fields = input.getRowType().getFieldList();
    return LogicalProject.create(
        input,
        List.of(),
        columns.stream().map(column -> rex.makeInputRef(input, column)).toList(),
        columns.stream().map(column -> fields.get(column).getName()).toList(),
        Set.of());
  }

  /** The first rows of every value of the domain. */
  private RelNode sort(Sort sort, boolean lenient) {
    RelNode input = push(sort.getInput(), lenient && sort.offset == null);
    return sort.fetch == null && sort.offset == null
        ? input
        : FirstRows.of(sort, input, range(width(sort), width(input)));
  }

  private RelNode join(Join join) {
    RelNode left = join.getLeft();
    RelNode right = join.getRight();
    JoinRelType type = join.getJoinType();
    boolean pushLeft;
    boolean pushRight;
    switch (type) {
      case INNER -> {
        pushLeft = isDependent(left) || !isDependent(right);
        pushRight = isDependent(right);
      }
      case LEFT, SEMI, ANTI -> {
        pushLeft = true;
        pushRight = isDependent(right);
      }
      case RIGHT -> {
        pushLeft = isDependent(left);
        pushRight = true;
      }
      default -> {
        pushLeft = true;
        pushRight = true;
      }
    }
    RelNode newLeft = pushLeft ? push(left, false) : left;
    RelNode newRight = pushRight ? push(right, false) : right;
    int shift = width(newLeft) - width(left);
    int leftDomain = width(left);
    int rightDomain = width(newLeft) + width(right);
    List<RexNode> leftValues = new ArrayList<>();
    List<RexNode> rightValues = new ArrayList<>();
    for (int i = 0; i < outer.size(); i++) {
      if (pushLeft) {
        leftValues.add(rex.makeInputRef(type(newLeft, leftDomain + i), leftDomain + i));
      }
      if (pushRight) {
        rightValues.add(rex.makeInputRef(type(newRight, width(right) + i), rightDomain + i));
      }
    }
    RexNode shifted =
        join.getCondition()
            .accept(
                new RexShuttle() {
                  @Override
                  public RexNode visitInputRef(RexInputRef reference) {
                    return reference.getIndex() < leftDomain
                        ? reference
                        : new RexInputRef(reference.getIndex() + shift, reference.getType());
                  }
                });
    List<RexNode> conditions = new ArrayList<>();
    conditions.add(
        shifted.accept(
            new LeftColumn.Resolution(rex, variable, outer, pushLeft ? leftValues : rightValues)));
    for (int i = 0; pushLeft && pushRight && i < outer.size(); i++) {
      conditions.add(equality(leftValues.get(i), rightValues.get(i)));
    }
    RelNode joined = join(newLeft, newRight, conditions, type);
    if (!type.projectsRight()) {
      return joined;
    }
    List<RexNode> columns = new ArrayList<>();
    range(0, leftDomain).forEach(i -> columns.add(rex.makeInputRef(joined, i)));
    range(width(newLeft), rightDomain).forEach(i -> columns.add(rex.makeInputRef(joined, i)));
    for (int i = 0; i < outer.size(); i++) {
      RexNode ofLeft = pushLeft ? rex.makeInputRef(joined, leftDomain + i) : null;
      RexNode ofRight = pushRight ? rex.makeInputRef(joined, rightDomain + i) : null;
      if (type == JoinRelType.FULL) {
        columns.add(
            rex.makeCall(
                SqlStdOperatorTable.CASE,
                rex.makeCall(SqlStdOperatorTable.IS_NOT_NULL, ofLeft),
                ofLeft,
                ofRight));
      } else {
        columns.add(type == JoinRelType.RIGHT || !pushLeft ? ofRight : ofLeft);
      }
    }
    return project(joined, columns, join.getRowType());
  }

  private RelNode window(WindowRel window) {
    RelNode input = push(window.getInput(), false);
    int old = width(window.getInput());
    RelNode assigned = window.over(input, range(old, width(input)));
    List<Integer> columns = new ArrayList<>(range(0, old));
    columns.addAll(range(width(input), width(assigned)));
    columns.addAll(range(old, width(input)));
    return select(assigned, columns);
  }

  /** UNNEST of arrays of the left row: of the arrays of the domain, beside its values. */
  private RelNode uncollect(Uncollect uncollect) {
    RelNode input = push(uncollect.getInput(), false);
    int arrays = width(uncollect.getInput());
    CorrelationId id = input.getCluster().createCorrel();
    RexNode row = rex.makeCorrel(input.getRowType(), id);
    RelNode right =
        uncollect.copy(
            uncollect.getTraitSet(),
            List.of(
                LogicalProject.create(
                    LogicalValues.createOneRow(input.getCluster()),
                    List.of(),
                    range(0, arrays).stream().map(i -> rex.makeFieldAccess(row, i)).toList(),
                    uncollect.getInput().getRowType().getFieldNames(),
                    Set.of())));
    RelNode unnested =
        LogicalCorrelate.create(
            input, right, List.of(), id, ImmutableBitSet.range(arrays), JoinRelType.INNER);
    List<Integer> columns = new ArrayList<>(range(width(input), width(unnested)));
    columns.addAll(range(arrays, width(input)));
    return select(unnested, columns);
  }

  /** A {@link LateralUnnest} inside: its left side carries the domain. */
  private RelNode lateral(Correlate correlate) {
    RelNode left = push(correlate.getLeft(), false);
    int old = width(correlate.getLeft());
    CorrelationId id = left.getCluster().createCorrel();
    RexNode row = rex.makeCorrel(left.getRowType(), id);
    List<Integer> own = range(0, old);
    List<RexNode> ownValues = own.stream().map(i -> rex.makeFieldAccess(row, i)).toList();
    List<RexNode> values =
        range(old, width(left)).stream().map(i -> rex.makeFieldAccess(row, i)).toList();
    RexShuttle ofLeft =
        new LeftColumn.Resolution(rex, correlate.getCorrelationId(), own, ownValues);
    RexShuttle ofOuter = new LeftColumn.Resolution(rex, variable, outer, values);
    RelNode right =
        correlate
            .getRight()
            .accept(
                new RelHomogeneousShuttle() {
                  @Override
                  public RelNode visit(RelNode other) {
                    return super.visit(other).accept(ofLeft).accept(ofOuter);
                  }
                });
    RelNode joined =
        LogicalCorrelate.create(
            left,
            right,
            List.of(),
            id,
            ImmutableBitSet.range(width(left)),
            correlate.getJoinType());
    List<Integer> columns = new ArrayList<>(own);
    columns.addAll(range(width(left), width(joined)));
    columns.addAll(range(old, width(left)));
    return select(joined, columns);
  }

  /** Looks for aggregates that are errors over several rows. */
  private static final class SingleValues extends RelHomogeneousShuttle {
    private boolean found;

    static boolean in(RelNode node) {
      SingleValues finder = new SingleValues();
      finder.visit(node);
      return finder.found;
    }

    @Override
    public RelNode visit(RelNode node) {
      found |=
          node instanceof Aggregate aggregate
              && aggregate.getAggCallList().stream()
                  .anyMatch(call -> call.getAggregation().getKind() == SqlKind.SINGLE_VALUE);
      return found ? node : super.visit(node);
    }
  }
}
