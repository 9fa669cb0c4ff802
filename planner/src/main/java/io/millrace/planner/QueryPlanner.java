package io.millrace.planner;

import io.millrace.operator.Predicate;
import io.millrace.parser.Change;
import io.millrace.parser.EmbeddedSql;
import io.millrace.parser.TypeName;
import io.millrace.planner.catalog.CatalogReader;
import io.millrace.type.Type;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Plans queries and expressions. For one statement; cheap to make.
 *
 * <p>Every mistake of the user's is a {@link io.millrace.error.MillraceException} with its place in
 * the user's own text.
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
    throw new UnsupportedOperationException(catalog + " " + context);
  }

  /** Returns how many question marks a query or expression has. */
  public int parameterCount(EmbeddedSql text) {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }
}
