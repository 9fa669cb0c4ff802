package io.millrace.planner;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.error.Position;
import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.parser.statement.Change;
import io.millrace.parser.statement.Identifier;
import io.millrace.parser.text.SourcePosition;
import io.millrace.planner.build.Assignment;
import io.millrace.planner.build.PlanBuilder;
import io.millrace.planner.build.Plans;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.sql.QueryConverter;
import io.millrace.planner.sql.algebra.Algebra;
import io.millrace.planner.sql.syntax.Syntax;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlNode;

/** Plans INSERT, UPDATE and DELETE of one table. */
final class ChangePlanner {
  private final QueryConverter converter;
  private final PlannerContext context;
  private final TableTarget target;

  ChangePlanner(QueryConverter converter, PlannerContext context, TableTarget target) {
    this.converter = converter;
    this.context = context;
    this.target = target;
  }

  /** Returns the rows of an INSERT as rows of the table. */
  PlanNode insert(Change.Insert insert) {
    List<Integer> into = columns(insert.columns());
    SqlNode source =
        Syntax.replaceDefaults(
            converter.parseQuery(insert.source()),
            column ->
                column < into.size()
                    ? defaultSyntax(target.columns().get(into.get(column)))
                    : Syntax.nullConstant());
    Algebra algebra = converter.convert(source);
    if (algebra.columns().size() != into.size()) {
      throw converter.error(
          ErrorCode.SYNTAX_ERROR,
          "the rows have "
              + count(algebra.columns().size())
              + ", but "
              + into.size()
              + (into.size() == 1 ? " is" : " are")
              + " to be filled: "
              + String.join(", ", into.stream().map(this::columnName).toList()),
          Syntax.column(source, into.size()).orElse(source));
    }
    PlanNode rows =
        PlanBuilder.topN(
            QueryPlanner.rows(algebra),
            PlanBuilder.sortColumns(algebra.order()),
            algebra.offset(),
            algebra.limit());
    List<RexNode> values = new ArrayList<>(defaults(into));
    for (int i = 0; i < into.size(); i++) {
      int column = into.get(i);
      RexNode value = Plans.reference(rows, algebra.columns().get(i));
      Type type = target.type().type(column);
      int place = i;
      values.set(
          column,
          Assignment.cast(value, type, Syntax.isConstant(source, i))
              .orElseThrow(
                  () ->
                      RowExpressions.mismatch(
                          value,
                          type,
                          columnName(column),
                          Syntax.column(source, place).orElse(source),
                          converter)));
    }
    return generated(Plans.project(rows, values, names(target.type())), 0);
  }

  private static String count(int columns) {
    return columns == 1 ? "1 column" : columns + " columns";
  }

  private String columnName(int column) {
    return target.columns().get(column).field().name();
  }

  /** Returns the indexes of the named columns; all that are not generated where none is named. */
  private List<Integer> columns(List<Identifier> names) {
    if (names.isEmpty()) {
      return IntStream.range(0, target.columns().size())
          .filter(i -> target.columns().get(i).generatedAs().isEmpty())
          .boxed()
          .toList();
    }
    List<Integer> columns = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    for (Identifier name : names) {
      int column = column(name, false);
      if (!seen.add(column)) {
        throw new MillraceException(
            ErrorCode.DUPLICATE_COLUMN,
            "column \"" + name.name() + "\" is named twice",
            position(name.position()));
      }
      columns.add(column);
    }
    return columns;
  }

  private int column(Identifier name, boolean generated) {
    int column = target.type().indexOf(name.name());
    if (column < 0) {
      throw new MillraceException(
          ErrorCode.UNDEFINED_COLUMN,
          "column \""
              + name.name()
              + "\" not found"
              + QueryConverter.didYouMean(name.name(), names(target.type())),
          position(name.position()));
    }
    if (!generated && target.columns().get(column).generatedAs().isPresent()) {
      throw new MillraceException(
          ErrorCode.INVALID_DEFINITION,
          "column \"" + name.name() + "\" is generated and cannot be written to",
          position(name.position()));
    }
    return column;
  }

  private static Position position(SourcePosition place) {
    return new Position(place.line(), place.column());
  }

  private SqlNode defaultSyntax(TableTarget.Column column) {
    return column.defaultValue().map(converter::parseDefinition).orElse(Syntax.nullConstant());
  }

  /** Returns for each column what stands there when nothing is said. */
  private List<RexNode> defaults(List<Integer> given) {
    List<RexNode> values = new ArrayList<>();
    for (int i = 0; i < target.columns().size(); i++) {
      TableTarget.Column column = target.columns().get(i);
      boolean needed = !given.contains(i) && column.generatedAs().isEmpty();
      values.add(
          needed && column.defaultValue().isPresent()
              ? new RowExpressions(new RowScope(List.of()), context)
                  .convert(
                      List.of(column.defaultValue().get()),
                      List.of(Optional.of(column.field().type())),
                      List.of(column.field().name()))
                  .get(0)
              : Plans.nullOf(column.field().type()));
    }
    return values;
  }

  /**
   * Returns the rows with their generated columns computed.
   *
   * @param first where the table's row begins in the node's columns
   */
  private PlanNode generated(PlanNode node, int first) {
    Map<Integer, RexNode> computed = generatedExpressions();
    if (computed.isEmpty()) {
      return node;
    }
    List<RexNode> columns = new ArrayList<>();
    for (int i = 0; i < node.type().size(); i++) {
      RexNode expression = computed.get(i - first);
      columns.add(expression == null ? Plans.reference(node, i) : Plans.shift(expression, first));
    }
    return Plans.project(node, columns, names(node.type()));
  }

