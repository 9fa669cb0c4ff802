package io.millrace.planner;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.planner.build.Assignment;
import io.millrace.planner.sql.ExpressionPlaces;
import io.millrace.planner.sql.QueryConverter;
import io.millrace.planner.sql.syntax.Syntax;
import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Field;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlNode;

/** Expressions over the columns of a scope. */
final class RowExpressions {
  private final RowScope scope;
  private final QueryConverter converter;

  RowExpressions(RowScope scope, PlannerContext context) {
    this.scope = scope;
    this.converter =
        new QueryConverter(
            new ScopeCatalog(scope, context.schema()),
            context.forFunctions(),
            context.parameters(),
            context.places(),
            false);
  }

  /**
   * Returns the expressions in the types that they are assigned to.
   *
   * @param targets empty for an expression's own type
   * @param columns the names of the columns that are assigned to, for errors
   */
  List<RexNode> convert(
      List<EmbeddedSql> texts, List<Optional<Type>> targets, List<String> columns) {
    if (texts.isEmpty()) {
      return List.of();
    }
    List<SqlNode> parsed = new ArrayList<>();
    for (EmbeddedSql text : texts) {
      parsed.add(qualified(converter.parseExpression(text)));
    }
    List<RexNode> expressions = converted(parsed);
    List<RexNode> assigned = new ArrayList<>();
    for (int i = 0; i < expressions.size(); i++) {
      assigned.add(
          assign(expressions.get(i), targets.get(i), columns.get(i), parsed.get(i), converter));
    }
    return assigned;
  }

  /** Returns a condition. */
  RexNode condition(EmbeddedSql text) {
    SqlNode parsed = qualified(converter.parseExpression(text));
    RexNode condition = converted(List.of(parsed)).get(0);
    Type type = TypeMapping.typeOf(condition.getType());
    if (!(type instanceof Type.BooleanType) && !(type instanceof Type.NullType)) {
      throw converter.error(
          ErrorCode.DATATYPE_MISMATCH,
          "a condition is needed here, something that is true or false, not " + type.sql(),
          parsed);
    }
    return condition;
  }

  /** Returns an expression that gives a moment of time. */
  RexNode instant(EmbeddedSql text) {
    SqlNode parsed = qualified(converter.parseExpression(text));
    RexNode instant = converted(List.of(parsed)).get(0);
    Type type = TypeMapping.typeOf(instant.getType());
    if (!(type instanceof Type.TimestampType)) {
      throw converter.error(
          ErrorCode.DATATYPE_MISMATCH,
          "a watermark is a TIMESTAMP, but this is " + type.sql() + "; CAST it",
          parsed);
    }
    return assign(instant, Optional.of(Type.TIMESTAMP), "watermark", parsed, converter);
  }

  /** They are run by other statements than the one they stand in, to which places say nothing. */
  private List<RexNode> converted(List<SqlNode> parsed) {
    return converter
        .convertExpressions(parsed, scope.rows().stream().map(RowScope.Row::name).toList())
        .stream()
        .map(expression -> ExpressionPlaces.forget(expression))
        .toList();
  }

  /** A name alone means the first row's column, as in PostgreSQL's ON CONFLICT. */
  private SqlNode qualified(SqlNode expression) {
    if (scope.rows().size() < 2) {
      return expression;
    }
    RowScope.Row first = scope.rows().get(0);
    return Syntax.qualify(
        expression, first.name(), first.type().fields().stream().map(Field::name).toList());
  }

  /** Returns a value as it is put into a column. */
  static RexNode assign(
      RexNode value,
      Optional<Type> target,
      String column,
      SqlNode place,
      QueryConverter converter) {
    if (target.isEmpty()) {
      return value;
    }
    return Assignment.cast(value, target.get(), value instanceof RexLiteral)
        .orElseThrow(() -> mismatch(value, target.get(), column, place, converter));
  }

  static MillraceException mismatch(
      RexNode value, Type target, String column, SqlNode place, QueryConverter converter) {
    return converter.error(
        ErrorCode.DATATYPE_MISMATCH,
        "column \""
            + column
            + "\" is "
            + target.sql()
            + ", but the value is "
            + TypeMapping.typeOf(value.getType()).sql()
            + "; CAST it",
        place);
  }
}
