package io.millrace.planner.sql;

import io.millrace.error.Position;
import io.millrace.planner.type.SqlTypeFactory;
import java.util.function.Function;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Gives expressions and aggregates the place in the user's own text, for errors when they are
 * evaluated; or takes it away from expressions of another statement's text, such as that of a view
 * that is read.
 */
public final class ExpressionPlaces extends RexShuttle {
  private final RexBuilder rex;
  private final Function<SqlParserPos, Position> places;

  private ExpressionPlaces(RexBuilder rex, Function<SqlParserPos, Position> places) {
    this.rex = rex;
    this.places = places;
  }

  /** Returns the same algebra, whose expressions stand where the function says. */
  static RelNode move(RelNode node, Function<SqlParserPos, Position> places) {
    ExpressionPlaces moving = new ExpressionPlaces(node.getCluster().getRexBuilder(), places);
    return node.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode other) {
            RelNode visited = super.visit(other).accept(moving);
            return visited instanceof Aggregate aggregate ? moving.calls(aggregate) : visited;
          }
        });
  }

  /** Returns the same expression without a place. */
  public static RexNode forget(RexNode expression) {
    RexBuilder rex = new RexBuilder(SqlTypeFactory.INSTANCE);
    return expression.accept(new ExpressionPlaces(rex, place -> Position.NONE));
  }

  private Aggregate calls(Aggregate aggregate) {
    return aggregate.copy(
        aggregate.getTraitSet(),
        aggregate.getInput(),
        aggregate.getGroupSet(),
        aggregate.getGroupSets(),
        aggregate.getAggCallList().stream()
            .map(
                call ->
                    AggregateCall.create(
                        place(call.getParserPosition()),
                        call.getAggregation(),
                        call.isDistinct(),
                        call.isApproximate(),
                        call.ignoreNulls(),
                        call.rexList,
                        call.getArgList(),
                        call.filterArg,
                        call.distinctKeys,
                        call.getCollation(),
                        call.getType(),
                        call.getName()))
            .toList());
  }

  private SqlParserPos place(SqlParserPos pos) {
    Position place = places.apply(pos);
    return place.isKnown() ? new SqlParserPos(place.line(), place.column()) : SqlParserPos.ZERO;
  }

  @Override
  public RexNode visitCall(RexCall call) {
    RexNode visited = super.visitCall(call);
    if (visited.getClass() != RexCall.class) {
      return visited;
    }
    RexCall plain = (RexCall) visited;
    return rex.makeCall(
        place(plain.pos), plain.getType(), plain.getOperator(), plain.getOperands());
  }

  @Override
  public RexNode visitSubQuery(RexSubQuery subQuery) {
    RexSubQuery visited = (RexSubQuery) super.visitSubQuery(subQuery);
    return visited.clone(move(visited.rel, places));
  }
}
