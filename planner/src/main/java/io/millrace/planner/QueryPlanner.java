package io.millrace.planner;

import io.millrace.error.MillraceException;
import io.millrace.error.Position;
import io.millrace.operator.Predicate;
import io.millrace.operator.order.SortColumn;
import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.parser.statement.Change;
import io.millrace.parser.statement.TypeName;
import io.millrace.planner.build.ColumnPruning;
import io.millrace.planner.build.FieldUse;
import io.millrace.planner.build.LeadingRows;
import io.millrace.planner.build.MonotonicTime;
import io.millrace.planner.build.PlanBuilder;
import io.millrace.planner.build.Plans;
import io.millrace.planner.build.WindowClose;
import io.millrace.planner.catalog.CatalogReader;
import io.millrace.planner.codegen.ExpressionCompiler;
import io.millrace.planner.plan.OrderBy;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.property.PropertyDerivation;
import io.millrace.planner.rule.Optimizer;
import io.millrace.planner.sql.QueryConverter;
import io.millrace.planner.sql.TypeNames;
import io.millrace.planner.sql.algebra.Algebra;
import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlNode;

/**
 * Plans queries and expressions. For one statement; cheap to make.
 *
 * <p>Every mistake of the user's is a {@link MillraceException} with its place in the user's own
 * text.
 */
public final class QueryPlanner {
  private final CatalogReader catalog;
  private final PlannerContext context;

  public QueryPlanner(CatalogReader catalog, PlannerContext context) {
    this.catalog = catalog;
    this.context = context;
  }

  /** Plans a query. */
  public PlannedQuery plan(EmbeddedSql query, Purpose purpose) {
    QueryConverter converter = converter(purpose != Purpose.SNAPSHOT);
    return plan(converter, converter.parseQuery(query), purpose);
  }

  private QueryConverter converter(boolean continuous) {
    return new QueryConverter(
        catalog, context.forFunctions(), context.parameters(), context.places(), continuous);
  }

  /** Returns a converter that sees of the table that changes the columns that users do not. */
  private QueryConverter converter(TableTarget target) {
    return new QueryConverter(
        new TargetCatalog(catalog, target.relation()),
        context.forFunctions(),
        context.parameters(),
        context.places(),
        false);
  }

  private PlannedQuery plan(QueryConverter converter, SqlNode query, Purpose purpose) {
    Algebra algebra = converter.convert(query);
    return converter.translatingErrors(() -> plan(algebra, purpose));
  }

  private PlannedQuery plan(Algebra algebra, Purpose purpose) {
    PlanNode node = rows(algebra);
    List<SortColumn> order = PlanBuilder.sortColumns(algebra.order());
    if (purpose != Purpose.SNAPSHOT) {
      PlanNode limited = PlanBuilder.topN(node, order, algebra.offset(), algebra.limit());
      PlanNode shown =
          ColumnPruning.apply(Plans.select(limited, algebra.columns(), algebra.names()));
      return planned(
          purpose == Purpose.CONTINUOUS_ON_CLOSE ? WindowClose.apply(shown) : shown,
          algebra.columns().size(),
          Optional.empty(),
          purpose);
    }
    List<Integer> columns = new ArrayList<>(algebra.columns());
    List<String> names = new ArrayList<>(algebra.names());
    List<SortColumn> sort = new ArrayList<>();
    for (SortColumn column : order) {
      int place = columns.indexOf(column.column());
      if (place < 0) {
        place = columns.size();
        columns.add(column.column());
        names.add("$order" + place);
      }
      sort.add(new SortColumn(place, column.descending(), column.nullsFirst()));
    }
    boolean ordered = !sort.isEmpty() || algebra.offset() > 0 || algebra.limit() < Long.MAX_VALUE;
    return planned(
        ColumnPruning.apply(Plans.select(node, columns, names)),
        algebra.columns().size(),
        ordered
            ? Optional.of(new OrderBy(sort, algebra.offset(), algebra.limit()))
            : Optional.empty(),
        purpose);
  }

  static PlanNode rows(Algebra algebra) {
    return new PlanBuilder(algebra.over().orElse(Position.NONE))
        .build(Optimizer.optimize(algebra.node()));
  }

  private static PlannedQuery planned(
      PlanNode pruned, int width, Optional<OrderBy> order, Purpose purpose) {
    PlanNode root = LeadingRows.apply(pruned);
    return new PlannedQuery(
        root,
        new RowType(root.type().fields().subList(0, width)),
        Plans.scans(root),
        new PropertyDerivation(purpose == Purpose.SNAPSHOT).of(root),
        order,
        purpose);
  }

