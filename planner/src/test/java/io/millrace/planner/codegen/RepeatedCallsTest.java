package io.millrace.planner.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.planner.function.FunctionTable;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.rex.RexNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepeatedCallsTest {
  private static final RowType INPUT =
      RowType.of(Field.of("a", Type.BIGINT), Field.of("s", Type.VARCHAR));

  private final ExpressionText text =
      new ExpressionText(FunctionTable.operatorTable(), FunctionTable.convertletTable());

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "LOWER(s) = 'x' ; CASE WHEN a > 1 THEN LOWER(s) ELSE s END ! LOWER($1)",
        "LOWER(s) ; UPPER(s) ! ",
        "CHAR_LENGTH(LOWER(s)) > 3 ; CHAR_LENGTH(LOWER(s)) ! CHAR_LENGTH(LOWER($1))",
        "CHAR_LENGTH(LOWER(s)) ; LOWER(s) ! LOWER($1)",
        "a + 1 > 3 ; a + 1 ! ",
        "CAST(s AS BIGINT) ; CAST(s AS BIGINT) ! ",
        "RAND() < 0.5 ; RAND() ! ",
        "RAND(a) < 0.5 ; RAND(a) ! ",
      })
  void findsWhatIsWorthKeeping(String expressions, String expected) {
    List<RexNode> nodes = parse(expressions);
    Outlining outlining = new Outlining();
    nodes.forEach(outlining::measure);
    assertEquals(
        expected == null ? "" : expected,
        RepeatedCalls.in(nodes, outlining).stream()
            .map(RexNode::toString)
            .collect(Collectors.joining(", ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "SPLIT_INDEX(s, '/', 1) ; SPLIT_PART(s, '/', a) ! [$1, _UTF-8'/']",
        "SPLIT_INDEX(s, '/', 1) ; CASE WHEN SPLIT_INDEX(s, '/', 2) = 'b' THEN 1 END ! [$1, _UTF-8'/']",
        "SPLIT_PART(SPLIT_PART(s, '/', 1), '-', 1) ; SPLIT_PART(SPLIT_PART(s, '/', 1), '-', 2)"
            + " ! [SPLIT_PART($1, _UTF-8'/', 1), _UTF-8'-']",
        "SPLIT_INDEX(s, '/', 1) ; SPLIT_INDEX(s, '-', 2) ! ",
        "SPLIT_INDEX(s, '/', 1) ; SPLIT_INDEX(s, '/', 1) ! ",
        "SPLIT_INDEX(s, CHR(RAND_INTEGER(99)), 1) ; SPLIT_INDEX(s, CHR(RAND_INTEGER(99)), 2) ! ",
      })
  void findsTextsThatAreSplitMoreThanOnce(String expressions, String expected) {
    List<RexNode> nodes = parse(expressions);
    Outlining outlining = new Outlining();
    nodes.forEach(outlining::measure);
    assertEquals(
        expected == null ? "" : expected,
        SplitWriter.sharedIn(nodes, outlining).stream()
            .map(List::toString)
            .collect(Collectors.joining(", ")));
  }

  private List<RexNode> parse(String expressions) {
    return Arrays.stream(expressions.split(";")).map(e -> text.parse(e.trim(), INPUT)).toList();
  }
}
