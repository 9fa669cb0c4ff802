package io.millrace.planner;

import io.millrace.error.MillraceException;
import io.millrace.error.Position;
import io.millrace.operator.Predicate;
import io.millrace.operator.SortColumn;
import io.millrace.parser.Change;
import io.millrace.parser.EmbeddedSql;
import io.millrace.parser.TypeName;
import io.millrace.planner.build.ColumnPruning;
import io.millrace.planner.build.PlanBuilder;
import io.millrace.planner.build.Plans;
import io.millrace.planner.build.WindowClose;
import io.millrace.planner.catalog.CatalogReader;
import io.millrace.planner.plan.OrderBy;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.property.PropertyDerivation;
import io.millrace.planner.rule.Optimizer;
import io.millrace.planner.sql.Algebra;
import io.millrace.planner.sql.QueryConverter;
import io.millrace.planner.sql.TypeNames;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
    return new QueryConverter(catalog, context.schema(), context.parameters(), continuous);
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

  private static PlanNode rows(Algebra algebra) {
    return new PlanBuilder(algebra.over().orElse(Position.NONE))
        .build(Optimizer.optimize(algebra.node()));
  }

  private static PlannedQuery planned(
      PlanNode root, int width, Optional<OrderBy> order, Purpose purpose) {
    return new PlannedQuery(
        root,
        new RowType(root.type().fields().subList(0, width)),
        Plans.scans(root),
        new PropertyDerivation(purpose == Purpose.SNAPSHOT).of(root),
        order,
        purpose);
  }

  /** Returns how many question marks a query or expression has. */
  public int parameterCount(EmbeddedSql text) {
    return converter(false).parameterCount(text);
  }

  /**
   * Plans the source of an INSERT: its rows as rows of the table, in the table's order of columns,
   * with defaults where nothing was said, generated columns computed, and every value cast to the
   * column's type. NOT NULL and CHECK are the caller's to look after.
   */
  public PlannedQuery planInsert(Change.Insert insert, TableTarget target) {
    throw new UnsupportedOperationException();
  }

  /** Plans an UPDATE: each row that changes, as all old columns, then all new columns. */
  public PlannedQuery planUpdate(Change.Update update, TableTarget target) {
    throw new UnsupportedOperationException();
  }

  /** Plans a DELETE: the rows that go. */
  public PlannedQuery planDelete(Change.Delete delete, TableTarget target) {
    throw new UnsupportedOperationException();
  }

  /**
   * Plans {@code ON CONFLICT ... DO UPDATE}: of the present row (under the table's name) beside the
   * new row ({@code excluded}), the changed row, with generated columns computed.
   */
  public PlannedExpressions planConflict(Change.OnConflict conflict, TableTarget target) {
    throw new UnsupportedOperationException();
  }

  /**
   * Compiles expressions over a row, such as those of generated columns, defaults and watermarks.
   *
   * @param targets for each the type it is to be cast to as an assignment does; empty for its own
   */
  public PlannedExpressions expressions(
      List<EmbeddedSql> texts, RowScope scope, List<Optional<Type>> targets) {
    throw new UnsupportedOperationException();
  }

  /** Compiles a condition over a row, such as that of CHECK or EXPECT. */
  public Supplier<Predicate> condition(EmbeddedSql text, RowScope scope) {
    throw new UnsupportedOperationException();
  }

  /** Returns the type that a column definition names. */
  public Type type(TypeName name) {
    return TypeNames.type(name);
  }
}
