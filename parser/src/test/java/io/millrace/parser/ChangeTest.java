package io.millrace.parser;

import static io.millrace.parser.DefinitionTest.parse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.parser.embedded.Moment;
import io.millrace.parser.statement.Change;
import io.millrace.parser.statement.Option;
import io.millrace.parser.text.SourcePosition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeTest {
  @Test
  void readsInsert() {
    Change.Insert insert = parse("INSERT INTO s.t (a, B)\n VALUES (1, 'x;y'), (2, NULL)");
    assertEquals("s.t", insert.table().toString());
    assertEquals("[a, B]", insert.columns().toString());
    assertEquals("VALUES (1, 'x;y'), (2, NULL)", insert.source().text());
    assertEquals(new SourcePosition(2, 2), insert.source().start());
    assertEquals(Optional.empty(), insert.onConflict());
    Change.Insert select = parse("INSERT INTO t (SELECT 1)");
    assertEquals(List.of(), select.columns());
    assertEquals("(SELECT 1)", select.source().text());
  }

  @Test
  void readsOnConflict() {
    Change.Insert nothing = parse("INSERT INTO t TABLE u ON CONFLICT DO NOTHING");
    assertEquals("TABLE u", nothing.source().text());
    assertTrue(nothing.onConflict().orElseThrow().doNothing());
    Change.Insert update =
        parse(
            "INSERT INTO t SELECT * FROM u JOIN conflict ON conflict.a = u.a ON CONFLICT (a, b)"
                + " DO UPDATE SET c = excluded.c, t.d = t.d + 1 WHERE t.c < 5");
    assertEquals("SELECT * FROM u JOIN conflict ON conflict.a = u.a", update.source().text());
    Change.OnConflict conflict = update.onConflict().orElseThrow();
    assertEquals("[a, b]", conflict.columns().toString());
    assertFalse(conflict.doNothing());
    assertEquals("excluded.c", conflict.assignments().get(0).value().text());
    assertEquals("d", conflict.assignments().get(1).column().name());
    assertEquals("t.c < 5", conflict.where().orElseThrow().text());
  }

  @Test
  void readsUpdate() {
    Change.Update update =
        parse(
            "UPDATE t AS o SET a = CASE WHEN b IS NOT DISTINCT FROM c THEN 1, 2 ELSE 2 END,\n"
                + " o.b = (SELECT max(x) FROM y WHERE z), c = DEFAULT FROM u JOIN v ON u.a = v.a"
                + " WHERE o.a = u.a AND o.b IS DISTINCT FROM 1");
    assertEquals("o", update.alias().orElseThrow().name());
    assertEquals(3, update.assignments().size());
    assertEquals(
        "CASE WHEN b IS NOT DISTINCT FROM c THEN 1, 2 ELSE 2 END",
        update.assignments().get(0).value().text());
    assertEquals("b", update.assignments().get(1).column().name());
    assertEquals(new SourcePosition(2, 8), update.assignments().get(1).value().start());
    assertEquals("DEFAULT", update.assignments().get(2).value().text());
    assertEquals("u JOIN v ON u.a = v.a", update.from().orElseThrow().text());
    assertEquals("o.a = u.a AND o.b IS DISTINCT FROM 1", update.where().orElseThrow().text());
    Change.Update arrays = parse("UPDATE t SET a = ARRAY[1, b[2]], b = f(ARRAY[3, 4])[1]");
    assertEquals("ARRAY[1, b[2]]", arrays.assignments().get(0).value().text());
    assertEquals("f(ARRAY[3, 4])[1]", arrays.assignments().get(1).value().text());
    Change.Update plain = parse("UPDATE t SET t.a = 1");
    assertEquals(Optional.empty(), plain.alias());
    assertEquals(Optional.empty(), plain.where());
  }

  @Test
  void readsDelete() {
    Change.Delete delete = parse("DELETE FROM t x WHERE x.a IN (SELECT a FROM u VERSION AS OF 3)");
    assertEquals("x", delete.alias().orElseThrow().name());
    assertEquals(
        "x.a IN (SELECT a FROM \"u@v3\" AS \"u\")", delete.where().orElseThrow().calciteText());
  }

  @Test
  void readsMerge() {
    Change.Merge merge =
        parse(
            "MERGE INTO t AS x USING (SELECT * FROM s WHERE a = 1) AS y\n"
                + "ON x.id = y.id AND CASE WHEN y.z THEN TRUE ELSE FALSE END\n"
                + "WHEN MATCHED AND y.gone THEN DELETE\n"
                + "WHEN MATCHED AND y.same THEN DO NOTHING\n"
                + "WHEN MATCHED THEN UPDATE SET x.a = y.a, b = y.b\n"
                + "WHEN NOT MATCHED BY TARGET AND y.a > 0 THEN INSERT (id, a) VALUES (y.id, DEFAULT)\n"
                + "WHEN NOT MATCHED THEN INSERT *\n"
                + "WHEN NOT MATCHED BY SOURCE THEN UPDATE SET *");
    assertEquals("(SELECT * FROM s WHERE a = 1) AS y", merge.source().text());
    assertEquals(
        "x.id = y.id AND CASE WHEN y.z THEN TRUE ELSE FALSE END", merge.condition().text());
    List<Change.MergeClause> clauses = merge.clauses();
    assertEquals(
        List.of(
            Change.MergeWhen.MATCHED,
            Change.MergeWhen.MATCHED,
            Change.MergeWhen.MATCHED,
            Change.MergeWhen.NOT_MATCHED,
            Change.MergeWhen.NOT_MATCHED,
            Change.MergeWhen.NOT_MATCHED_BY_SOURCE),
        clauses.stream().map(Change.MergeClause::when).toList());
    assertEquals("y.gone", clauses.get(0).condition().orElseThrow().text());
    assertEquals(new Change.MergeAction.MergeDelete(), clauses.get(0).action());
    assertEquals(new Change.MergeAction.MergeDoNothing(), clauses.get(1).action());
    var update = (Change.MergeAction.MergeUpdate) clauses.get(2).action();
    assertEquals("a", update.assignments().get(0).column().name());
    assertEquals("y.b", update.assignments().get(1).value().text());
    var insert = (Change.MergeAction.MergeInsert) clauses.get(3).action();
    assertEquals("[id, a]", insert.columns().toString());
    assertEquals("[y.id, DEFAULT]", insert.values().toString());
    assertEquals(new Change.MergeAction.MergeInsertAll(), clauses.get(4).action());
    assertEquals(new Change.MergeAction.MergeUpdateAll(), clauses.get(5).action());
    assertEquals(new SourcePosition(8, 1), clauses.get(5).position());
  }

  @Test
  void readsCopyFrom() {
    Change.CopyFrom copy = parse("COPY t (a, b) FROM 'in.csv' WITH (FORMAT csv, 'header' = true)");
    assertEquals("in.csv", copy.file());
    assertEquals(new SourcePosition(1, 20), copy.filePosition());
    assertEquals(Map.of("format", "csv", "header", "true"), Option.asMap(copy.options()));
    assertEquals("[a, b]", copy.columns().toString());
  }

  @Test
  void readsHousekeeping() {
    Change.Optimize optimize = parse("OPTIMIZE t WHERE day = DATE '2026-01-01' ZORDER BY (a, b)");
    assertEquals("day = DATE '2026-01-01'", optimize.where().orElseThrow().text());
    assertEquals("[a, b]", optimize.zorderBy().toString());
    Change.Vacuum vacuum = parse("VACUUM TABLE t RETAIN 24 HOURS DRY RUN");
    assertEquals(Optional.of(24L), vacuum.retainHours());
    assertTrue(vacuum.dryRun());
    Change.Vacuum plain = parse("VACUUM t");
    assertEquals(Optional.empty(), plain.retainHours());
    assertFalse(plain.dryRun());
  }

  @Test
  void readsRestore() {
    Change.Restore version = parse("RESTORE t TO VERSION AS OF 12");
    assertEquals(new Moment.Version(12), version.moment());
    Change.Restore timestamp = parse("RESTORE TABLE t TO TIMESTAMP AS OF '2026-01-31 12:00:00'");
    assertEquals(new Moment.Timestamp("2026-01-31 12:00:00"), timestamp.moment());
  }
}
