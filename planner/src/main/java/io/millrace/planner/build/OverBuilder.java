package io.millrace.planner.build;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.error.Position;
import io.millrace.operator.aggregate.AggregateCall;
import io.millrace.operator.order.SortColumn;
import io.millrace.operator.over.OverCall;
import io.millrace.planner.plan.Over;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.type.SqlTypeFactory;
import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Field;
import io.millrace.type.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * Adds columns with the results of functions with OVER: those that agree in PARTITION BY and ORDER
 * BY by one node.
 */
final class OverBuilder {
  private final Position place;
  private final FrameBuilder frames;
  private PlanNode node;

  /** The columns of the input, and those that functions need besides. */
  private List<RexNode> columns;

  private List<String> names;

  /**
   * @param place of the first OVER, for errors
   */
  OverBuilder(PlanNode input, Position place) {
    this.node = input;
    this.place = place;
    this.frames = new FrameBuilder(place);
  }

  /** What functions of one node have in common. */
  private record Shared(List<RexNode> partition, List<RexFieldCollation> order) {}

  /** Returns the node with the results, and where each is. */
  Numbered build(List<RexOver> windows) {
    Map<Shared, List<RexOver>> shared = new LinkedHashMap<>();
    for (RexOver window : windows) {
      RexWindow of = window.getWindow();
      shared
          .computeIfAbsent(new Shared(of.partitionKeys, of.orderKeys), none -> new ArrayList<>())
          .add(window);
    }
    Map<RexOver, Integer> places = new LinkedHashMap<>();
    shared.forEach((common, list) -> add(common, list, places));
    return new Numbered(node, windows.stream().map(places::get).toList());
  }

  /**
   * A node with results.
   *
   * @param places the result's column of each window
   */
  record Numbered(PlanNode node, List<Integer> places) {}

  private void add(Shared common, List<RexOver> windows, Map<RexOver, Integer> places) {
    columns = new ArrayList<>(Calcs.references(node.type()));
    names = new ArrayList<>(Calcs.names(node.type()));
    List<Integer> partition = new ArrayList<>();
    for (RexNode key : common.partition()) {
      partition.add(column(key));
    }
    boolean distances =
        windows.stream().anyMatch(window -> FrameBuilder.hasDistance(window.getWindow()));
    List<SortColumn> order = new ArrayList<>();
    for (RexFieldCollation key : common.order()) {
      int column = column(key.left);
      if (distances && partition.contains(column)) {
        // In a partition its own columns order nothing, but distances are taken in the order.
        column = add(columns.get(column));
      }
      order.addAll(
          PlanBuilder.sortColumns(
              List.of(new RelFieldCollation(column, key.getDirection(), key.getNullDirection()))));
    }
    Type ordered = order.isEmpty() ? null : type(order.get(0).column());
    List<OverCall> calls = new ArrayList<>();
    List<Field> results = new ArrayList<>();
    for (RexOver window : windows) {
      OverCall call = call(window, ordered);
      String name = window.getAggOperator().getName().toLowerCase(Locale.ROOT);
      calls.add(call);
      results.add(
          new Field(
              name + (names.size() + results.size()),
              call.resultType(),
              window.getType().isNullable()));
    }
    PlanNode input = Calcs.project(node, columns, names);
    node = new Over(input, partition, order, calls, results);
    for (int i = 0; i < windows.size(); i++) {
      places.put(windows.get(i), input.type().size() + i);
    }
  }

  private Type type(int column) {
    return TypeMapping.typeOf(columns.get(column).getType());
  }

  private int column(RexNode expression) {
    int known =
        expression instanceof RexInputRef reference
            ? reference.getIndex()
            : columns.indexOf(expression);
    return known >= 0 ? known : add(expression);
  }

  private int add(RexNode expression) {
    columns.add(expression);
    names.add("$over" + names.size());
    return columns.size() - 1;
  }

  /** Returns the column of a value in exactly the type of a result. */
  private int column(RexNode expression, RelDataType type) {
    Type wanted = TypeMapping.typeOf(type);
    if (TypeMapping.typeOf(expression.getType()).equals(wanted)) {
      return column(expression);
    }
    RelDataType target =
        SqlTypeFactory.INSTANCE.createTypeWithNullability(type, expression.getType().isNullable());
    return column(Calcs.REX.makeCast(target, expression));
  }

