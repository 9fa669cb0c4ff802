package io.millrace.planner.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.millrace.batch.Batch;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.LongColumn;
import io.millrace.operator.Transform;
import io.millrace.planner.function.FunctionTable;
import io.millrace.planner.function.StatementContext;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.junit.jupiter.api.Test;

/** What generated code costs, and that it copes with very large expressions. */
class GeneratedCodeTest {
  private static final RowType INPUT =
      RowType.of(
          Field.of("a", Type.BIGINT),
          Field.required("b", Type.BIGINT),
          Field.of("s", Type.VARCHAR));

  private final ExpressionCompiler compiler =
      new ExpressionCompiler(StatementContext.at(Instant.EPOCH));
  private final ExpressionText text =
      new ExpressionText(FunctionTable.operatorTable(), FunctionTable.convertletTable());

  private static Batch rows(int count) {
    long[] a = IntStream.range(0, count).mapToLong(i -> i).toArray();
    long[] b = IntStream.range(0, count).mapToLong(i -> i % 10).toArray();
    String[] s = IntStream.range(0, count).mapToObj(i -> "text " + i % 7).toArray(String[]::new);
    return Batch.of(LongColumn.of(a), LongColumn.of(b), BytesColumn.of(s));
  }

  private Transform transform(String condition, String... projects) {
    List<RexNode> nodes = new ArrayList<>();
    for (String project : projects) {
      nodes.add(text.parse(project, INPUT));
    }
    return compiler
        .transform(INPUT, condition == null ? null : text.parse(condition, INPUT), nodes)
        .get();
  }

  @Test
  void passesColumnsThrough() {
    Batch batch = rows(100);
    Batch result = transform(null, "s", "b", "7").apply(batch);
    assertSame(batch.column(2), result.column(0));
    assertSame(batch.column(1), result.column(1));
    assertEquals(100, result.size());
    assertEquals(7, result.longs(2).values()[99]);
  }

  @Test
  void keepsWeightsOfTheRowsThatPass() {
    Batch batch = rows(4).withWeights(new long[] {1, -1, 2, -2});
    Batch result = transform("b >= 2", "a + 1").apply(batch);
    assertEquals(2, result.size());
    assertEquals(2, result.weight(0));
    assertEquals(-2, result.weight(1));
    assertEquals(4, result.longs(0).values()[1]);
  }

  @Test
  void loopsDoNotAllocate() {
    String[] expressions = {
      "a + b * 2",
      "MOD(a, 10)",
      "CASE WHEN b > 5 THEN a ELSE -a END",
      "CHAR_LENGTH(UPPER(s) || SUBSTRING(s FROM 2 FOR 3))",
      "CASE WHEN s LIKE '%t 3%' OR s IN ('a', 'b', 'c', 'd', 'e', 'f') THEN 1 ELSE 0 END",
      "EXTRACT(YEAR FROM TIMESTAMP '2024-01-01 00:00:00' + a * INTERVAL '1' DAY)",
      "CAST(CAST(a AS VARCHAR) AS BIGINT)",
      "CAST(b AS DECIMAL(10, 2)) * CAST(1.5 AS DECIMAL(4, 2)) + 1",
    };
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    for (String expression : expressions) {
      Transform transform = transform("CHAR_LENGTH(" + text(expression) + ") < 0", "a");
      Batch small = rows(1_000);
      Batch large = rows(20_000);
      for (int i = 0; i < 20; i++) {
        transform.apply(large);
        transform.apply(small);
      }
      long before = threads.getThreadAllocatedBytes(thread);
      transform.apply(small);
      long between = threads.getThreadAllocatedBytes(thread);
      transform.apply(large);
      long after = threads.getThreadAllocatedBytes(thread);
      long more = after - between - (between - before);
      assertTrue(more < 19_000, expression + ": " + more + " bytes for 19,000 rows more");
    }
  }

