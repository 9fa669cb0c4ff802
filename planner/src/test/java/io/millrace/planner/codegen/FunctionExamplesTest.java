package io.millrace.planner.codegen;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.millrace.planner.function.FunctionEntry;
import io.millrace.planner.function.FunctionTable;
import io.millrace.planner.function.Implementation;
import io.millrace.planner.function.StatementContext;
import io.millrace.type.RowType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
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

  static Stream<FunctionEntry> methods() {
    return FunctionTable.entries().stream()
        .filter(entry -> entry.implementation() instanceof Implementation.Method);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void isNullWhereAnArgumentIs(FunctionEntry entry) {
    RexBuilder builder = new RexBuilder(ExpressionText.TYPES);
    RexCall call = find(text.parse(entry.example(), RowType.of()), entry);
    for (int o = 0; o < call.getOperands().size(); o++) {
      List<RexNode> operands = new ArrayList<>(call.getOperands());
      operands.set(o, builder.makeNullLiteral(operands.get(o).getType()));
      RelDataType nullable = ExpressionText.TYPES.createTypeWithNullability(call.getType(), true);
      assertNull(
          compiler.evaluate(builder.makeCall(nullable, call.getOperator(), operands)),
          entry.name() + " with null for argument " + o);
    }
  }

  private static RexCall find(RexNode node, FunctionEntry entry) {
    if (node instanceof RexCall call) {
      // The operator may be another name of the same function.
      boolean same =
          FunctionTable.find(call.getOperator())
              .filter(e -> e.implementation().equals(entry.implementation()))
              .isPresent();
      if (same) {
        return call;
      }
      for (RexNode operand : call.getOperands()) {
        RexCall found = find(operand, entry);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
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
