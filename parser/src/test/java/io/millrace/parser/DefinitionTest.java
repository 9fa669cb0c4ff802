package io.millrace.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.parser.statement.Definition;
import io.millrace.parser.statement.EmitMode;
import io.millrace.parser.statement.ObjectKind;
import io.millrace.parser.statement.Option;
import io.millrace.parser.statement.Statement;
import io.millrace.parser.statement.TableDefinition;
import io.millrace.parser.text.SourcePosition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DefinitionTest {
  private static final String ORDERS =
      """
      CREATE TABLE sales.orders (
        order_id    BIGINT,
        customer    VARCHAR NOT NULL,
        amount      DECIMAL(10, 2) DEFAULT 0 NOT NULL CHECK (amount < 1000),
        order_time  TIMESTAMP(3),
        day         DATE GENERATED ALWAYS AS (CAST(order_time AS DATE)),
        _file       VARCHAR METADATA FROM 'file.path',
        offset      BIGINT METADATA,
        doubled     AS amount * 2,
        PRIMARY KEY (order_id),
        WATERMARK FOR order_time AS order_time - INTERVAL '5' SECOND,
        CONSTRAINT small CHECK (amount < 100),
        CONSTRAINT positive EXPECT (amount > 0) ON VIOLATION DROP ROW
      ) PARTITIONED BY (day, customer)
      WITH ('connector' = 'files', 'PATH' = 'landing/it''s/', limit = 10, watermark.idle = '1 s')""";

  private static final Definition.CreateTable TABLE =
      (Definition.CreateTable) StatementParser.parse(ORDERS);

  @Test
  void readsATablesColumns() {
    assertEquals(List.of("sales", "orders"), TABLE.name().names());
    List<TableDefinition.Column> columns = TABLE.definition().columns();
    assertEquals(
        "order_id customer amount order_time day _file offset doubled",
        String.join(" ", columns.stream().map(c -> c.name().name()).toList()));
    assertEquals("DECIMAL(10, 2)", columns.get(2).type().orElseThrow().toString());
    assertTrue(columns.get(1).notNull());
    assertTrue(columns.get(2).notNull());
    assertFalse(columns.get(0).notNull());
    assertEquals("0", columns.get(2).defaultValue().orElseThrow().text());
    assertEquals("CAST(order_time AS DATE)", columns.get(4).generatedAs().orElseThrow().text());
    assertEquals(Optional.of("file.path"), columns.get(5).metadataKey());
    assertEquals(Optional.of("offset"), columns.get(6).metadataKey());
    assertEquals("amount * 2", columns.get(7).generatedAs().orElseThrow().text());
    assertEquals(Optional.empty(), columns.get(7).type());
    assertEquals(new SourcePosition(3, 3), columns.get(1).position());
  }

  @Test
  void readsATablesConstraints() {
    TableDefinition definition = TABLE.definition();
    assertEquals("[order_id]", definition.primaryKey().toString());
    assertEquals(2, definition.checks().size());
    assertEquals("amount < 1000", definition.checks().get(0).condition().text());
    assertEquals(Optional.empty(), definition.checks().get(0).name());
    assertEquals("small", definition.checks().get(1).name().orElseThrow().name());
    TableDefinition.Expectation expectation = definition.expectations().get(0);
    assertEquals("positive", expectation.name().name());
    assertEquals(TableDefinition.OnViolation.DROP_ROW, expectation.onViolation());
    assertEquals(new SourcePosition(13, 31), expectation.condition().start());
    TableDefinition.Watermark watermark = definition.watermark().orElseThrow();
    assertEquals("order_time", watermark.column().name());
    assertEquals("order_time - INTERVAL '5' SECOND", watermark.expression().text());
    assertEquals(new SourcePosition(11, 31), watermark.expression().start());
  }

  @Test
  void readsATablesOptionsAndPartitions() {
    assertEquals("[day, customer]", TABLE.partitionedBy().toString());
    assertEquals(
        Map.of(
            "connector", "files", "path", "landing/it's/", "limit", "10", "watermark.idle", "1 s"),
        Option.asMap(TABLE.options()));
    assertEquals(new SourcePosition(15, 7), TABLE.options().get(0).position());
    assertEquals(new SourcePosition(15, 21), TABLE.options().get(0).valuePosition());
  }

  @Test
  void readsWhatAViolationDoes() {
    for (TableDefinition.OnViolation action : TableDefinition.OnViolation.values()) {
      String clause =
          action == TableDefinition.OnViolation.KEEP
              ? ""
              : " ON VIOLATION " + action.name().replace('_', ' ');
      Definition.CreateTable table =
          parse("CREATE TABLE t (a INT, CONSTRAINT c EXPECT (a > 0)" + clause + ")");
      assertEquals(action, table.definition().expectations().get(0).onViolation());
    }
  }

  @Test
  void aDefaultEndsWhereTheNextConstraintBegins() {
    assertEquals("1 + (2)", defaultOf("a INT DEFAULT 1 + (2) NOT NULL PRIMARY KEY"));
    assertEquals("NULL", defaultOf("a INT DEFAULT NULL"));
    assertEquals("f(a, b)", defaultOf("a INT DEFAULT f(a, b) CHECK (a > 0)"));
    assertEquals(
        "CASE WHEN x THEN 1 ELSE 2 END", defaultOf("a INT DEFAULT CASE WHEN x THEN 1 ELSE 2 END"));
  }

  private static String defaultOf(String column) {
    Definition.CreateTable table = parse("CREATE TABLE t (" + column + ")");
    return table.definition().columns().get(0).defaultValue().orElseThrow().text();
  }

  @Test
  void readsAnInlinePrimaryKey() {
    Definition.CreateTable table = parse("CREATE TABLE t (a INT, b INT PRIMARY KEY)");
    assertEquals("[b]", table.definition().primaryKey().toString());
  }

  @Test
  void readsTablesWithoutColumns() {
    Definition.CreateTable inferred = parse("CREATE TABLE t WITH ('connector' = 'files')");
    assertEquals(List.of(), inferred.definition().columns());
    Definition.CreateTable filled =
        parse(
            "CREATE OR REPLACE TABLE t (PRIMARY KEY (a)) AS WITH x AS (SELECT 1) SELECT * FROM x");
    assertEquals("WITH x AS (SELECT 1) SELECT * FROM x", filled.query().orElseThrow().text());
    assertEquals("[a]", filled.definition().primaryKey().toString());
    assertEquals(Definition.IfPresent.REPLACE, filled.ifPresent());
    Definition.CreateTable both =
        parse("CREATE TABLE t WITH (a = 1) AS WITH x AS (TABLE y) TABLE x");
    assertEquals("WITH x AS (TABLE y) TABLE x", both.query().orElseThrow().text());
  }

  @Test
  void readsStreams() {
    Definition.CreateStream stream =
        parse("CREATE STREAM IF NOT EXISTS s (a INT) WITH ('connector' = 'kafka')");
    assertEquals(Definition.IfPresent.KEEP, stream.ifPresent());
    assertEquals(1, stream.definition().columns().size());
  }

  @Test
  void readsViews() {
    Definition.CreateView view = parse("CREATE VIEW v (a, \"B b\") AS SELECT 1, 2");
    assertEquals("[a, \"B b\"]", view.columns().toString());
    assertEquals(EmitMode.NONE, view.emit());
    Definition.CreateMaterializedView materialized =
        parse(
            "CREATE MATERIALIZED VIEW v (a) PARTITIONED BY (a) WITH (x = true)\n"
                + "AS SELECT a FROM t EMIT ON WINDOW CLOSE");
    assertEquals("SELECT a FROM t", materialized.query().text());
    assertEquals(new SourcePosition(2, 4), materialized.query().start());
    assertEquals(EmitMode.ON_WINDOW_CLOSE, materialized.emit());
    assertEquals("[a]", materialized.partitionedBy().toString());
    assertEquals(Map.of("x", "true"), Option.asMap(materialized.options()));
  }

  @Test
  void readsSinks() {
    Definition.CreateSink sink =
        parse("CREATE SINK s WITH ('connector' = 'print') AS SELECT * FROM v EMIT CHANGES;");
    assertEquals("SELECT * FROM v", sink.query().text());
    assertEquals(EmitMode.CHANGES, sink.emit());
  }

  @Test
  void readsDrop() {
    for (ObjectKind kind : ObjectKind.values()) {
      Definition.Drop drop = parse("DROP " + kind + " IF EXISTS a.b, c CASCADE");
      assertEquals(kind, drop.kind());
      assertEquals("[a.b, c]", drop.names().toString());
      assertTrue(drop.ifExists());
      assertTrue(drop.cascade());
    }
    Definition.Drop plain = parse("DROP VIEW v RESTRICT");
    assertFalse(plain.ifExists());
    assertFalse(plain.cascade());
  }

  @Test
  void readsAlterTable() {
    var add =
        assertInstanceOf(
            Definition.TableAction.AddColumn.class,
            action("ADD COLUMN IF NOT EXISTS c INT DEFAULT 1 CHECK (c > 0)"));
    assertTrue(add.ifNotExists());
    assertEquals("1", add.column().defaultValue().orElseThrow().text());
    assertEquals("c > 0", add.checks().get(0).condition().text());
    var short1 =
        assertInstanceOf(Definition.TableAction.AddColumn.class, action("ADD column STRING"));
    assertEquals("column", short1.column().name().name());
    var drop =
        assertInstanceOf(
            Definition.TableAction.DropColumn.class, action("DROP COLUMN IF EXISTS \"c\""));
    assertTrue(drop.column().quoted());
    assertTrue(drop.ifExists());
    var rename =
        assertInstanceOf(Definition.TableAction.RenameColumn.class, action("RENAME COLUMN a TO b"));
    assertEquals("a", rename.column().name());
    assertEquals("b", rename.newName().name());
    var set =
        assertInstanceOf(Definition.TableAction.SetOptions.class, action("SET ('a.b' = 'c')"));
    assertEquals(Map.of("a.b", "c"), Option.asMap(set.options()));
  }

  private static Definition.TableAction action(String action) {
    Definition.AlterTable alter = parse("ALTER TABLE t " + action);
    return alter.action();
  }

  @Test
  void readsPauseAndResume() {
    Definition.AlterFlow pause = parse("ALTER TABLE s.t PAUSE");
    assertEquals(ObjectKind.TABLE, pause.kind());
    assertEquals("s.t", pause.name().toString());
    assertFalse(pause.resume());
    Definition.AlterFlow resume = parse("ALTER STREAM resume RESUME");
    assertEquals(ObjectKind.STREAM, resume.kind());
    assertTrue(resume.resume());
  }

  @Test
  void readsAlterMaterializedView() {
    Definition.AlterMaterializedView replace =
        parse("ALTER MATERIALIZED VIEW v AS SELECT 1 EMIT ON WINDOW CLOSE");
    var query = assertInstanceOf(Definition.ViewAction.ReplaceQuery.class, replace.action());
    assertEquals("SELECT 1", query.query().text());
    assertEquals(EmitMode.ON_WINDOW_CLOSE, query.emit());
    Definition.AlterMaterializedView pause = parse("ALTER MATERIALIZED VIEW v PAUSE");
    assertInstanceOf(Definition.ViewAction.Pause.class, pause.action());
    Definition.AlterMaterializedView resume = parse("ALTER MATERIALIZED VIEW s.v RESUME");
    assertInstanceOf(Definition.ViewAction.Resume.class, resume.action());
    assertEquals("s.v", resume.name().toString());
  }

  @SuppressWarnings("unchecked")
  static <S extends Statement> S parse(String text) {
    return (S) StatementParser.parse(text);
  }
}
