package io.millrace.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.batch.Batch;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.LongColumn;
import io.millrace.error.MillraceException;
import io.millrace.parser.StatementParser;
import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.parser.statement.Change;
import io.millrace.planner.catalog.Relation.TableRelation;
import io.millrace.planner.function.kernel.JavaValues;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** INSERT, UPDATE, DELETE, ON CONFLICT and expressions over rows. */
class ChangeTest {
  private static final FixedCatalog CATALOG = new FixedCatalog();

  private static TableTarget orders() {
    TableRelation relation = (TableRelation) CATALOG.relation("orders");
    List<TableTarget.Column> columns = new ArrayList<>();
    for (Field field : relation.type().fields()) {
      Optional<EmbeddedSql> generated =
          field.name().equals("quantity")
              ? Optional.of(EmbeddedSql.of("CHAR_LENGTH(customer) + 1"))
              : Optional.empty();
      Optional<EmbeddedSql> byDefault =
          field.name().equals("customer")
              ? Optional.of(EmbeddedSql.of("'nobody'"))
              : Optional.empty();
      columns.add(new TableTarget.Column(field, byDefault, generated));
    }
    return new TableTarget(relation, columns);
  }

  private static PlannerContext context(Object... parameters) {
    return new PlannerContext(
        Instant.EPOCH, ZoneOffset.UTC, "main", Arrays.asList(parameters), List.of());
  }

  private static List<String> insert(String text, Object... parameters) {
    PlannerContext context = context(parameters);
    PlannedQuery planned =
        new QueryPlanner(CATALOG, context)
            .planInsert((Change.Insert) StatementParser.parse(text), orders());
    try (CircuitRun run = new CircuitRun(planned, context, 1)) {
      return run.step().rows();
    }
  }

  @Test
  void insertCastsFillsInDefaultsAndComputes() {
    assertEquals(
        List.of("[1, ann, 2.50, 2026-01-31T10:00, 4]", "[2, nobody, null, null, 7]"),
        insert(
            "INSERT INTO orders VALUES (1, 'ann', 2.5, '2026-01-31 10:00:00'),"
                + " (2, DEFAULT, NULL, NULL)"));
    assertEquals(
        List.of("[7, nobody, 3.00, null, 7]"),
        insert("INSERT INTO orders (amount, order_id) SELECT 3, 7"));
  }

  @Test
  void insertTakesParameters() {
    assertEquals(
        List.of("[5, žluť, null, null, 5]"),
        insert(
            "INSERT INTO orders (order_id, customer, amount) VALUES (?, ?, ?)", 5L, "žluť", null));
  }

  @Test
  void insertSaysWhatDoesNotFit() {
    assertError(
        "SYNTAX_ERROR line 1:20: the rows have 1 column, but 4 are to be filled:"
            + " order_id, customer, amount, order_time",
        () -> insert("INSERT INTO orders VALUES (1)"));
    assertError(
        "UNDEFINED_COLUMN line 1:21: column \"amout\" not found; did you mean \"amount\"?",
        () -> insert("INSERT INTO orders (amout) VALUES (1)"));
    assertError(
        "INVALID_DEFINITION line 1:21: column \"quantity\" is generated and cannot be written to",
        () -> insert("INSERT INTO orders (quantity) VALUES (1)"));
    assertError(
        "DATATYPE_MISMATCH line 1:40: column \"order_id\" is BIGINT, but the value is VARCHAR;"
            + " CAST it",
        () -> insert("INSERT INTO orders (order_id) SELECT   UPPER('x')"));
    assertError(
        "INVALID_PARAMETER_VALUE line 1:39: parameter 1 has no value",
        () -> insert("INSERT INTO orders (order_id) VALUES (?)"));
  }

  @Test
  void updateGivesOldAndNewRows() {
    PlannerContext context = context();
    PlannedQuery planned =
        new QueryPlanner(CATALOG, context)
            .planUpdate(
                (Change.Update)
                    StatementParser.parse(
                        "UPDATE orders o SET amount = o.amount * 2, customer = DEFAULT\n"
                            + "WHERE order_id > 1"),
                orders());
    try (CircuitRun run = new CircuitRun(planned, context, 1)) {
      run.change("orders", 1, row(1, "ann", "1.00"), row(2, "bob", "2.25"));
      assertEquals(List.of("[2, bob, 2.25, null, 3, 2, nobody, 4.50, null, 7]"), run.step().rows());
    }
    assertError(
        "UNDEFINED_COLUMN line 2:7: column \"amuont\" not found; did you mean \"amount\"?",
        () ->
            new QueryPlanner(CATALOG, context)
                .planUpdate(
                    (Change.Update)
                        StatementParser.parse("UPDATE orders SET amount = 1\nWHERE amuont > 1"),
                    orders()));
  }