  /**
   * Plans the source of an INSERT: its rows as rows of the table, in the table's order of columns,
   * with defaults where nothing was said, generated columns computed, and every value cast to the
   * column's type. NOT NULL and CHECK are the caller's to look after.
   *
   * @throws MillraceException SYNTAX_ERROR for a wrong number of columns, DATATYPE_MISMATCH for a
   *     value that cannot be assigned, UNDEFINED_COLUMN, DUPLICATE_COLUMN, INVALID_DEFINITION for a
   *     generated column
   */
  public PlannedQuery planInsert(Change.Insert insert, TableTarget target) {
    QueryConverter converter = converter(false);
    ChangePlanner changes = new ChangePlanner(converter, context, target);
    return change(converter, () -> changes.insert(insert));
  }

  /** Plans an UPDATE: each row that changes, as all old columns, then all new columns. */
  public PlannedQuery planUpdate(Change.Update update, TableTarget target) {
    QueryConverter converter = converter(target);
    ChangePlanner changes = new ChangePlanner(converter, context, target);
    return change(converter, () -> changes.update(update));
  }

  /** Plans a DELETE: the rows that go. */
  public PlannedQuery planDelete(Change.Delete delete, TableTarget target) {
    QueryConverter converter = converter(target);
    ChangePlanner changes = new ChangePlanner(converter, context, target);
    return change(converter, () -> changes.delete(delete));
  }

  private static PlannedQuery change(QueryConverter converter, Supplier<PlanNode> rows) {
    return converter.translatingErrors(
        () -> {
          PlanNode root = ColumnPruning.apply(rows.get());
          return planned(root, root.type().size(), Optional.empty(), Purpose.SNAPSHOT);
        });
  }

  /**
   * Plans {@code ON CONFLICT ... DO UPDATE SET}: of the present row (under the table's name) beside
   * the new row ({@code excluded}), the changed row, with generated columns computed. Its WHERE is
   * {@link #condition} over {@link #conflictScope}.
   */
  public PlannedExpressions planConflict(Change.OnConflict conflict, TableTarget target) {
    RowScope scope = conflictScope(target);
    QueryConverter converter = converter(false);
    ChangePlanner changes = new ChangePlanner(converter, context, target);
    return compiled(
        converter.translatingErrors(() -> changes.conflict(conflict, scope)), scope.type());
  }

  /** Returns the columns that ON CONFLICT may name: the present row's, then the new row's. */
  public static RowScope conflictScope(TableTarget target) {
    List<String> path = target.relation().path();
    return RowScope.of(path.get(path.size() - 1), target.type()).and("excluded", target.type());
  }

  /**
   * Compiles expressions over a row, such as those of generated columns, defaults and watermarks.
   *
   * @param targets for each the type it is to be cast to as an assignment does; empty for its own
   */
  public PlannedExpressions expressions(
      List<EmbeddedSql> texts, RowScope scope, List<Optional<Type>> targets) {
    return compiled(
        new RowExpressions(scope, context)
            .convert(texts, targets, texts.stream().map(EmbeddedSql::text).toList()),
        scope.type());
  }

  /**
   * Compiles what a watermark is computed by.
   *
   * @throws MillraceException DATATYPE_MISMATCH if that is no TIMESTAMP
   */
  public PlannedWatermark watermark(EmbeddedSql text, RowScope scope) {
    RexNode instant = new RowExpressions(scope, context).instant(text);
    return new PlannedWatermark(
        compiled(List.of(instant), scope.type()), MonotonicTime.column(instant));
  }

  private PlannedExpressions compiled(List<RexNode> expressions, RowType input) {
    List<Field> fields = new ArrayList<>();
    for (RexNode expression : expressions) {
      fields.add(
          new Field(
              "expr" + fields.size(),
              TypeMapping.typeOf(expression.getType()),
              expression.getType().isNullable()));
    }
    return new PlannedExpressions(
        new RowType(fields),
        new ExpressionCompiler(context.forFunctions()).project(input, expressions),
        FieldUse.of(expressions));
  }

  /** Compiles a condition over a row, such as that of CHECK or EXPECT. */
  public Supplier<Predicate> condition(EmbeddedSql text, RowScope scope) {
    return new ExpressionCompiler(context.forFunctions())
        .predicate(scope.type(), new RowExpressions(scope, context).condition(text));
  }

  /** Returns the type that a column definition names. */
  public Type type(TypeName name) {
    return TypeNames.type(name);
  }
}
