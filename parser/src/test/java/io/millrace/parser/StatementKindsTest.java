package io.millrace.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.parser.statement.Change;
import io.millrace.parser.statement.Control;
import io.millrace.parser.statement.Definition;
import io.millrace.parser.statement.Looking;
import io.millrace.parser.statement.Statement;
import io.millrace.parser.text.SourcePosition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One example of every kind of statement: the kind, its text, its place. */
class StatementKindsTest {
  private static final Map<String, Class<? extends Statement>> EXAMPLES = new LinkedHashMap<>();

  static {
    EXAMPLES.put("CREATE TABLE t (a INT)", Definition.CreateTable.class);
    EXAMPLES.put("create stream s with ('connector' = 'datagen')", Definition.CreateStream.class);
    EXAMPLES.put("CREATE VIEW v AS SELECT 1", Definition.CreateView.class);
    EXAMPLES.put("CREATE MATERIALIZED VIEW v AS SELECT 1", Definition.CreateMaterializedView.class);
    EXAMPLES.put(
        "CREATE SINK s WITH ('connector' = 'print') AS TABLE t", Definition.CreateSink.class);
    EXAMPLES.put("CREATE SCHEMA IF NOT EXISTS s", Definition.CreateSchema.class);
    EXAMPLES.put("DROP TABLE t", Definition.Drop.class);
    EXAMPLES.put("ALTER TABLE t DROP COLUMN c", Definition.AlterTable.class);
    EXAMPLES.put("ALTER STREAM s PAUSE", Definition.AlterFlow.class);
    EXAMPLES.put("ALTER MATERIALIZED VIEW v PAUSE", Definition.AlterMaterializedView.class);
    EXAMPLES.put("INSERT INTO t VALUES (1)", Change.Insert.class);
    EXAMPLES.put("UPDATE t SET a = 1", Change.Update.class);
    EXAMPLES.put("DELETE FROM t", Change.Delete.class);
    EXAMPLES.put("MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE", Change.Merge.class);
    EXAMPLES.put("TRUNCATE TABLE t", Change.Truncate.class);
    EXAMPLES.put("COPY t FROM 'f.csv'", Change.CopyFrom.class);
    EXAMPLES.put("OPTIMIZE t", Change.Optimize.class);
    EXAMPLES.put("VACUUM t", Change.Vacuum.class);
    EXAMPLES.put("RESTORE TABLE t TO VERSION AS OF 3", Change.Restore.class);
    EXAMPLES.put("SELECT 1", Looking.Query.class);
    EXAMPLES.put("WITH a AS (SELECT 1) SELECT * FROM a", Looking.Query.class);
    EXAMPLES.put("VALUES (1), (2)", Looking.Query.class);
    EXAMPLES.put("TABLE t", Looking.Query.class);
    EXAMPLES.put("(SELECT 1) UNION ((SELECT 2))", Looking.Query.class);
    EXAMPLES.put("COPY (SELECT 1) TO 'f.csv'", Looking.CopyTo.class);
    EXAMPLES.put("SHOW TABLES", Looking.Show.class);
    EXAMPLES.put("SHOW CREATE TABLE t", Looking.ShowCreate.class);
    EXAMPLES.put("DESCRIBE t", Looking.Describe.class);
    EXAMPLES.put("DESC HISTORY t", Looking.DescribeHistory.class);
    EXAMPLES.put("EXPLAIN SELECT 1", Looking.Explain.class);
    EXAMPLES.put("USE s", Control.Use.class);
    EXAMPLES.put("BEGIN", Control.Begin.class);
    EXAMPLES.put("START TRANSACTION", Control.Begin.class);
    EXAMPLES.put("COMMIT WORK", Control.Commit.class);
    EXAMPLES.put("ROLLBACK", Control.Rollback.class);
    EXAMPLES.put("SET 'k' = 'v'", Control.SetOption.class);
    EXAMPLES.put("RESET k", Control.ResetOption.class);
    EXAMPLES.put("FLUSH", Control.Flush.class);
  }

  static Stream<String> examples() {
    return EXAMPLES.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleIsOfItsKind(String example) {
    Statement statement = StatementParser.parse(example);
    assertEquals(EXAMPLES.get(example), statement.getClass());
    assertEquals(example, statement.text());
    assertEquals(new SourcePosition(1, 1), statement.position());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void aStatementKnowsItsPlaceAndTextAmongComments(String example) {
    String text = "-- first\n  /* second */ " + example + " -- third\n ; ";
    Statement statement = StatementParser.parse(text);
    assertEquals(example, statement.text());
    assertEquals(new SourcePosition(2, 16), statement.position());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void caseOfKeywordsDoesNotCount(String example) {
    Statement statement = StatementParser.parse(example.toLowerCase(java.util.Locale.ROOT));
    assertEquals(EXAMPLES.get(example), statement.getClass());
  }

  @Test
  void everyKindHasAnExample() {
    Set<String> kinds = new TreeSet<>();
    for (Class<?> family : Statement.class.getPermittedSubclasses()) {
      for (Class<?> kind : family.getPermittedSubclasses()) {
        kinds.add(kind.getName());
      }
    }
    Set<String> shown = new TreeSet<>();
    EXAMPLES.values().forEach(kind -> shown.add(kind.getName()));
    assertEquals(kinds, shown);
  }
}
