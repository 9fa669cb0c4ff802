package io.millrace.operator.topn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.operator.Operator;
import io.millrace.operator.Output;
import io.millrace.operator.order.SortColumn;
import io.millrace.state.Durable;
import io.millrace.state.store.EpochBatch;
import io.millrace.state.store.MemoryStateStore;
import io.millrace.state.store.RocksStateStore;
import io.millrace.state.store.StateStore;
import io.millrace.testing.NaiveZSet;
import io.millrace.testing.Rows;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopNOperatorTest {
  private static final RowType TYPE =
      RowType.of(
          Field.of("name", Type.VARCHAR),
          Field.of("amount", Type.BIGINT),
          Field.of("key", Type.BIGINT),
          Field.of("note", Type.VARCHAR));

  @TempDir Path directory;

  private static Comparator<List<Object>> by(SortColumn column) {
    return (left, right) -> {
      Object a = left.get(column.column());
      Object b = right.get(column.column());
      if (a == null || b == null) {
        int order = Boolean.compare(a == null, b == null);
        return column.nullsFirst() ? -order : order;
      }
      int order = a instanceof Long x ? x.compareTo((Long) b) : ((String) a).compareTo((String) b);
      return column.descending() ? -order : order;
    };
  }

  private static Comparator<List<Object>> comparator(List<SortColumn> columns) {
    List<Comparator<List<Object>>> all = columns.stream().map(column -> by(column)).toList();
    return (left, right) -> {
      for (Comparator<List<Object>> one : all) {
        int order = one.compare(left, right);
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }

  /** The rows that a top-N keeps, computed from all rows at once. */
  private static NaiveZSet expected(NaiveZSet all, TopN top) {
    List<SortColumn> columns = new ArrayList<>(top.order());
    Comparator<List<Object>> order = comparator(columns);
    for (int i = 0; i < TYPE.size(); i++) {
      columns.add(new SortColumn(i, false, false));
    }
    Comparator<List<Object>> total = comparator(columns);
    List<List<Object>> rows = new ArrayList<>();
    all.forEach(
        (row, weight) -> {
          for (long i = 0; i < weight; i++) {
            rows.add(row);
          }
        });
    rows.sort(total);
    Map<List<Object>, List<List<Object>>> partitions = new LinkedHashMap<>();
    for (List<Object> row : rows) {
      List<Object> key = Arrays.stream(top.partition()).mapToObj(row::get).toList();
      partitions.computeIfAbsent(nullable(key), k -> new ArrayList<>()).add(row);
    }
    NaiveZSet result = new NaiveZSet();
    for (List<List<Object>> partition : partitions.values()) {
      long number = 0;
      long rank = 0;
      long dense = 0;
      List<Object> before = null;
      for (List<Object> row : partition) {
        number++;
        if (before == null || order.compare(before, row) != 0) {
          rank = number;
          dense++;
        }
        before = row;
        long shown =
            switch (top.ranking()) {
              case ROW_NUMBER -> number;
              case RANK -> rank;
              case DENSE_RANK -> dense;
            };
        boolean unlimited = top.fetch() == TopN.UNLIMITED;
        if (shown > top.offset() && (unlimited || shown <= top.offset() + top.fetch())) {
          List<Object> kept = new ArrayList<>(row);
          if (top.withRank()) {
            kept.add(shown);
          }
          result.add(kept, 1);
        }
      }
    }
    return result;
  }

  private static List<Object> nullable(List<Object> key) {
    return new ArrayList<>(key);
  }

  static List<TopN> tops() {
    List<SortColumn> amount = List.of(new SortColumn(1, false, false));
    List<SortColumn> two =
        List.of(
            new SortColumn(1, true, true),
            new SortColumn(0, true, false),
            new SortColumn(1, false, false));
    List<SortColumn> note = List.of(new SortColumn(3, true, false));
    int[] none = {};
    int[] key = {2};
    int[] both = {0, 2};
    return List.of(
        TopN.limit(amount, 0, 3),
        TopN.limit(two, 2, 4),
        TopN.limit(amount, 0, 0),
        TopN.limit(two, 3, TopN.UNLIMITED),
        TopN.limit(two, 0, TopN.UNLIMITED),
        TopN.limit(List.of(), 1, 5),
        new TopN(key, amount, Ranking.ROW_NUMBER, 0, 1, false),
        new TopN(key, two, Ranking.ROW_NUMBER, 0, 1, true),
        new TopN(none, note, Ranking.ROW_NUMBER, 0, 1, false),
        new TopN(both, List.of(), Ranking.ROW_NUMBER, 0, 1, false),
        new TopN(key, two, Ranking.ROW_NUMBER, 0, 2, true),
        new TopN(both, note, Ranking.ROW_NUMBER, 0, 3, true),
        new TopN(key, amount, Ranking.ROW_NUMBER, 0, 5, false),
        new TopN(key, two, Ranking.ROW_NUMBER, 1, 3, true),
        new TopN(both, note, Ranking.ROW_NUMBER, 0, TopN.UNLIMITED, true),
        new TopN(none, note, Ranking.RANK, 0, 4, true),
        new TopN(key, note, Ranking.RANK, 1, 2, false),
        new TopN(key, note, Ranking.RANK, 0, TopN.UNLIMITED, true),
        new TopN(key, note, Ranking.DENSE_RANK, 0, 2, true),
        new TopN(key, amount, Ranking.DENSE_RANK, 1, 1, false),
        new TopN(both, two, Ranking.DENSE_RANK, 2, TopN.UNLIMITED, true));
  }

  @ParameterizedTest
  @MethodSource("tops")
  void agreesWithSortingAllRows(TopN top) {
    for (boolean insertOnly : new boolean[] {false, true}) {
      for (long seed = 1; seed <= 4; seed++) {
        try (StateStore store =
            seed == 1
                ? RocksStateStore.open(directory.resolve("" + insertOnly))
                : new MemoryStateStore()) {
          boolean general = insertOnly;
          run(() -> new TopNOperator(TYPE, top, general), top, insertOnly, seed, store);
        }
        Operator chosen = top.operator(TYPE, insertOnly);
        if (!(chosen instanceof TopNOperator)) {
          boolean grows = insertOnly;
          run(() -> top.operator(TYPE, grows), top, grows, seed, new MemoryStateStore());
        }
      }
    }
  }

  private static void run(
      Supplier<Operator> operators, TopN top, boolean insertOnly, long seed, StateStore store) {
    Random random = new Random(seed);
    int spread = 1 + random.nextInt(6);
    NaiveZSet all = new NaiveZSet();
    NaiveZSet given = new NaiveZSet();
    Operator operator = operators.get();
    for (int step = 1; step <= 60; step++) {
      String where = top + " insert only " + insertOnly + " seed " + seed + " step " + step;
      NaiveZSet change = new NaiveZSet();
      List<Batch> batches = new ArrayList<>();
      for (int batch = random.nextInt(3); batch >= 0; batch--) {
        BatchBuilder builder = new BatchBuilder(TYPE, 4);
        for (int i = random.nextInt(8); i >= 0; i--) {
          List<Object> row = randomRow(random, spread);
          long weight = 1L + random.nextInt(2);
          List<List<Object>> present = all.rows();
          if (!insertOnly && !present.isEmpty() && random.nextInt(3) > 0) {
            row = present.get(random.nextInt(present.size()));
            weight = random.nextBoolean() ? -all.weight(row) - change.weight(row) : -1;
            if (all.weight(row) + change.weight(row) + weight < 0 || weight == 0) {
              continue;
            }
          }
          change.add(row, weight);
          Rows.append(builder, row, weight);
        }
        if (!builder.isEmpty()) {
          batches.add(builder.build());
        }
      }
      // A row may be taken away before it is there, within one step.
      if (random.nextBoolean()) {
        Collections.reverse(batches);
      }
      Output out =
          delta -> {
            assertEquals(delta.columnCount(), TopNOperator.outputType(TYPE, top).size());
            given.add(delta);
          };
      for (Batch batch : batches) {
        operator.process(0, batch, out);
      }
      operator.finish(out);
      change.forEach(all::add);
      assertEquals(expected(all, top), given, where);
      if (random.nextInt(4) == 0) {
        EpochBatch epoch = store.begin(step);
        ((Durable) operator).save(epoch.state("top"));
        epoch.commit();
        operator = operators.get();
        ((Durable) operator).restore(store.read("top", 0, 1));
      }
    }
  }

  @Test
  void givesOutAndKeepsRowsThatCameWithManyOthers() {
    List<SortColumn> amount = List.of(new SortColumn(1, true, false));
    for (TopN top :
        List.of(
            new TopN(new int[] {2}, amount, Ranking.ROW_NUMBER, 0, 1, true),
            new TopN(new int[] {2}, amount, Ranking.ROW_NUMBER, 0, 10, true),
            new TopN(new int[] {2}, amount, Ranking.ROW_NUMBER, 0, 10, false))) {
      Random random = new Random(17);
      NaiveZSet all = new NaiveZSet();
      NaiveZSet given = new NaiveZSet();
      Operator operator = top.operator(TYPE, true);
      for (int step = 0; step < 4; step++) {
        for (int batch = 0; batch < 2; batch++) {
          BatchBuilder builder = new BatchBuilder(TYPE, 2_000);
          for (int i = 0; i < 2_000; i++) {
            // Most come for a few keys, and long texts lie in pages.
            long key = random.nextInt(3) == 0 ? random.nextInt(400) : step;
            String note = "a longer note that no field takes in " + random.nextInt(50);
            List<Object> row = Arrays.asList("n" + i, (long) random.nextInt(900), key, note);
            all.add(row, 1);
            Rows.append(builder, row, 1);
          }
          operator.process(0, builder.build(), given::add);
        }
        operator.finish(given::add);
        assertEquals(expected(all, top), given, top + " step " + step);
      }
    }
  }

  private static List<Object> randomRow(Random random, int spread) {
    return Arrays.asList(
        random.nextInt(5) == 0 ? null : "n" + random.nextInt(spread),
        random.nextInt(6) == 0 ? null : (Object) (long) (random.nextInt(4 * spread) - spread),
        random.nextInt(8) == 0 ? null : (Object) (long) random.nextInt(spread),
        random.nextInt(4) == 0 ? null : "\0x".substring(random.nextInt(3)) + random.nextInt(3));
  }

  @Test
  void ofAnInputThatOnlyGrowsOnlyTheFirstRowsAreKept() {
    TopN top =
        new TopN(
            new int[] {2},
            List.of(new SortColumn(1, true, false)),
            Ranking.ROW_NUMBER,
            0,
            2,
            false);
    TopNOperator operator = new TopNOperator(TYPE, top, true);
    for (int i = 0; i < 1000; i++) {
      List<Object> row = Arrays.asList("a", (long) (i * 37 % 1000), (long) (i % 10), "x");
      operator.process(0, Rows.batch(TYPE, List.of(row)), delta -> {});
      if (i % 7 == 0) {
        operator.finish(delta -> {});
      }
    }
    operator.finish(delta -> {});
    assertEquals(20, operator.stateRows());
    Batch retraction = Rows.batch(TYPE, List.of(Arrays.asList("a", 1L, 1L, "x"))).negate();
    assertThrows(IllegalStateException.class, () -> operator.process(0, retraction, delta -> {}));
  }
}