  private static Object[] row(long id, String customer, String amount) {
    return new Object[] {id, customer, amount, null, 3};
  }

  @Test
  void deleteGivesTheRowsThatGo() {
    PlannerContext context = context();
    PlannedQuery planned =
        new QueryPlanner(CATALOG, context)
            .planDelete(
                (Change.Delete)
                    StatementParser.parse(
                        "DELETE FROM orders WHERE customer IN (SELECT name FROM customers)"),
                orders());
    try (CircuitRun run = new CircuitRun(planned, context, 1)) {
      run.change("orders", 1, row(1, "ann", "1.00"), row(2, "bob", "2.25"));
      run.change("customers", 1, new Object[] {"bob", null, null});
      assertEquals(List.of("[2, bob, 2.25, null, 3]"), run.step().rows());
    }
  }

  @Test
  void conflictLooksAtBothRows() {
    Change.Insert insert =
        (Change.Insert)
            StatementParser.parse(
                "INSERT INTO t VALUES (1) ON CONFLICT (k) DO UPDATE SET v = v + excluded.v");
    RowType type = RowType.of(Field.of("k", Type.BIGINT), Field.of("v", Type.BIGINT));
    TableTarget target =
        new TableTarget(
            new TableRelation(
                List.of("main", "t"), "t", type, false, List.of(List.of(0)), Optional.empty(), "t"),
            type.fields().stream()
                .map(field -> new TableTarget.Column(field, Optional.empty(), Optional.empty()))
                .toList());
    PlannedExpressions planned =
        new QueryPlanner(CATALOG, context())
            .planConflict(insert.onConflict().orElseThrow(), target);
    Batch changed =
        planned
            .transform()
            .get()
            .apply(
                Batch.of(LongColumn.of(1), LongColumn.of(10), LongColumn.of(1), LongColumn.of(5)));
    assertEquals(1, changed.longs(0).values()[0]);
    assertEquals(15, changed.longs(1).values()[0]);
  }

  @Test
  void expressionsOverARow() {
    RowType type = RowType.of(Field.of("a", Type.VARCHAR), Field.of("n", Type.INTEGER));
    QueryPlanner planner = new QueryPlanner(CATALOG, context());
    PlannedExpressions planned =
        planner.expressions(
            List.of(EmbeddedSql.of("UPPER(a)"), EmbeddedSql.of("N + 1")),
            RowScope.of("r", type),
            List.of(Optional.empty(), Optional.of(Type.BIGINT)));
    Batch rows = Batch.of(BytesColumn.of("x", null), LongColumn.of(1, 2));
    Batch result = planned.transform().get().apply(rows);
    assertEquals("X", JavaValues.of(planned.type().type(0), result.column(0), 0));
    assertEquals(3L, JavaValues.of(planned.type().type(1), result.column(1), 1));
    int[] selected = new int[2];
    assertEquals(
        1,
        planner
            .condition(EmbeddedSql.of("n > 1 AND a IS NULL"), RowScope.of("r", type))
            .get()
            .select(rows, selected));
    assertEquals(1, selected[0]);
    assertError(
        "UNDEFINED_COLUMN line 1:1: column \"nn\" not found; did you mean \"n\"?",
        () -> planner.condition(EmbeddedSql.of("nn > 1"), RowScope.of("r", type)));
    assertError(
        "DATATYPE_MISMATCH line 1:1: a condition is needed here, something that is true or false,"
            + " not INTEGER",
        () -> planner.condition(EmbeddedSql.of("n + 1"), RowScope.of("r", type)));
    assertError(
        "FEATURE_NOT_SUPPORTED line 1:1: an expression of one row's columns is needed here,"
            + " without sub-queries or aggregate functions",
        () -> planner.condition(EmbeddedSql.of("MAX(n) > 1"), RowScope.of("r", type)));
  }

  private static void assertError(String expected, Runnable action) {
    MillraceException error = assertThrows(MillraceException.class, action::run);
    assertEquals(expected, error.code() + " " + error.describe());
  }
}