  @Test
  void repeatedCallsAreComputedOnceARow() {
    String matches = "REGEXP_LIKE(s, '[0-6]$')";
    String condition = "b > 5 OR " + matches;
    long once = allocated(transform(condition, "CASE WHEN b > 5 THEN 1 ELSE 2 END"));
    long again =
        allocated(
            transform(condition, "CASE WHEN b > 5 THEN 1 WHEN " + matches + " THEN 2 ELSE 3 END"));
    // Each search makes a String of the row's text.
    assertTrue(once > 500_000, once + " bytes");
    assertTrue(again < once + once / 10, again + " bytes instead of " + once);
  }

  private static long allocated(Transform transform) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    Batch batch = rows(20_000);
    for (int i = 0; i < 20; i++) {
      transform.apply(batch);
    }
    long before = threads.getThreadAllocatedBytes(thread);
    assertEquals(20_000, transform.apply(batch).size());
    return threads.getThreadAllocatedBytes(thread) - before;
  }

  private static String text(String expression) {
    return "CAST(" + expression + " AS VARCHAR)";
  }

  @Test
  void largeExpressionsAreCutIntoMethods() {
    RexBuilder rex = new RexBuilder(ExpressionText.TYPES);
    List<RexNode> cases = new ArrayList<>();
    List<RexNode> any = new ArrayList<>();
    RexNode sum = text.parse("a + 0", INPUT);
    RexNode column = text.parse("a", INPUT);
    RexNode twice = text.parse("a * 2 + 0 * b", INPUT);
    for (int i = 0; i < 1_500; i++) {
      RexNode number = rex.makeExactLiteral(BigDecimal.valueOf(i));
      cases.add(rex.makeCall(SqlStdOperatorTable.EQUALS, twice, number));
      cases.add(rex.makeCall(SqlStdOperatorTable.PLUS, sum, number));
      any.add(rex.makeCall(SqlStdOperatorTable.EQUALS, twice, number));
    }
    cases.add(rex.makeNullLiteral(sum.getType()));
    for (int i = 1; i < 400; i++) {
      RexNode number = rex.makeExactLiteral(BigDecimal.valueOf(i));
      sum =
          rex.makeCall(
              SqlStdOperatorTable.PLUS,
              sum,
              rex.makeCall(SqlStdOperatorTable.PLUS, column, number));
    }
    RexNode condition = rex.makeCall(SqlStdOperatorTable.OR, any);
    RexNode chosen = rex.makeCall(SqlStdOperatorTable.CASE, cases);
    Batch result =
        compiler.transform(INPUT, condition, List.of(chosen, sum)).get().apply(rows(2_000));
    assertEquals(750, result.size());
    for (int row = 0; row < result.size(); row++) {
      assertEquals(3L * row, result.longs(0).values()[row]);
      assertEquals(400L * row + 400L * 399 / 2, result.longs(1).values()[row]);
    }
  }

  @Test
  void manyOutputsAreCutIntoMethods() {
    String[] projects =
        IntStream.range(0, 300).mapToObj(i -> "a * " + i + " + b").toArray(String[]::new);
    Batch result = transform("b = 1", projects).apply(rows(100));
    assertEquals(10, result.size());
    assertEquals(299L * 11 + 1, result.longs(299).values()[1]);
  }

  @Test
  void compilesFast() {
    for (int i = 0; i < 40; i++) {
      transform("b > " + i, "a + " + i);
    }
    RexNode condition = text.parse("b > 2", INPUT);
    List<RexNode> warm = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      warm.add(text.parse("a + 1000" + i, INPUT));
    }
    // The thread's own time: what else the machine does must not matter.
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long best = Long.MAX_VALUE;
    for (RexNode project : warm) {
      long start = threads.getCurrentThreadCpuTime();
      assertNotNull(compiler.transform(INPUT, condition, List.of(project)).get());
      best = Math.min(best, threads.getCurrentThreadCpuTime() - start);
    }
    assertTrue(best < 15_000_000, "compiled in " + best / 1_000 + " microseconds");
  }
}
