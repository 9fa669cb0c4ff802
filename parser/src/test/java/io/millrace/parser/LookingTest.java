package io.millrace.parser;

import static io.millrace.parser.DefinitionTest.parse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.parser.statement.Change;
import io.millrace.parser.statement.EmitMode;
import io.millrace.parser.statement.Looking;
import io.millrace.parser.statement.ObjectKind;
import io.millrace.parser.statement.Option;
import io.millrace.parser.text.SourcePosition;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * FROM t EMIT CHANGES | SELECT * FROM t | CHANGES",
        "SELECT a, (b) FROM t GROUP BY a emit on window close | SELECT a, (b) FROM t GROUP BY a |"
            + " ON_WINDOW_CLOSE",
        "(SELECT 1) EMIT CHANGES | (SELECT 1) | CHANGES",
        "SELECT * FROM t LIMIT 5 EMIT CHANGES | SELECT * FROM t LIMIT 5 | CHANGES",
        "SELECT 1 | SELECT 1 | NONE",
        "SELECT 'EMIT CHANGES' | SELECT 'EMIT CHANGES' | NONE",
        "SELECT 1 -- EMIT CHANGES | SELECT 1 | NONE"
      })
  void readsWhatAQueryEmits(String text, String query, EmitMode emit) {
    Looking.Query statement = parse(text);
    assertEquals(query, statement.query().text());
    assertEquals(emit, statement.emit());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT emit, changes FROM emit emit WHERE emit.x = 1",
        "SELECT a AS emit FROM t",
        "SELECT a emit FROM t",
        "SELECT emit FROM t",
        "SELECT t.emit FROM emit",
        "SELECT * FROM t JOIN emit ON emit.a = t.a",
        "SELECT * FROM t emit LIMIT 5",
        "SELECT count(*) emit, 1 FROM (SELECT a emit)",
        "SELECT emit + emit"
      })
  void emitNamesThingsElsewhere(String text) {
    Looking.Query statement = parse(text);
    assertEquals(text, statement.query().text());
    assertEquals(EmitMode.NONE, statement.emit());
  }

  @Test
  void readsCopyTo() {
    Looking.CopyTo query = parse("COPY (SELECT (1)) TO 'out.parquet' (FORMAT parquet)");
    assertEquals("SELECT (1)", query.query().text());
    assertEquals("out.parquet", query.file());
    assertEquals(Map.of("format", "parquet"), Option.asMap(query.options()));
    Looking.CopyTo table = parse("COPY  s.\"a\"\"b\" (x, \"Y\") TO 'out'");
    assertEquals("SELECT \"x\", \"Y\" FROM \"s\".\"a\"\"b\"", table.query().calciteText());
    assertEquals(new SourcePosition(1, 7), table.query().original(1, 30));
  }

  @ParameterizedTest
  @EnumSource(
      value = Looking.ShowKind.class,
      names = {"COLUMNS", "OPTIONS", "SCHEMAS"},
      mode = EnumSource.Mode.EXCLUDE)
  void readsShow(Looking.ShowKind kind) {
    Looking.Show show = parse("SHOW " + kind.name().replace('_', ' ') + " FROM s LIKE 'a''%'");
    assertEquals(kind, show.kind());
    assertEquals("s", show.name().orElseThrow().toString());
    assertEquals(Optional.of("a'%"), show.like());
    Looking.Show all = parse("show " + kind.name().replace('_', ' '));
    assertEquals(Optional.empty(), all.name());
    assertEquals(Optional.empty(), all.like());
  }

  @Test
  void readsShowOfOtherThings() {
    Looking.Show columns = parse("SHOW COLUMNS IN s.t");
    assertEquals(Looking.ShowKind.COLUMNS, columns.kind());
    assertEquals("s.t", columns.name().orElseThrow().toString());
    Looking.Show schemas = parse("SHOW SCHEMAS LIKE 'x'");
    assertEquals(Looking.ShowKind.SCHEMAS, schemas.kind());
    Looking.Show options = parse("SHOW ALL");
    assertEquals(Looking.ShowKind.OPTIONS, options.kind());
    Looking.ShowCreate create = parse("SHOW CREATE MATERIALIZED VIEW v");
    assertEquals(Optional.of(ObjectKind.MATERIALIZED_VIEW), create.kind());
    Looking.ShowCreate any = parse("SHOW CREATE s.v");
    assertEquals(Optional.empty(), any.kind());
    assertEquals("s.v", any.name().toString());
  }

  @Test
  void readsDescribe() {
    Looking.Describe extended = parse("DESCRIBE EXTENDED t");
    assertTrue(extended.extended());
    Looking.Describe history = parse("DESC history");
    assertEquals("history", history.name().toString());
    Looking.Describe named = parse("DESC extended");
    assertEquals("extended", named.name().toString());
    Looking.DescribeHistory versions = parse("DESCRIBE HISTORY s.t");
    assertEquals("s.t", versions.name().toString());
  }

  @ParameterizedTest
  @EnumSource(Looking.ExplainKind.class)
  void readsExplain(Looking.ExplainKind kind) {
    Looking.Explain explain = parse("EXPLAIN " + kind + "\n INSERT INTO t SELECT 1");
    assertEquals(kind, explain.kind());
    Change.Insert insert = assertInstanceOf(Change.Insert.class, explain.statement());
    assertEquals(new SourcePosition(2, 2), insert.position());
    assertEquals("INSERT INTO t SELECT 1", insert.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1 EMIT CHANGES",
        "UPDATE t SET a = 1",
        "DELETE FROM t",
        "MERGE INTO t USING s ON TRUE WHEN MATCHED THEN DELETE",
        "CREATE TABLE t AS SELECT 1",
        "CREATE VIEW v AS SELECT 1",
        "CREATE MATERIALIZED VIEW v AS SELECT 1",
        "CREATE SINK v WITH (a = 1) AS SELECT 1"
      })
  void explainsWhatHasAPlan(String statement) {
    Looking.Explain explain = parse("EXPLAIN " + statement);
    assertEquals(Looking.ExplainKind.LOGICAL, explain.kind());
    assertEquals(StatementParser.parse(statement).getClass(), explain.statement().getClass());
  }
}
