package io.millrace.planner.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.planner.function.FunctionTable;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationOrderTest {
  private static final RowType INPUT =
      RowType.of(
          Field.of("a", Type.BIGINT),
          Field.of("b", Type.BOOLEAN),
          Field.of("s", Type.VARCHAR),
          Field.of("t", Type.VARCHAR),
          Field.of("u", Type.TIMESTAMP));

  private final ExpressionText text =
      new ExpressionText(FunctionTable.operatorTable(), FunctionTable.convertletTable());

  /** Operands as given, and the places that they are evaluated at. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "b ! s = 'x' ! 0 1",
        "LOWER(s) = 'x' ! b ! 1 0",
        "REGEXP_LIKE(s, 'x+') ! LOWER(s) IN ('x', 'y') ! 1 0",
        "REGEXP_EXTRACT(s, '(x)(y)', 2) IS NOT NULL ! s LIKE 'x%' ! 1 0",
        "s ~* 'x+' ! a > 1 ! 1 0",
        "REGEXP_COUNT(s, 'x') = 2 ! NOT b OR a BETWEEN 1 AND 5 ! 1 0",
        "REGEXP_LIKE(s, 'x+') ! u > TIMESTAMP '2024-01-01 00:00:00' ! 1 0",
        "REGEXP_LIKE(s, 'x+') ! u IN (TIMESTAMP '2024-01-01 00:00:00', TIMESTAMP '2024-01-02 00:00:00') ! 1 0",
        // What may fail stays where it is, and nothing passes it.
        "REGEXP_LIKE(s, 'x+') ! a / a = 1 ! 0 1",
        "REGEXP_LIKE(s, 'x+') ! a + 1 > 3 ! 0 1",
        "REGEXP_LIKE(s, 'x+') ! CAST(s AS INTEGER) = 1 ! 0 1",
        "a / a = 1 ! b ! 0 1",
        "a / a = 1 ! REGEXP_LIKE(s, 'x+') ! 0 1",
        // So does a pattern that is not known, not valid, or has no such group.
        "REGEXP_LIKE(s, 'x+') ! u + INTERVAL '1' DAY > TIMESTAMP '2024-01-01 00:00:00' ! 0 1",
        "REGEXP_LIKE(s, t) ! b ! 0 1",
        "REGEXP_LIKE(s, '(') ! b ! 0 1",
        "REGEXP_EXTRACT(s, '(x)', 2) = 'x' ! b ! 0 1",
        "REGEXP_EXTRACT(s, '(x)', -1) = 'x' ! b ! 0 1",
        "REGEXP_LIKE(s, 'x', 'q') ! b ! 0 1",
        "REGEXP_REPLACE(s, 'x', '\\2') = 'x' ! b ! 0 1",
        "s LIKE t ! b ! 0 1",
        "s LIKE 'x\\' ! b ! 0 1",
        "s LIKE 'x%' ESCAPE 'xx' ! b ! 0 1",
        "LEFT(s, 1) = 'x' ! b ! 0 1",
      })
  void putsTheCheapestFirst(String first, String second, String expected) {
    for (String operator : new String[] {" AND ", " OR "}) {
      RexCall call = (RexCall) text.parse("(" + first + ")" + operator + "(" + second + ")", INPUT);
      assertEquals(expected, order(call.getOperands().subList(0, 2)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // 0 and 1 before what may fail, 3 to 5 behind it.
    "REGEXP_LIKE(s:'x') AND b AND 1 / a = 1 AND REGEXP_LIKE(s:'y') AND LOWER(s) = 'x' AND a > 1,"
        + " 1 0 2 5 4 3",
    "REGEXP_LIKE(s:'x') AND REGEXP_LIKE(s:'y') AND a > 1 AND b, 2 3 0 1",
  })
  void sortsBetweenWhatMayFail(String conjunction, String expected) {
    RexCall call = (RexCall) text.parse(conjunction.replace(':', ','), INPUT);
    List<RexNode> operands = RelOptUtil.conjunctions(call);
    assertEquals(expected, order(operands));
  }

  private static String order(List<RexNode> operands) {
    return EvaluationOrder.of(operands).stream()
        .map(operand -> Integer.toString(operands.indexOf(operand)))
        .collect(Collectors.joining(" "));
  }
}