  private OverCall call(RexOver window, Type ordered) {
    SqlKind kind = window.getAggOperator().getKind();
    return switch (kind) {
      case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST ->
          new OverCall.Number(OverCall.Numbering.valueOf(kind.name()), 0);
      case NTILE ->
          new OverCall.Number(
              OverCall.Numbering.NTILE, positive("NTILE", window.getOperands().get(0)));
      case LAG, LEAD -> shift(window, kind == SqlKind.LAG);
      case FIRST_VALUE -> pick(window, 1, ordered);
      case LAST_VALUE -> pick(window, OverCall.Pick.LAST, ordered);
      case NTH_VALUE -> pick(window, positive("NTH_VALUE", window.getOperands().get(1)), ordered);
      default -> new OverCall.Total(frames.frame(window.getWindow(), ordered), aggregate(window));
    };
  }

  private OverCall shift(RexOver window, boolean lag) {
    List<RexNode> operands = window.getOperands();
    long distance =
        operands.size() < 2 ? 1 : constant(window.getAggOperator().getName(), operands.get(1));
    return new OverCall.Shift(
        column(operands.get(0), window.getType()),
        lag ? distance : -distance,
        operands.size() < 3 || RexLiteral.isNullLiteral(operands.get(2))
            ? -1
            : column(operands.get(2), window.getType()),
        window.ignoreNulls(),
        TypeMapping.typeOf(window.getType()));
  }

  private OverCall pick(RexOver window, long number, Type ordered) {
    return new OverCall.Pick(
        frames.frame(window.getWindow(), ordered),
        column(window.getOperands().get(0), window.getType()),
        number,
        window.ignoreNulls(),
        TypeMapping.typeOf(window.getType()));
  }

  private long positive(String function, RexNode number) {
    long constant = constant(function, number);
    if (constant <= 0) {
      throw new MillraceException(
          ErrorCode.INVALID_PARAMETER_VALUE,
          function + " takes a number above 0, not " + constant,
          place);
    }
    return constant;
  }

  private long constant(String function, RexNode number) {
    if (number instanceof RexLiteral literal && !literal.isNull()) {
      BigDecimal value = literal.getValueAs(BigDecimal.class);
      if (value != null && value.stripTrailingZeros().scale() <= 0) {
        // No partition has more rows.
        BigDecimal most = BigDecimal.valueOf(Integer.MAX_VALUE);
        return value.min(most).max(most.negate()).longValue();
      }
    }
    throw new MillraceException(
        ErrorCode.FEATURE_NOT_SUPPORTED,
        "the number of rows that " + function + " takes must be a constant whole number",
        place);
  }

  private AggregateCall aggregate(RexOver window) {
    String name = window.getAggOperator().getName();
    List<RexNode> operands = window.getOperands();
    Type result = TypeMapping.typeOf(window.getType());
    if (name.equalsIgnoreCase("COUNTIF")) {
      return new AggregateCall(
          AggregateCall.Function.COUNT, -1, null, column(operands.get(0)), false, result);
    }
    AggregateCall.Function function =
        AggregateBuilder.function(window.getAggOperator().getKind(), name);
    if (operands.isEmpty()) {
      return new AggregateCall(function, -1, null, -1, false, result);
    }
    RexNode argument = operands.get(0);
    boolean distinct =
        (window.isDistinct() || name.equals("APPROX_COUNT_DISTINCT"))
            && !AggregateBuilder.indifferent(function);
    if (operands.size() > 1) {
      if (function != AggregateCall.Function.COUNT || distinct) {
        throw new MillraceException(
            ErrorCode.FEATURE_NOT_SUPPORTED,
            name + " of several arguments with OVER is not supported",
            place);
      }
      argument = together(operands);
    }
    boolean all =
        function == AggregateCall.Function.COUNT && !distinct && !argument.getType().isNullable();
    int column = all ? -1 : column(argument);
    return new AggregateCall(
        function,
        column,
        all ? null : type(column),
        -1,
        distinct,
        AggregateBuilder.isSpread(function) ? Type.DOUBLE : result);
  }

  /** A value where none of these is null. */
  private static RexNode together(List<RexNode> values) {
    List<RexNode> present =
        values.stream()
            .map(value -> Calcs.REX.makeCall(SqlStdOperatorTable.IS_NOT_NULL, value))
            .toList();
    RexNode value = Calcs.REX.makeLiteral(true);
    RelDataType nullable = SqlTypeFactory.INSTANCE.createTypeWithNullability(value.getType(), true);
    return Calcs.REX.makeCall(
        nullable,
        SqlStdOperatorTable.CASE,
        List.of(
            present.size() == 1
                ? present.get(0)
                : Calcs.REX.makeCall(SqlStdOperatorTable.AND, present),
            value,
            Calcs.REX.makeNullLiteral(nullable)));
  }
}
