package io.millrace.planner.build;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.error.Position;
import io.millrace.operator.aggregate.AggregateCall;
import io.millrace.planner.plan.Aggregate;
import io.millrace.planner.plan.Distinct;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.plan.Union;
import io.millrace.planner.type.SqlTypeFactory;
import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Builds groupings. Several grouping sets (ROLLUP, CUBE) are the union of one grouping each, with
 * nulls for the keys that it lacks.
 */
final class AggregateBuilder {
  private final org.apache.calcite.rel.core.Aggregate aggregate;
  private final RowType type;
  private PlanNode input;

  /** A key that is a window's start, and the column of its end; -1 where there is none. */
  private int startKey = -1;

  private int endColumn = -1;

  AggregateBuilder(PlanNode input, org.apache.calcite.rel.core.Aggregate aggregate) {
    this.input = input;
    this.aggregate = aggregate;
    this.type = TypeMapping.rowTypeOf(aggregate.getRowType());
  }

  PlanNode build() {
    List<AggregateCall> calls = new ArrayList<>();
    for (org.apache.calcite.rel.core.AggregateCall call : aggregate.getAggCallList()) {
      if (!isConstant(call)) {
        calls.add(translate(call));
      }
    }
    addWindowEnd();
    List<PlanNode> groupings = new ArrayList<>();
    for (ImmutableBitSet keys : aggregate.getGroupSets()) {
      groupings.add(grouping(keys, calls));
    }
    return groupings.size() == 1 ? groupings.get(0) : new Union(type, groupings);
  }

  private void addWindowEnd() {
    for (int key : aggregate.getGroupSet()) {
      if (WindowEnd.isEnd(input, key)) {
        return;
      }
    }
    for (int key : aggregate.getGroupSet()) {
      Optional<PlanNode> ended = WindowEnd.follow(input, key);
      if (ended.isPresent()) {
        input = ended.get();
        startKey = key;
        endColumn = input.type().size() - 1;
        return;
      }
    }
  }

  private PlanNode grouping(ImmutableBitSet keys, List<AggregateCall> calls) {
    List<Integer> columns = new ArrayList<>(keys.asList());
    if (startKey >= 0 && keys.get(startKey)) {
      columns.add(endColumn);
    }
    List<Field> results = new ArrayList<>();
    List<RexNode> projections = new ArrayList<>();
    for (int key : aggregate.getGroupSet()) {
      int index = keys.indexOf(key);
      RelDataType keyType = field(projections.size()).getType();
      projections.add(
          index >= 0
              ? keyReference(key, index)
              : Calcs.REX.makeNullLiteral(
                  SqlTypeFactory.INSTANCE.createTypeWithNullability(keyType, true)));
    }
    for (org.apache.calcite.rel.core.AggregateCall call : aggregate.getAggCallList()) {
      RelDataTypeField field = field(projections.size());
      if (isConstant(call)) {
        projections.add(constant(call, keys, field.getType()));
        continue;
      }
      Type result = calls.get(results.size()).resultType();
      boolean nullable = field.getType().isNullable();
      results.add(new Field(name(field.getName(), calls.get(results.size())), result, nullable));
      RexNode reference =
          Calcs.REX.makeInputRef(
              TypeMapping.toCalcite(result, nullable, SqlTypeFactory.INSTANCE),
              columns.size() + results.size() - 1);
      projections.add(
          result.equals(TypeMapping.typeOf(field.getType()))
              ? reference
              : Calcs.REX.makeCast(field.getType(), reference));
    }
    PlanNode grouped =
        calls.isEmpty() && !columns.isEmpty()
            ? new Distinct(Calcs.select(input, columns))
            : new Aggregate(input, columns, calls, results, false);
    return Calcs.project(grouped, projections, aggregate.getRowType().getFieldNames());
  }

  /** Names that validation made up say nothing. */
  private static String name(String name, AggregateCall call) {
    return name.contains("$") ? call.function().name().toLowerCase(Locale.ROOT) : name;
  }

  private RexNode keyReference(int key, int index) {
    Field field = input.type().field(key);
    return Calcs.REX.makeInputRef(
        TypeMapping.toCalcite(field.type(), field.nullable(), SqlTypeFactory.INSTANCE), index);
  }

  private RelDataTypeField field(int index) {
    return aggregate.getRowType().getFieldList().get(index);
  }

  /** GROUPING and the like say something of the grouping set, not of the rows. */
  private static boolean isConstant(org.apache.calcite.rel.core.AggregateCall call) {
    return switch (call.getAggregation().getKind()) {
      case GROUPING, GROUPING_ID, GROUP_ID, LITERAL_AGG -> true;
      default -> false;
    };
  }

  private RexNode constant(
      org.apache.calcite.rel.core.AggregateCall call, ImmutableBitSet keys, RelDataType result) {
    if (call.getAggregation().getKind() == SqlKind.LITERAL_AGG) {
      return call.rexList.get(0);
    } else if (call.getAggregation().getKind() == SqlKind.GROUP_ID) {
      return Calcs.REX.makeExactLiteral(BigDecimal.ZERO, result);
    }
    long bits = 0;
    for (int argument : call.getArgList()) {
      bits = bits * 2 + (keys.get(argument) ? 0 : 1);
    }
    return Calcs.REX.makeExactLiteral(BigDecimal.valueOf(bits), result);
  }

