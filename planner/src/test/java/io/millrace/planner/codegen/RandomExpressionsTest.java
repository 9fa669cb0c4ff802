package io.millrace.planner.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.BytesBuilder;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.DoubleBuilder;
import io.millrace.batch.LongBuilder;
import io.millrace.error.MillraceException;
import io.millrace.operator.Predicate;
import io.millrace.operator.Transform;
import io.millrace.planner.function.StatementContext;
import io.millrace.planner.function.kernel.JavaValues;
import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random expressions over random rows: generated code against {@link NaiveEvaluator}. */
class RandomExpressionsTest {
  private static final RowType INPUT =
      RowType.of(
          Field.of("i", Type.INTEGER),
          Field.required("r", Type.INTEGER),
          Field.of("l", Type.BIGINT),
          Field.of("d", Type.DOUBLE),
          Field.of("m", new Type.DecimalType(10, 2)),
          Field.of("w", new Type.DecimalType(25, 4)),
          Field.of("s", Type.VARCHAR),
          Field.of("b", Type.BOOLEAN),
          Field.of("t", Type.DATE),
          Field.of("u", Type.TIMESTAMP));
  private static final RexBuilder REX = new RexBuilder(ExpressionText.TYPES);
  private static final int ROWS = 24;
  private static final int LARGEST_REPEATED = 2;

  /** What an expression may be asked to be. */
  private enum Want {
    BOOLEAN,
    INTEGER,
    BIGINT,
    DOUBLE,
    DECIMAL,
    TEXT,
    DATE,
    TIMESTAMP
  }

  private final ExpressionCompiler compiler =
      new ExpressionCompiler(StatementContext.at(Instant.EPOCH));
  private final Map<Want, List<RexNode>> made = new EnumMap<>(Want.class);
  private Random random;

  @Test
  void generatedCodeAgreesWithTheNaiveEvaluator() {
    compare(150);
  }

  @Tag("slow")
  @Test
  void generatedCodeAgreesWithTheNaiveEvaluatorManyTimes() {
    compare(4_000);
  }

  private void compare(int expressions) {
    long seed = Long.getLong("millrace.seed", 20240506L);
    int errors = 0;
    int values = 0;
    for (int n = 0; n < expressions; n++) {
      random = new Random(seed + n);
      made.clear();
      String label = "-Dmillrace.seed=" + (seed + n);
      Batch batch = rows();
      RexNode condition = random.nextBoolean() ? expression(Want.BOOLEAN, 3) : null;
      List<RexNode> projects = new ArrayList<>();
      for (int p = 0; p <= random.nextInt(3); p++) {
        projects.add(expression(any(Want.values()), 4));
      }
      label += " " + condition + " " + projects;
      List<String> expected = new ArrayList<>();
      boolean fails = false;
      for (int row = 0; row < ROWS; row++) {
        String outcome = naive(batch, row, condition, projects);
        expected.add(outcome);
        fails |= outcome.equals("error");
      }
      errors += fails ? 1 : 0;
      values += fails ? 0 : 1;
      Transform transform = compiler.transform(INPUT, condition, projects).get();
      for (int row = 0; row < ROWS; row++) {
        String actual = generated(transform, batch.slice(row, row + 1), projects);
        assertEquals(expected.get(row), actual, label + " row " + row);
      }
      if (!fails) {
        StringBuilder all = new StringBuilder();
        expected.forEach(all::append);
        assertEquals(all.toString(), generated(transform, batch, projects), label);
      }
      if (condition != null && !fails) {
        Predicate predicate = compiler.predicate(INPUT, condition).get();
        int selected = predicate.select(batch, new int[ROWS]);
        assertEquals(transform.apply(batch).size(), selected, label);
      }
    }
    assertTrue(values > expressions / 3, "values: " + values);
    assertTrue(errors > expressions / 20, "errors: " + errors);
  }

  private static String naive(Batch batch, int row, RexNode condition, List<RexNode> projects) {
    Object[] values = new Object[INPUT.size()];
    for (int c = 0; c < values.length; c++) {
      values[c] = JavaValues.of(INPUT.type(c), batch.column(c), row);
    }
    NaiveEvaluator evaluator = new NaiveEvaluator(values);
    try {
      if (condition != null) {
        // A filter stops at the first part that is not true, be it unknown.
        for (RexNode part : RelOptUtil.conjunctions(condition)) {
          if (!Boolean.TRUE.equals(evaluator.evaluate(part))) {
            return "";
          }
        }
      }
      List<Object> results = new ArrayList<>();
      for (RexNode project : projects) {
        results.add(evaluator.evaluate(project));
      }
      return results + ";";
    } catch (NaiveEvaluator.Failure e) {
      return "error";
    }
  }

