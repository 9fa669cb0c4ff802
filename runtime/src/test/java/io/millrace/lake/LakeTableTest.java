package io.millrace.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.lake.parquet.RandomBatches;
import io.millrace.lake.parquet.RowValues;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table against a naive multiset of rows, at every version, over reopening. */
class LakeTableTest {
  private static final RowType ORDERS =
      RowType.of(
          Field.required("id", Type.BIGINT),
          Field.of("customer", Type.VARCHAR),
          Field.of("amount", new Type.DecimalType(10, 2)));

  @TempDir Path directory;
  private final Clock clock = Clock.fixed(Instant.parse("2024-05-01T00:00:00Z"), ZoneOffset.UTC);

  private static Batch orders(long weight, long... ids) {
    BatchBuilder builder = new BatchBuilder(ORDERS, ids.length);
    for (long id : ids) {
      ((io.millrace.batch.LongBuilder) builder.column(0)).appendLong(id);
      ((io.millrace.batch.BytesBuilder) builder.column(1)).appendText("customer " + id % 3);
      ((io.millrace.batch.LongBuilder) builder.column(2)).appendLong(id * 100);
      builder.endRow(weight);
    }
    return builder.build();
  }

  private static List<Object> ids(TableSnapshot snapshot) {
    List<Object> ids = new ArrayList<>();
    try (BatchStream stream = snapshot.scan(new int[] {0}, List.of())) {
      for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
        RowValues.rows(batch).forEach(row -> ids.add(row.get(0)));
      }
    }
    return ids;
  }

  @Test
  void rowsComeAndGo() {
    try (LakeTable table = LakeTable.create(directory, ORDERS, List.of(), clock, false)) {
      assertEquals(0, table.version());
      assertEquals(ORDERS, table.type());
      assertEquals(1, table.commit(table.prepare(orders(1, 5, 3, 9), "INSERT")));
      assertEquals(2, table.commit(table.prepare(orders(2, 1), "INSERT")));
      assertEquals(List.of(5L, 3L, 9L, 1L, 1L), ids(table.snapshot()));
      assertEquals(3, table.commit(table.prepare(orders(-1, 3, 1), "DELETE")));
      assertEquals(List.of(5L, 9L, 1L), ids(table.snapshot()));
      assertEquals(List.of(5L, 3L, 9L), ids(table.snapshot(1)));
      assertEquals(3, table.snapshot().rowCount());
      List<TableVersion> history = table.history();
      assertEquals(
          List.of("CREATE TABLE", "INSERT", "INSERT", "DELETE"),
          history.stream().map(TableVersion::operation).toList());
      assertEquals("2", history.get(3).metrics().get("numDeletedRows"));
    }
    try (LakeTable table = LakeTable.open(directory, clock, false)) {
      assertEquals(ORDERS, table.type());
      assertEquals(List.of(5L, 9L, 1L), ids(table.snapshot()));
      table.commit(table.prepare(orders(-1, 5, 9), "DELETE"));
      assertEquals(List.of(1L), ids(table.snapshot()));
    }
  }

  @Test
  void aPreparedCommitSurvivesAsBytes() {
    byte[] first;
    try (LakeTable table = LakeTable.create(directory, ORDERS, List.of(), clock, false)) {
      table.commit(table.prepare(orders(1, 1, 2, 3), "INSERT"), "app", 1);
      BatchBuilder delta = new BatchBuilder(ORDERS, 4);
      delta.appendAll(orders(-1, 2));
      delta.appendAll(orders(1, 4));
      first = table.prepare(delta.build(), "STREAMING UPDATE").toBytes();
    }
    try (LakeTable table = LakeTable.open(directory, clock, false)) {
      assertEquals(OptionalLong.of(1), table.committedEpoch("app"));
      assertEquals(List.of(1L, 2L, 3L), ids(table.snapshot()));
      assertEquals(2, table.commit(PreparedCommit.fromBytes(first), "app", 2));
      assertEquals(List.of(1L, 3L, 4L), ids(table.snapshot()));
      assertEquals(2, table.commit(PreparedCommit.fromBytes(first), "app", 2));
      assertEquals(OptionalLong.of(2), table.committedEpoch("app"));
      assertEquals(OptionalLong.empty(), table.committedEpoch("other"));
      table.commit(table.prepare(orders(-1, 4), "DELETE"), "app", 3);
      assertEquals(List.of(1L, 3L), ids(table.snapshot()));
      assertEquals(OptionalLong.of(3), table.history().get(3).epoch());
    }
    try (LakeTable table = LakeTable.open(directory, clock, false)) {
      assertEquals(3, table.commit(PreparedCommit.fromBytes(first), "app", 2));
    }
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertCode(ErrorCode.UNDEFINED_TABLE, () -> LakeTable.open(directory, clock));
    try (LakeTable table = LakeTable.create(directory, ORDERS, List.of(), clock, false)) {
      assertCode(ErrorCode.UNDEFINED_VERSION, () -> table.snapshot(1));
      assertCode(ErrorCode.UNDEFINED_VERSION, () -> table.snapshot(-1));
      assertCode(ErrorCode.UNDEFINED_VERSION, () -> table.changes(0, 2));
      assertCode(ErrorCode.UNDEFINED_VERSION, () -> table.snapshotAsOf(Instant.EPOCH));
      assertCode(
          ErrorCode.DUPLICATE_TABLE,
          () -> LakeTable.create(directory, ORDERS, List.of(), clock, false));
      assertThrows(IllegalStateException.class, () -> table.prepare(orders(-1, 1), "DELETE"));
    }
  }

  @Test
  void partitionsMayHaveAnyName() {
    RowType type =
        RowType.of(Field.of("über/place", Type.VARCHAR), Field.required("n", Type.INTEGER));
    List<String> places = new ArrayList<>(List.of("a/b", "50% off", "x=y&z #1?", "日本", " ", "."));
    places.add(null);
    BatchBuilder builder = new BatchBuilder(type, 16);
    for (int i = 0; i < 14; i++) {
      String place = places.get(i % 7);
      if (place == null) {
        builder.column(0).appendNull();
      } else {
        ((io.millrace.batch.BytesBuilder) builder.column(0)).appendText(place);
      }
      ((io.millrace.batch.LongBuilder) builder.column(1)).appendLong(i);
      builder.endRow(1);
    }
    Batch rows = builder.build();
    try (LakeTable table = LakeTable.create(directory, type, List.of("ÜBER/PLACE"), clock, false)) {
      table.commit(table.prepare(rows, "INSERT"));
      table.commit(table.prepare(rows.slice(0, 3).negate(), "DELETE"));
    }
    try (LakeTable table = LakeTable.open(directory, clock, false)) {
      List<Object> expected = new ArrayList<>(RowValues.rows(rows.slice(3, 14)));
      List<Object> found = new ArrayList<>(Model.rows(table.snapshot()));
      assertEquals(7, table.snapshot().fileCount());
      Comparator<Object> byNumber = Comparator.comparing(row -> (Long) ((List<?>) row).get(1));
      found.sort(byNumber);
      assertEquals(expected, found);
      BatchBuilder empty = new BatchBuilder(type, 1);
      ((io.millrace.batch.BytesBuilder) empty.column(0)).appendText("");
      ((io.millrace.batch.LongBuilder) empty.column(1)).appendLong(1);
      empty.endRow(1);
      assertCode(ErrorCode.INVALID_PARAMETER_VALUE, () -> table.prepare(empty.build(), "INSERT"));
    }
  }

  private static void assertCode(ErrorCode code, org.junit.jupiter.api.function.Executable work) {
    assertEquals(code, assertThrows(MillraceException.class, work).code());
  }

  @Test
  void theTimeOfAVersionFindsIt() {
    Instant start = Instant.parse("2024-05-01T00:00:00Z");
    try (LakeTable table = LakeTable.create(directory, ORDERS, List.of(), clock, false)) {
      for (int i = 0; i < 30; i++) {
        table.commit(table.prepare(orders(1, i), "INSERT"));
      }
      // The clock stands still: each version is a millisecond after the one before.
      for (int i = 0; i <= 30; i++) {
        TableSnapshot snapshot = table.snapshotAsOf(start.plusMillis(i));
        assertEquals(i, snapshot.version());
        assertEquals(i, snapshot.rowCount());
        assertEquals(start.plusMillis(i), snapshot.timestamp());
      }
      assertEquals(30, table.snapshotAsOf(start.plusSeconds(60)).version());
    }
  }

  @Test
  void randomDeltas() {
    for (int seed = 0; seed < 12; seed++) {
      Random random = new Random(seed);
      RandomBatches batches = new RandomBatches(seed);
      RowType type = batches.rowType(5);
      List<String> partition =
          random.nextBoolean()
                  && type.size() > 1
                  && PartitionValues.supports(type.type(0))
                  && !(type.type(0) instanceof Type.TextType)
              ? List.of(type.field(0).name())
              : List.of();
      Model model = new Model(type, "seed " + seed + " " + type + " by " + partition);
      Path path = directory.resolve("t" + seed);
      LakeTable table = LakeTable.create(path, type, partition, clock, false);
      for (int step = 0; step < 15; step++) {
        Batch delta = model.randomDelta(random, batches);
        PreparedCommit prepared = table.prepare(delta, "STREAMING UPDATE");
        if (random.nextInt(5) == 0) {
          table.discard(prepared);
          prepared = table.prepare(delta, "STREAMING UPDATE");
        }
        if (prepared.isEmpty()) {
          continue;
        }
        long version = table.commit(prepared, "random", step);
        model.apply(delta, version);
        if (random.nextInt(6) == 0) {
          table.prepareCompaction().ifPresent(model.compaction(table));
        }
        if (random.nextInt(4) == 0) {
          table.close();
          table = LakeTable.open(path, clock, false);
          assertEquals(type, table.type());
        }
        model.check(table.snapshot());
      }
      model.checkHistory(table);
      table.close();
    }
  }

  /** The multiset of rows at every version. */
  private static final class Model {
    private final RowType type;
    private final String message;
    private final List<Map<List<Object>, Long>> versions = new ArrayList<>();
    private Batch known;

    Model(RowType type, String message) {
      this.type = type;
      this.message = message;
      versions.add(new HashMap<>());
      known = BatchBuilder.empty(type);
    }

    /**
     * Some new rows, and some that are there taken away, some of them as often as they are there.
     */
    Batch randomDelta(Random random, RandomBatches batches) {
      BatchBuilder builder = new BatchBuilder(type, 16);
      Batch fresh = batches.batch(type, random.nextInt(20));
      for (int row = 0; row < fresh.size(); row++) {
        builder.append(fresh, row, 1 + random.nextInt(3));
      }
      if (random.nextInt(3) > 0) {
        Map<List<Object>, Long> left = new HashMap<>(versions.get(versions.size() - 1));
        for (int row = 0; row < known.size(); row++) {
          List<Object> values = RowValues.row(known, row);
          long there = left.getOrDefault(values, 0L);
          if (there > 0 && random.nextInt(3) == 0) {
            long weight = 1L + random.nextInt((int) there);
            builder.append(known, row, -weight);
            left.put(values, there - weight);
          }
        }
      }
      return builder.build();
    }

    void apply(Batch delta, long version) {
      Map<List<Object>, Long> next = new HashMap<>(versions.get(versions.size() - 1));
      for (int row = 0; row < delta.size(); row++) {
        next.merge(RowValues.row(delta, row), delta.weight(row), Long::sum);
      }
      next.values().removeIf(weight -> weight == 0);
      versions.add(next);
      assertEquals(versions.size() - 1, version, message);
      known = BatchBuilder.concat(type, List.of(known, delta)).withWeights(null);
    }

    java.util.function.Consumer<PreparedCommit> compaction(LakeTable table) {
      return prepared -> {
        List<List<Object>> before = rows(table.snapshot());
        table.commit(prepared);
        versions.add(versions.get(versions.size() - 1));
        assertEquals(before, rows(table.snapshot()), message + " compacted");
      };
    }

    private static List<List<Object>> rows(TableSnapshot snapshot) {
      List<List<Object>> rows = new ArrayList<>();
      int[] all = IntStream.range(0, snapshot.type().size()).toArray();
      try (BatchStream stream = snapshot.scan(all, List.of())) {
        for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
          assertFalse(batch.isEmpty());
          rows.addAll(RowValues.rows(batch));
        }
      }
      return rows;
    }

    void check(TableSnapshot snapshot) {
      Map<List<Object>, Long> found = new HashMap<>();
      List<List<Object>> rows = rows(snapshot);
      rows.forEach(row -> found.merge(row, 1L, Long::sum));
      String where = message + " version " + snapshot.version();
      assertEquals(versions.get((int) snapshot.version()), found, where);
      assertEquals(rows.size(), snapshot.rowCount(), where);
    }

    void checkHistory(LakeTable table) {
      for (int version = 0; version < versions.size(); version++) {
        check(table.snapshot(version));
      }
      Random random = new Random(1);
      for (int i = 0; i < 5; i++) {
        int to = random.nextInt(versions.size());
        int from = random.nextInt(to + 1);
        Map<List<Object>, Long> rows = new HashMap<>(versions.get(from));
        try (TableChanges changes = table.changes(from, to)) {
          while (changes.nextVersion()) {
            for (Batch batch = changes.next(); batch != null; batch = changes.next()) {
              for (int row = 0; row < batch.size(); row++) {
                rows.merge(RowValues.row(batch, row), batch.weight(row), Long::sum);
              }
            }
            rows.values().removeIf(weight -> weight == 0);
            assertEquals(
                versions.get((int) changes.version()), rows, message + " changes from " + from);
          }
          assertEquals(to, changes.version());
        }
      }
      assertTrue(table.history().size() == versions.size(), message);
    }
  }

  @Test
  void aLogWithoutAVersionIsNoTable() throws IOException {
    Path table = directory.resolve("cut-short");
    Path log = Files.createDirectories(table.resolve("_delta_log"));
    Files.writeString(log.resolve(".00000000000000000000.json.1"), "{");
    assertFalse(LakeTable.exists(table));
    MillraceException none =
        assertThrows(MillraceException.class, () -> LakeTable.open(table, clock).close());
    assertEquals(ErrorCode.UNDEFINED_TABLE, none.code());
    LakeTable.create(table, ORDERS, List.of(), clock).close();
    assertTrue(LakeTable.exists(table));
  }
}