  private AggregateCall translate(org.apache.calcite.rel.core.AggregateCall call) {
    String name = call.getAggregation().getName();
    if (name.equalsIgnoreCase("COUNTIF") && !call.hasFilter() && !call.isDistinct()) {
      return new AggregateCall(
          AggregateCall.Function.COUNT,
          -1,
          null,
          call.getArgList().get(0),
          false,
          TypeMapping.typeOf(call.getType()),
          place(call.getParserPosition()));
    }
    if (!call.getCollation().getFieldCollations().isEmpty() || call.distinctKeys != null) {
      throw unsupported(name + " with WITHIN GROUP or ORDER BY");
    }
    AggregateCall.Function function = function(call.getAggregation().getKind(), name);
    int argument = argument(call, function);
    Type argumentType = argument < 0 ? null : input.type().type(argument);
    boolean distinct =
        argument >= 0
            && (call.isDistinct() || name.equals("APPROX_COUNT_DISTINCT"))
            && !indifferent(function);
    Type result = TypeMapping.typeOf(call.getType());
    return new AggregateCall(
        function,
        argument,
        argumentType,
        call.filterArg,
        distinct,
        isSpread(function) ? Type.DOUBLE : result,
        place(call.getParserPosition()));
  }

  private static Position place(SqlParserPos pos) {
    return pos.getLineNum() > 0
        ? new Position(pos.getLineNum(), pos.getColumnNum())
        : Position.NONE;
  }

  /** Whether it is computed as DOUBLE, whatever its type. */
  static boolean isSpread(AggregateCall.Function function) {
    return switch (function) {
      case VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP -> true;
      default -> false;
    };
  }

  /** Whether equal arguments may as well count twice. */
  static boolean indifferent(AggregateCall.Function function) {
    return switch (function) {
      case MIN, MAX, ANY_VALUE, EVERY, SOME -> true;
      default -> false;
    };
  }

  private int argument(
      org.apache.calcite.rel.core.AggregateCall call, AggregateCall.Function function) {
    List<Integer> arguments = call.getArgList();
    if (arguments.isEmpty()) {
      return -1;
    } else if (arguments.size() == 1) {
      int argument = arguments.get(0);
      boolean all =
          function == AggregateCall.Function.COUNT
              && !call.isDistinct()
              && !input.type().field(argument).nullable();
      return all ? -1 : argument;
    } else if (function == AggregateCall.Function.COUNT) {
      return together(arguments, call.isDistinct());
    }
    throw unsupported(call.getAggregation().getName() + " of several arguments");
  }

  /** COUNT(a, b) counts rows in which none is null; adds the column that says so. */
  private int together(List<Integer> arguments, boolean distinct) {
    List<RexNode> columns = new ArrayList<>(Calcs.references(input.type()));
    List<String> names = new ArrayList<>(Calcs.names(input.type()));
    List<RexNode> present = new ArrayList<>();
    List<RexNode> values = new ArrayList<>();
    for (int argument : arguments) {
      values.add(columns.get(argument));
      present.add(Calcs.REX.makeCall(SqlStdOperatorTable.IS_NOT_NULL, columns.get(argument)));
    }
    RexNode all = Calcs.REX.makeCall(SqlStdOperatorTable.AND, present);
    RexNode value =
        distinct
            ? Calcs.REX.makeCall(SqlStdOperatorTable.ROW, values)
            : Calcs.REX.makeLiteral(true);
    RelDataType nullable = SqlTypeFactory.INSTANCE.createTypeWithNullability(value.getType(), true);
    columns.add(
        Calcs.REX.makeCall(
            nullable,
            SqlStdOperatorTable.CASE,
            List.of(all, value, Calcs.REX.makeNullLiteral(nullable))));
    names.add("$together" + names.size());
    input = Calcs.project(input, columns, names);
    return columns.size() - 1;
  }

  static AggregateCall.Function function(SqlKind kind, String name) {
    return switch (kind) {
      case COUNT -> AggregateCall.Function.COUNT;
      case SUM -> AggregateCall.Function.SUM;
      case SUM0 -> AggregateCall.Function.SUM0;
      case AVG -> AggregateCall.Function.AVG;
      case MIN -> AggregateCall.Function.MIN;
      case MAX -> AggregateCall.Function.MAX;
      case ANY_VALUE -> AggregateCall.Function.ANY_VALUE;
      case SINGLE_VALUE -> AggregateCall.Function.SINGLE_VALUE;
      case VAR_POP -> AggregateCall.Function.VAR_POP;
      case VAR_SAMP -> AggregateCall.Function.VAR_SAMP;
      case STDDEV_POP -> AggregateCall.Function.STDDEV_POP;
      case STDDEV_SAMP -> AggregateCall.Function.STDDEV_SAMP;
      default -> byName(name);
    };
  }

  private static AggregateCall.Function byName(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "EVERY", "BOOL_AND", "LOGICAL_AND" -> AggregateCall.Function.EVERY;
      case "SOME", "BOOL_OR", "LOGICAL_OR" -> AggregateCall.Function.SOME;
      case "VARIANCE" -> AggregateCall.Function.VAR_SAMP;
      case "STDDEV" -> AggregateCall.Function.STDDEV_SAMP;
      case "APPROX_COUNT_DISTINCT" -> AggregateCall.Function.COUNT;
      default -> throw unsupported("aggregate function " + name);
    };
  }

  private static MillraceException unsupported(String feature) {
    return new MillraceException(ErrorCode.FEATURE_NOT_SUPPORTED, feature + " is not supported");
  }
}
