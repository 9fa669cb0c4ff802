package io.millrace.planner.codegen;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.millrace.planner.function.FunctionEntry;
import io.millrace.planner.function.FunctionTable;
import io.millrace.planner.function.Implementation;
import io.millrace.planner.function.StatementContext;
import io.millrace.type.RowType;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function does what its entry in the function table says. */
class FunctionExamplesTest {
  private final ExpressionCompiler compiler =
      new ExpressionCompiler(StatementContext.at(Instant.parse("2024-05-06T07:08:09.123456Z")));
  private final ExpressionText text =
      new ExpressionText(FunctionTable.operatorTable(), FunctionTable.convertletTable());

  static Stream<FunctionEntry> examples() {
    return FunctionTable.entries().stream()
        .filter(entry -> !(entry.implementation() instanceof Implementation.OfOperator));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void givesItsResult(FunctionEntry entry) {
    RexNode node = text.parse(entry.example(), RowType.of());
    RexBuilder builder = new RexBuilder(ExpressionText.TYPES);
    RexNode printed =
        builder.makeAbstractCast(
            ExpressionText.TYPES.createTypeWithNullability(
                ExpressionText.TYPES.createSqlType(SqlTypeName.VARCHAR), true),
            node,
            false);
    Object value = compiler.evaluate(printed);
    assertEquals(entry.result(), value == null ? "NULL" : value, entry.example());
  }

  @Test
  void describesEveryFunction() {
    assertAll(
        FunctionTable.entries().stream()
            .map(
                entry ->
                    () -> {
                      assertFalse(entry.description().isBlank(), entry.name());
                      assertFalse(entry.description().endsWith("."), entry.description());
                      assertFalse(entry.signature().isBlank(), entry.name());
                    }));
  }
}