  private Map<Integer, RexNode> generatedExpressions() {
    Map<Integer, RexNode> computed = new HashMap<>();
    String name = tableName();
    for (int i = 0; i < target.columns().size(); i++) {
      TableTarget.Column column = target.columns().get(i);
      if (column.generatedAs().isPresent()) {
        computed.put(
            i,
            new RowExpressions(RowScope.of(name, target.type()), context)
                .convert(
                    List.of(column.generatedAs().get()),
                    List.of(Optional.of(column.field().type())),
                    List.of(column.field().name()))
                .get(0));
      }
    }
    return computed;
  }

  private String tableName() {
    List<String> path = target.relation().path();
    return path.get(path.size() - 1);
  }

  /** Returns each row that changes: all old columns, then all new ones. */
  PlanNode update(Change.Update update) {
    String alias = update.alias().map(Identifier::name).orElse(update.table().last().name());
    Map<Integer, SqlNode> values = assignments(update.assignments());
    List<SqlNode> items = new ArrayList<>();
    int width = target.columns().size();
    for (int i = 0; i < width; i++) {
      items.add(Syntax.name(List.of(alias, columnName(i))));
    }
    for (int i = 0; i < width; i++) {
      items.add(values.getOrDefault(i, items.get(i)));
    }
    SqlNode from = Syntax.as(Syntax.name(update.table().names()), alias);
    if (update.from().isPresent()) {
      from = Syntax.crossJoin(from, converter.parseFrom(update.from().get()));
    }
    SqlNode query =
        Syntax.select(items, from, update.where().map(converter::parseExpression).orElse(null));
    Algebra algebra = converter.convert(query);
    PlanNode rows = QueryPlanner.rows(algebra);
    List<RexNode> columns = new ArrayList<>();
    for (int i = 0; i < 2 * width; i++) {
      RexNode value = Plans.reference(rows, algebra.columns().get(i));
      SqlNode assigned = i < width ? null : values.get(i - width);
      columns.add(assigned == null ? value : assign(value, i - width, assigned));
    }
    List<String> names = new ArrayList<>(names(target.type()));
    names.addAll(names(target.type()));
    PlanNode changed = Plans.project(rows, columns, names);
    return generated(update.from().isPresent() ? oneChangeEach(changed, update) : changed, width);
  }

  private RexNode assign(RexNode value, int column, SqlNode place) {
    Type type = target.type().type(column);
    return Assignment.cast(value, type, Syntax.isConstant(place))
        .orElseThrow(
            () -> RowExpressions.mismatch(value, type, columnName(column), place, converter));
  }

  /** A row that several rows of FROM match changes once, as the smallest of its changes says. */
  private PlanNode oneChangeEach(PlanNode changed, Change.Update update) {
    List<Integer> key =
        target.relation().keys().stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new MillraceException(
                        ErrorCode.FEATURE_NOT_SUPPORTED,
                        "UPDATE with FROM needs a table with a primary key",
                        position(update.table().position())));
    return Plans.firstOfEach(changed, key);
  }

  private Map<Integer, SqlNode> assignments(List<Change.Assignment> assignments) {
    Map<Integer, SqlNode> values = new HashMap<>();
    for (Change.Assignment assignment : assignments) {
      boolean byDefault = Syntax.isDefault(assignment.value().text());
      int column = column(assignment.column(), byDefault);
      TableTarget.Column written = target.columns().get(column);
      SqlNode value =
          byDefault ? defaultSyntax(written) : converter.parseExpression(assignment.value());
      if (values.put(column, value) != null) {
        throw new MillraceException(
            ErrorCode.DUPLICATE_COLUMN,
            "column \"" + assignment.column().name() + "\" is named twice",
            position(assignment.column().position()));
      }
    }
    return values;
  }

  /** Returns the rows that go. */
  PlanNode delete(Change.Delete delete) {
    String alias = delete.alias().map(Identifier::name).orElse(delete.table().last().name());
    List<SqlNode> items = new ArrayList<>();
    for (int i = 0; i < target.columns().size(); i++) {
      items.add(Syntax.name(List.of(alias, columnName(i))));
    }
    SqlNode query =
        Syntax.select(
            items,
            Syntax.as(Syntax.name(delete.table().names()), alias),
            delete.where().map(converter::parseExpression).orElse(null));
    Algebra algebra = converter.convert(query);
    return Plans.select(QueryPlanner.rows(algebra), algebra.columns(), names(target.type()));
  }

  /** Returns the new row of ON CONFLICT, over the present row and the one called excluded. */
  List<RexNode> conflict(Change.OnConflict conflict, RowScope scope) {
    RowType type = target.type();
    List<RexNode> row = new ArrayList<>();
    for (int i = 0; i < type.size(); i++) {
      row.add(Plans.reference(scope.type(), i));
    }
    Set<Integer> seen = new HashSet<>();
    for (Change.Assignment assignment : conflict.assignments()) {
      boolean byDefault = Syntax.isDefault(assignment.value().text());
      int column = column(assignment.column(), byDefault);
      if (!seen.add(column)) {
        throw new MillraceException(
            ErrorCode.DUPLICATE_COLUMN,
            "column \"" + assignment.column().name() + "\" is named twice",
            position(assignment.column().position()));
      }
      Optional<EmbeddedSql> value =
          byDefault ? target.columns().get(column).defaultValue() : Optional.of(assignment.value());
      row.set(
          column,
          value.isEmpty()
              ? Plans.nullOf(type.type(column))
              : new RowExpressions(scope, context)
                  .convert(
                      List.of(value.get()),
                      List.of(Optional.of(type.type(column))),
                      List.of(columnName(column)))
                  .get(0));
    }
    generatedExpressions()
        .forEach((column, expression) -> row.set(column, Plans.inline(expression, row)));
    return row;
  }

  private static List<String> names(RowType type) {
    return type.fields().stream().map(Field::name).toList();
  }
}
