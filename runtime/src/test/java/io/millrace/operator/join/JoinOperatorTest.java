package io.millrace.operator.join;

import static java.util.Arrays.asList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.LongColumn;
import io.millrace.circuit.Circuit;
import io.millrace.circuit.Edge;
import io.millrace.circuit.Node;
import io.millrace.circuit.Workers;
import io.millrace.operator.Operator;
import io.millrace.operator.Output;
import io.millrace.operator.join.Join.Kind;
import io.millrace.operator.time.Expiry;
import io.millrace.operator.time.Watermark;
import io.millrace.state.Durable;
import io.millrace.testing.MapStore;
import io.millrace.testing.NaiveZSet;
import io.millrace.testing.Rows;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JoinOperatorTest {
  private static final RowType TYPE =
      RowType.of(Field.of("k", Type.BIGINT), Field.of("v", Type.BIGINT));
  private static final int[] KEY = {0};

  private static Batch rows(long weight, long... keysAndValues) {
    BatchBuilder builder = new BatchBuilder(TYPE, 4);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      Rows.append(builder, List.of(keysAndValues[i], keysAndValues[i + 1]), weight);
    }
    return builder.build();
  }

  private static Operator join(Kind kind) {
    return Join.of(kind, TYPE, TYPE, KEY, KEY).operator();
  }

  /** Counts rows as they are given out, whatever they cancel. */
  private static final class Counter implements Output {
    int rows;
    final NaiveZSet sum = new NaiveZSet();

    @Override
    public void emit(Batch delta) {
      rows += delta.size();
      sum.add(delta);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"LEFT", "FULL", "ANTI"})
  void rowThatFindsItsMatchWithinTheStepIsNeverGivenOutUnmatched(Kind kind) {
    Operator join = join(kind);
    Counter out = new Counter();
    join.process(0, rows(1, 1, 10), out);
    join.process(1, rows(1, 1, 20), out);
    join.finish(out);
    assertEquals(kind == Kind.ANTI ? 0 : 1, out.rows);
  }

  @Test
  void paddingComesAndGoesWithTheLastMatch() {
    Operator join = join(Kind.LEFT);
    Counter out = new Counter();
    join.process(0, rows(2, 1, 10), out);
    join.finish(out);
    assertEquals(2, out.sum.weight(asList(1L, 10L, null, null)));
    join.process(1, rows(1, 1, 20, 1, 21), out);
    join.finish(out);
    assertEquals(0, out.sum.weight(asList(1L, 10L, null, null)));
    join.process(1, rows(-1, 1, 20), out);
    join.finish(out);
    assertEquals(0, out.sum.weight(asList(1L, 10L, null, null)));
    join.process(1, rows(-1, 1, 21), out);
    join.finish(out);
    assertEquals(2, out.sum.weight(asList(1L, 10L, null, null)));
    assertEquals(1, out.sum.rows().size());
  }

  @Test
  void matchReplacedWithinAStepDoesNotStirThePadding() {
    Operator join = join(Kind.LEFT);
    Counter out = new Counter();
    join.process(0, rows(1, 1, 10), out);
    join.process(1, rows(1, 1, 20), out);
    join.finish(out);
    out.rows = 0;
    join.process(1, rows(-1, 1, 20), out);
    join.process(1, rows(1, 1, 21), out);
    join.finish(out);
    assertEquals(2, out.rows);
  }

  @Test
  void hotKeyOfASemiJoinCostsNothingWhileItStays() {
    Operator join = join(Kind.SEMI);
    Counter out = new Counter();
    for (int i = 0; i < 1_000; i++) {
      join.process(0, rows(1, 1, i), out);
      join.process(1, rows(1, 1, i), out);
    }
    join.finish(out);
    assertEquals(1_000, out.rows);
    join.process(1, rows(-1, 1, 5, 1, 6, 1, 7), out);
    join.finish(out);
    assertEquals(1_000, out.rows);
  }

  @Test
  void rowsOfAHotKeyAreFoundAndRemoved() {
    Operator join = join(Kind.INNER);
    Counter out = new Counter();
    join.process(1, rows(1, 1, -1), out);
    int rows = 50_000;
    long[] keys = new long[rows];
    long[] values = new long[rows];
    for (int i = 0; i < rows; i++) {
      keys[i] = 1;
      values[i] = i;
    }
    Batch all = Batch.of(LongColumn.of(keys), LongColumn.of(values));
    join.process(0, all, out);
    join.process(0, all.negate(), out);
    join.finish(out);
    assertEquals(100_000, out.rows);
    assertTrue(out.sum.isEmpty());
    assertEquals(1, ((Durable) join).stateRows());
  }

  @Test
  void largeOutputComesInChunks() {
    Operator join = join(Kind.INNER);
    long[] keys = new long[500];
    Batch batch = Batch.of(LongColumn.of(keys), LongColumn.of(keys));
    join.process(0, batch, delta -> {});
    int[] most = {0};
    long[] sum = {0};
    join.process(
        1,
        batch,
        delta -> {
          most[0] = Math.max(most[0], delta.size());
          for (int i = 0; i < delta.size(); i++) {
            sum[0] += delta.weight(i);
          }
        });
    assertEquals(250_000, sum[0]);
    assertTrue(most[0] <= 8_192);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void expiredStateIsFreedAlsoDurably(Kind kind) {
    AtomicLong watermark = new AtomicLong(Watermark.NONE);
    RowType type = RowType.of(Field.required("end", Type.TIMESTAMP), Field.of("v", Type.BIGINT));
    Optional<Expiry> expiry = Optional.of(new Expiry(0, watermark::get));
    Join join =
        new Join(
            kind,
            new Join.Side(type, KEY, false, expiry),
            new Join.Side(type, KEY, true, expiry),
            new boolean[1],
            Optional.empty());
    Operator operator = join.operator();
    MapStore store = new MapStore();
    Counter out = new Counter();
    long second = 1_000_000;
    for (int i = 1; i <= 100; i++) {
      operator.process(0, rows(1, i * second, 1, i * second, 2), out);
      operator.process(1, rows(1, i * second, 3), out);
      operator.finish(out);
      ((Durable) operator).save(store);
      if (i == 50) {
        operator = join.operator();
        ((Durable) operator).restore(store.reader());
      }
    }
    assertEquals(300, ((Durable) operator).stateRows());
    int given = out.rows;
    watermark.set(60 * second);
    operator.finish(out);
    // Where rows only come and are not counted by, they go together, none of so few yet.
    int left = kind == Kind.INNER || kind == Kind.LEFT ? 180 : 120;
    assertEquals(left, ((Durable) operator).stateRows());
    assertEquals(given, out.rows, "freeing gives nothing out");
    ((Durable) operator).save(store);
    assertEquals(left, store.entries());
    watermark.set(Watermark.END);
    operator.finish(out);
    assertEquals(0, ((Durable) operator).stateRows());
    ((Durable) operator).save(store);
    assertEquals(0, store.entries());
    assertEquals(
        switch (kind) {
          case ANTI -> 0;
          case SEMI, INNER, LEFT, RIGHT, FULL -> 200;
        },
        out.sum.rows().size());
  }

  @Test
  void rowsThatComeAndGoWhileAWindowIsOpenLeaveNothingBehind() {
    RowType type = RowType.of(Field.required("end", Type.TIMESTAMP), Field.of("v", Type.BIGINT));
    Join.Side side =
        new Join.Side(type, KEY, false, Optional.of(new Expiry(0, () -> Watermark.NONE)));
    Join join = new Join(Kind.INNER, side, side, new boolean[1], Optional.empty());
    Operator operator = join.operator();
    long bytes = 0;
    for (int i = 0; i < 20_000; i++) {
      operator.process(0, rows(1, 1, i), delta -> {});
      operator.process(0, rows(-1, 1, i), delta -> {});
      operator.finish(delta -> {});
      bytes = i == 100 ? ((Durable) operator).stateBytes() : bytes;
    }
    assertEquals(bytes, ((Durable) operator).stateBytes());
  }

  @Test
  void savingCostsWhatHasChanged() {
    Operator join = join(Kind.INNER);
    MapStore store = new MapStore();
    for (int i = 0; i < 100; i++) {
      join.process(i & 1, rows(1, i, i), delta -> {});
    }
    join.finish(delta -> {});
    ((Durable) join).save(store);
    assertEquals(100, store.writes());
    join.process(0, rows(1, 7, 7, 8, 8), delta -> {});
    join.process(0, rows(-1, 0, 0), delta -> {});
    join.process(0, rows(1, 9, 9), delta -> {});
    join.process(0, rows(-1, 9, 9), delta -> {});
    join.finish(delta -> {});
    ((Durable) join).save(store);
    assertEquals(103, store.writes());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void selfJoinAndDiamondAreRight(int count) {
    Random random = new Random(5);
    try (Workers workers = new Workers(count)) {
      Circuit.Builder builder = Circuit.builder(workers);
      Node input = builder.input("t", TYPE);
      Join self = Join.of(Kind.INNER, TYPE, TYPE, KEY, new int[] {1});
      Node joined =
          builder.operator(
              "self",
              self.output(),
              (w, n) -> self.operator(),
              List.of(Edge.hash(input, 0), Edge.hash(input, 1)));
      Join again = Join.of(Kind.LEFT, TYPE, self.output(), KEY, new int[] {3});
      Node diamond =
          builder.operator(
              "diamond",
              again.output(),
              (w, n) -> again.operator(),
              List.of(Edge.hash(input, 0), Edge.hash(joined, 3)));
      Circuit circuit = builder.build(diamond);
      NaiveZSet table = new NaiveZSet();
      NaiveZSet result = new NaiveZSet();
      for (int step = 0; step < 40; step++) {
        for (int push = random.nextInt(3); push > 0; push--) {
          BatchBuilder batch = new BatchBuilder(TYPE, 8);
          for (int i = 0; i < 6; i++) {
            List<List<Object>> present = table.rows();
            boolean remove = !present.isEmpty() && random.nextInt(5) < 2;
            List<Object> row =
                remove
                    ? present.get(random.nextInt(present.size()))
                    : List.of((long) random.nextInt(5), (long) random.nextInt(5));
            Rows.append(batch, row, remove ? -1 : 1);
            table.add(row, remove ? -1 : 1);
          }
          circuit.push("t", batch.build());
        }
        circuit.step(result::add);
        NaiveZSet expected = new NaiveZSet();
        table.forEach(
            (l, lw) -> {
              long[] matches = {0};
              table.forEach(
                  (a, aw) ->
                      table.forEach(
                          (b, bw) -> {
                            if (a.get(0).equals(b.get(1)) && l.get(0).equals(b.get(1))) {
                              matches[0]++;
                              expected.add(
                                  asList(
                                      l.get(0), l.get(1), a.get(0), a.get(1), b.get(0), b.get(1)),
                                  lw * aw * bw);
                            }
                          }));
              if (matches[0] == 0) {
                expected.add(asList(l.get(0), l.get(1), null, null, null, null), lw);
              }
            });
        assertEquals(expected, result, "step " + step);
      }
      circuit.close();
    }
  }

  @Test
  void refusesKeysOfDifferentStorage() {
    RowType other = RowType.of(Field.of("d", Type.DOUBLE));
    assertThrows(IllegalArgumentException.class, () -> Join.of(Kind.INNER, TYPE, other, KEY, KEY));
  }
}