  private static String generated(Transform transform, Batch batch, List<RexNode> projects) {
    Batch result;
    try {
      result = transform.apply(batch);
    } catch (MillraceException e) {
      return "error";
    }
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < result.size(); row++) {
      List<Object> values = new ArrayList<>();
      for (int p = 0; p < projects.size(); p++) {
        Type type = TypeMapping.typeOf(projects.get(p).getType());
        values.add(JavaValues.of(type, result.column(p), row));
      }
      text.append(values).append(';');
    }
    return text.toString();
  }

  private <T> T any(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  private RexNode column(String name) {
    int index = INPUT.indexOf(name);
    Field field = INPUT.field(index);
    return REX.makeInputRef(
        TypeMapping.toCalcite(field.type(), field.nullable(), ExpressionText.TYPES), index);
  }

  private static RexNode call(SqlOperator operator, RexNode... operands) {
    return REX.makeCall(operator, operands);
  }

  private static RelDataType type(SqlTypeName name) {
    return ExpressionText.TYPES.createTypeWithNullability(
        ExpressionText.TYPES.createSqlType(name), true);
  }

  private static RexNode cast(RexNode node, SqlTypeName name) {
    return REX.makeAbstractCast(type(name), node, false);
  }

  private static final SqlOperator[] COMPARISONS = {
    SqlStdOperatorTable.EQUALS,
    SqlStdOperatorTable.NOT_EQUALS,
    SqlStdOperatorTable.LESS_THAN,
    SqlStdOperatorTable.LESS_THAN_OR_EQUAL,
    SqlStdOperatorTable.GREATER_THAN,
    SqlStdOperatorTable.GREATER_THAN_OR_EQUAL,
    SqlStdOperatorTable.IS_DISTINCT_FROM,
    SqlStdOperatorTable.IS_NOT_DISTINCT_FROM
  };

  private static final SqlOperator[] ARITHMETIC = {
    SqlStdOperatorTable.PLUS,
    SqlStdOperatorTable.MINUS,
    SqlStdOperatorTable.MULTIPLY,
    SqlStdOperatorTable.DIVIDE
  };

  private static final Want[] COMPARABLE = {Want.INTEGER, Want.BIGINT, Want.DOUBLE, Want.DECIMAL};

  /** An expression, be it one that stands elsewhere already. */
  private RexNode expression(Want want, int depth) {
    List<RexNode> earlier = made.computeIfAbsent(want, unused -> new ArrayList<>());
    if (!earlier.isEmpty() && random.nextInt(5) == 0) {
      return any(earlier.toArray(new RexNode[0]));
    }
    RexNode expression = newExpression(want, depth);
    if (depth <= LARGEST_REPEATED) {
      earlier.add(expression);
    }
    return expression;
  }

  private RexNode newExpression(Want want, int depth) {
    if (depth == 0 || random.nextInt(5) == 0) {
      return leaf(want);
    }
    if (random.nextInt(8) == 0) {
      return choice(want, depth - 1);
    }
    return switch (want) {
      case BOOLEAN -> truth(depth - 1);
      case INTEGER -> integer(depth - 1);
      case BIGINT -> bigint(depth - 1);
      case DOUBLE ->
          random.nextInt(3) == 0
              ? cast(expression(any(COMPARABLE), depth - 1), SqlTypeName.DOUBLE)
              : call(
                  any(ARITHMETIC),
                  expression(Want.DOUBLE, depth - 1),
                  expression(any(COMPARABLE), depth - 1));
      case DECIMAL ->
          call(
              any(ARITHMETIC),
              expression(Want.DECIMAL, depth - 1),
              random.nextBoolean() ? leaf(Want.DECIMAL) : leaf(Want.INTEGER));
      case TEXT -> text(depth - 1);
      case DATE -> date(depth - 1);
      case TIMESTAMP -> timestamp(depth - 1);
    };
  }

  private RexNode choice(Want want, int depth) {
    RexNode a = expression(want, depth);
    RexNode b = leaf(want);
    RelDataType common = ExpressionText.TYPES.leastRestrictive(List.of(a.getType(), b.getType()));
    RelDataType nullable = ExpressionText.TYPES.createTypeWithNullability(common, true);
    return random.nextBoolean()
        ? REX.makeCall(
            nullable, SqlStdOperatorTable.CASE, List.of(expression(Want.BOOLEAN, depth), a, b))
        : REX.makeCall(nullable, SqlStdOperatorTable.COALESCE, List.of(a, b));
  }

  private RexNode truth(int depth) {
    return switch (random.nextInt(8)) {
      case 0, 1 ->
          call(
              SqlStdOperatorTable.AND,
              expression(Want.BOOLEAN, depth),
              expression(Want.BOOLEAN, depth));
      case 2, 3 ->
          call(
              SqlStdOperatorTable.OR,
              expression(Want.BOOLEAN, depth),
              expression(Want.BOOLEAN, depth),
              leaf(Want.BOOLEAN));
      case 4 ->
          call(
              random.nextBoolean() ? SqlStdOperatorTable.NOT : SqlStdOperatorTable.IS_NOT_TRUE,
              expression(Want.BOOLEAN, depth));
      case 5 ->
          call(
              random.nextBoolean() ? SqlStdOperatorTable.IS_NULL : SqlStdOperatorTable.IS_NOT_NULL,
              expression(any(Want.values()), depth));
      case 6 -> {
        Want same = any(new Want[] {Want.TEXT, Want.DATE, Want.TIMESTAMP, Want.BOOLEAN});
        yield call(any(COMPARISONS), expression(same, depth), expression(same, depth));
      }
      default ->
          random.nextInt(4) == 0
              ? call(
                  SqlStdOperatorTable.LIKE,
                  expression(Want.TEXT, depth),
                  REX.makeLiteral(any(new String[] {"a%", "%b", "%é%", "_b%", "ab", "%a_"})))
              : call(
                  any(COMPARISONS),
                  expression(any(COMPARABLE), depth),
                  expression(any(COMPARABLE), depth));
    };
  }

  private RexNode integer(int depth) {
    return switch (random.nextInt(7)) {
      case 0 ->
          cast(
              expression(any(new Want[] {Want.BIGINT, Want.DOUBLE, Want.DECIMAL}), depth),
              SqlTypeName.INTEGER);
      case 1 -> call(SqlStdOperatorTable.CHAR_LENGTH, expression(Want.TEXT, depth));
      case 2 -> call(SqlStdOperatorTable.UNARY_MINUS, expression(Want.INTEGER, depth));
      case 3 -> cast(leaf(Want.TEXT), SqlTypeName.INTEGER);
      default ->
          call(any(ARITHMETIC), expression(Want.INTEGER, depth), expression(Want.INTEGER, depth));
    };
  }

  private RexNode bigint(int depth) {
    return switch (random.nextInt(4)) {
      case 0 ->
          call(
              SqlStdOperatorTable.EXTRACT,
              REX.makeFlag(
                  any(
                      new TimeUnitRange[] {
                        TimeUnitRange.YEAR,
                        TimeUnitRange.MONTH,
                        TimeUnitRange.DOY,
                        TimeUnitRange.DOW,
                        TimeUnitRange.WEEK,
                        TimeUnitRange.HOUR
                      })),
              expression(random.nextBoolean() ? Want.DATE : Want.TIMESTAMP, depth));
      case 1 -> call(SqlStdOperatorTable.MOD, leaf(Want.BIGINT), leaf(Want.INTEGER));
      default ->
          call(any(ARITHMETIC), expression(Want.BIGINT, depth), expression(Want.INTEGER, depth));
    };
  }

  private RexNode text(int depth) {
    return switch (random.nextInt(4)) {
      case 0 -> call(SqlStdOperatorTable.UPPER, expression(Want.TEXT, depth));
      case 1 ->
          call(
              SqlStdOperatorTable.SUBSTRING,
              expression(Want.TEXT, depth),
              leaf(Want.INTEGER),
              leaf(Want.INTEGER));
      case 2 ->
          cast(
              expression(any(new Want[] {Want.INTEGER, Want.BIGINT, Want.DECIMAL}), depth),
              SqlTypeName.VARCHAR);
      default ->
          call(
              SqlStdOperatorTable.CONCAT,
              expression(Want.TEXT, depth),
              expression(Want.TEXT, depth));
    };
  }

  private RexNode interval(TimeUnit unit, int most) {
    SqlIntervalQualifier qualifier = new SqlIntervalQualifier(unit, null, SqlParserPos.ZERO);
    BigDecimal count = BigDecimal.valueOf(random.nextInt(most));
    return REX.makeIntervalLiteral(count.multiply(unit.multiplier), qualifier);
  }

  private RexNode date(int depth) {
    return switch (random.nextInt(4)) {
      case 0 -> cast(expression(Want.TIMESTAMP, depth), SqlTypeName.DATE);
      case 1 ->
          call(
              SqlStdOperatorTable.FLOOR,
              expression(Want.DATE, depth),
              REX.makeFlag(random.nextBoolean() ? TimeUnitRange.MONTH : TimeUnitRange.YEAR));
      case 2 ->
          call(
              SqlStdOperatorTable.DATETIME_PLUS,
              expression(Want.DATE, depth),
              interval(TimeUnit.MONTH, 40));
      default ->
          call(
              SqlStdOperatorTable.DATETIME_PLUS,
              expression(Want.DATE, depth),
              interval(TimeUnit.DAY, 400));
    };
  }

  private RexNode timestamp(int depth) {
    return switch (random.nextInt(4)) {
      case 0 -> cast(expression(Want.DATE, depth), SqlTypeName.TIMESTAMP);
      case 1 ->
          call(
              SqlStdOperatorTable.FLOOR,
              expression(Want.TIMESTAMP, depth),
              REX.makeFlag(random.nextBoolean() ? TimeUnitRange.HOUR : TimeUnitRange.MONTH));
      case 2 ->
          call(
              SqlStdOperatorTable.DATETIME_PLUS,
              expression(Want.TIMESTAMP, depth),
              interval(TimeUnit.MONTH, 40));
      default ->
          call(
              SqlStdOperatorTable.DATETIME_PLUS,
              expression(Want.TIMESTAMP, depth),
              interval(TimeUnit.MINUTE, 5000));
    };
  }

  private RexNode leaf(Want want) {
    if (random.nextInt(12) == 0) {
      return REX.makeNullLiteral(column(nameOf(want)).getType());
    }
    boolean literal = random.nextInt(3) == 0;
    return switch (want) {
      case BOOLEAN -> literal ? REX.makeLiteral(random.nextBoolean()) : column("b");
      case INTEGER ->
          literal
              ? REX.makeExactLiteral(
                  BigDecimal.valueOf(random.nextInt(9) - 3), type(SqlTypeName.INTEGER))
              : column(random.nextBoolean() ? "i" : "r");
      case BIGINT ->
          literal
              ? REX.makeExactLiteral(
                  BigDecimal.valueOf(random.nextInt(2000) - 1000), type(SqlTypeName.BIGINT))
              : column("l");
      case DOUBLE ->
          literal ? REX.makeApproxLiteral(BigDecimal.valueOf(random.nextInt(100), 1)) : column("d");
      case DECIMAL ->
          literal
              ? REX.makeExactLiteral(BigDecimal.valueOf(random.nextInt(5000) - 2000, 2))
              : column(random.nextInt(4) == 0 ? "w" : "m");
      case TEXT ->
          literal
              ? REX.makeAbstractCast(type(SqlTypeName.VARCHAR), REX.makeLiteral(any(TEXTS)), false)
              : column("s");
      case DATE ->
          literal
              ? REX.makeDateLiteral(DateString.fromDaysSinceEpoch(random.nextInt(20000)))
              : column("t");
      case TIMESTAMP -> column("u");
    };
  }

  private static String nameOf(Want want) {
    return switch (want) {
      case BOOLEAN -> "b";
      case INTEGER -> "i";
      case BIGINT -> "l";
      case DOUBLE -> "d";
      case DECIMAL -> "m";
      case TEXT -> "s";
      case DATE -> "t";
      case TIMESTAMP -> "u";
    };
  }

  private static final String[] TEXTS = {
    "", "a", "ab", "b", "é", "aé😀b", "12", " -7 ", "Zoë", "99999999999", "ab b a"
  };

  private Batch rows() {
    BatchBuilder builder = new BatchBuilder(INPUT, ROWS);
    for (int row = 0; row < ROWS; row++) {
      for (int c = 0; c < INPUT.size(); c++) {
        value(builder.column(c), INPUT.field(c));
      }
      builder.endRow(1);
    }
    return builder.build();
  }

  private void value(ColumnBuilder column, Field field) {
    if (field.nullable() && random.nextInt(5) == 0) {
      column.appendNull();
    } else if (column instanceof DoubleBuilder doubles) {
      doubles.appendDouble(
          any(new Double[] {0.0, -0.0, 1.5, -2.25, 1e18, random.nextDouble() * 100}));
    } else if (column instanceof BytesBuilder bytes) {
      bytes.appendText(any(TEXTS));
    } else if (column instanceof LongBuilder longs) {
      longs.appendLong(
          switch (field.name()) {
            case "b" -> random.nextInt(2);
            case "t" -> random.nextInt(40000) - 10000;
            case "u" -> random.nextLong(4_000_000_000_000_000L) - 1_000_000_000_000_000L;
            case "m" -> random.nextInt(4) == 0 ? 9_999_999_999L : random.nextInt(20000) - 10000;
            case "l" ->
                random.nextInt(6) == 0 ? Long.MAX_VALUE - random.nextInt(3) : random.nextInt(1000);
            default ->
                random.nextInt(8) == 0
                    ? Integer.MAX_VALUE - random.nextInt(3)
                    : random.nextInt(40) - 10;
          });
    } else {
      ((io.millrace.batch.WideBuilder) column)
          .appendBig(BigDecimal.valueOf(random.nextLong()).unscaledValue());
    }
  }
}
