package io.millrace.operator.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.operator.aggregate.AggregateCall.Function;
import io.millrace.state.KeyGroup;
import io.millrace.testing.MapStore;
import io.millrace.testing.NaiveZSet;
import io.millrace.testing.Rows;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import io.millrace.zset.Consolidator;
import io.millrace.zset.RowHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AggregateOperatorTest {
  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void equalsRecomputation(int seed) {
    Random random = new Random(seed);
    int[] keys =
        switch (seed % 4) {
          case 0 -> new int[] {0};
          case 1 -> new int[] {};
          case 2 -> new int[] {1, 0};
          default -> new int[] {1};
        };
    boolean insertOnly = seed % 3 == 0;
    List<AggregateCall> calls = RandomAggregates.calls(random, 1 + random.nextInt(7));
    new Run(seed, random, keys, calls, insertOnly, seed % 5 == 0 && keys.length > 0 ? 3 : 1).go();
  }

  /** One random history of an operator, or of several that share the keys. */
  static final class Run {
    private final String name;
    private final Random random;
    private final int[] keys;
    private final List<AggregateCall> calls;
    private final boolean insertOnly;
    private final AggregateOperator[] workers;
    private final MapStore store = new MapStore();
    private final NaiveZSet rows = new NaiveZSet();
    private final NaiveZSet output = new NaiveZSet();

    Run(
        int seed,
        Random random,
        int[] keys,
        List<AggregateCall> calls,
        boolean insertOnly,
        int workers) {
      name = "seed " + seed + ", " + calls;
      this.random = random;
      this.keys = keys;
      this.calls = calls;
      this.insertOnly = insertOnly;
      this.workers = new AggregateOperator[workers];
      for (int i = 0; i < workers; i++) {
        this.workers[i] = operator();
      }
    }

    private AggregateOperator operator() {
      return new AggregateOperator(
          RandomAggregates.INPUT, keys, calls, insertOnly, Optional.empty(), false);
    }

    void go() {
      finish();
      for (int step = 0; step < 25; step++) {
        List<Map.Entry<List<Object>, Long>> changes = changes();
        for (int from = 0; from < changes.size(); ) {
          int to = Math.min(changes.size(), from + 1 + random.nextInt(40));
          process(changes.subList(from, to));
          from = to;
        }
        finish();
        if (random.nextInt(4) == 0) {
          save();
        }
        if (random.nextInt(6) == 0) {
          save();
          int count = workers.length;
          for (int i = 0; i < count; i++) {
            workers[i] = operator();
            workers[i].restore(store.reader(i, count));
          }
        }
      }
      if (!insertOnly) {
        List<Map.Entry<List<Object>, Long>> all = new ArrayList<>();
        rows.forEach((row, weight) -> all.add(Map.entry(row, -weight)));
        process(all);
        finish();
        long left = Arrays.stream(workers).mapToLong(AggregateOperator::stateRows).sum();
        assertEquals(keys.length == 0 ? 1 : 0, left, name);
        save();
        assertEquals(keys.length == 0 ? 1 : 0, store.entries(), name);
      }
    }

    private void save() {
      for (AggregateOperator worker : workers) {
        worker.save(store);
      }
    }

    private List<Map.Entry<List<Object>, Long>> changes() {
      List<Map.Entry<List<Object>, Long>> changes = new ArrayList<>();
      for (int i = random.nextInt(60); i > 0; i--) {
        List<Object> row = RandomAggregates.row(random);
        long weight = random.nextInt(10) == 0 ? 1 + random.nextInt(100) : 1;
        changes.add(Map.entry(row, weight));
        if (!insertOnly && random.nextInt(4) == 0) {
          changes.add(Map.entry(row, -weight));
        }
      }
      if (!insertOnly) {
        rows.forEach(
            (row, weight) -> {
              if (random.nextInt(3) == 0) {
                changes.add(
                    Map.entry(row, random.nextBoolean() ? -weight : -1L - (weight - 1) / 2));
              }
            });
        Collections.shuffle(changes, random);
      }
      return changes;
    }

    private void process(List<Map.Entry<List<Object>, Long>> changes) {
      BatchBuilder builder = new BatchBuilder(RandomAggregates.INPUT, changes.size());
      for (Map.Entry<List<Object>, Long> change : changes) {
        Rows.append(builder, change.getKey(), change.getValue());
        rows.add(change.getKey(), change.getValue());
      }
      Batch batch = builder.build();
      long[] hashes = new long[batch.size()];
      RowHash.hash(batch, keys, hashes);
      for (int worker = 0; worker < workers.length; worker++) {
        int[] own = new int[batch.size()];
        int count = 0;
        for (int row = 0; row < batch.size(); row++) {
          if (KeyGroup.worker(KeyGroup.of(hashes[row]), workers.length) == worker) {
            own[count++] = row;
          }
        }
        if (count > 0) {
          workers[worker].process(0, batch.gather(own, count), batchOut -> refuse(batchOut));
        }
      }
    }

    private void refuse(Batch early) {
      throw new AssertionError("given out before the step's end: " + early.size() + " rows");
    }

    private void finish() {
      for (AggregateOperator worker : workers) {
        worker.finish(
            delta -> {
              assertEquals(delta.size(), Consolidator.consolidate(delta).size(), name);
              output.add(delta);
            });
      }
      assertEquals(expected(), output, name);
    }

    private NaiveZSet expected() {
      Map<List<Object>, List<List<Object>>> groups = new LinkedHashMap<>();
      if (keys.length == 0) {
        groups.put(List.of(), new ArrayList<>());
      }
      rows.forEach(
          (row, weight) -> {
            List<Object> key = new ArrayList<>();
            for (int column : keys) {
              key.add(row.get(column));
            }
            List<List<Object>> members = groups.computeIfAbsent(key, k -> new ArrayList<>());
            members.addAll(Collections.nCopies(Math.toIntExact(weight), row));
          });
      NaiveZSet expected = new NaiveZSet();
      groups.forEach(
          (key, members) -> {
            List<Object> row = new ArrayList<>(key);
            calls.forEach(call -> row.add(NaiveAggregates.result(call, members)));
            expected.add(row, 1);
          });
      return expected;
    }
  }

  @Test
  void sumOutOfRangeNamesTheValue() {
    RowType input = RowType.of(Field.required("x", Type.BIGINT));
    AggregateCall sum = new AggregateCall(Function.SUM, 0, Type.BIGINT, -1, false, Type.BIGINT);
    AggregateOperator operator =
        new AggregateOperator(input, new int[0], List.of(sum), false, Optional.empty(), false);
    operator.process(
        0, Rows.batch(input, List.of(List.of(Long.MAX_VALUE), List.of(1L))), batch -> {});
    MillraceException error =
        assertThrows(MillraceException.class, () -> operator.finish(batch -> {}));
    assertEquals(ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE, error.code());
    assertTrue(error.getMessage().contains("9223372036854775808"), error.getMessage());
    assertTrue(error.getMessage().contains("BIGINT"), error.getMessage());
  }

  @Test
  void sumMayPassThroughValuesOutOfRange() {
    RowType input = RowType.of(Field.required("x", Type.BIGINT));
    AggregateCall sum = new AggregateCall(Function.SUM, 0, Type.BIGINT, -1, false, Type.BIGINT);
    AggregateOperator operator =
        new AggregateOperator(input, new int[0], List.of(sum), false, Optional.empty(), false);
    NaiveZSet output = new NaiveZSet();
    operator.process(
        0,
        Rows.batch(input, List.of(List.of(Long.MAX_VALUE), List.of(1L), List.of(-2L))),
        output::add);
    operator.finish(output::add);
    assertEquals(1, output.weight(List.of(Long.MAX_VALUE - 1)));
  }

  @Test
  void aStepMayTouchAnyNumberOfGroups() {
    RowType input = RowType.of(Field.of("k", Type.BIGINT), Field.required("x", Type.BIGINT));
    AggregateCall sum = new AggregateCall(Function.SUM, 1, Type.BIGINT, -1, false, Type.BIGINT);
    AggregateOperator operator =
        new AggregateOperator(input, new int[] {0}, List.of(sum), false, Optional.empty(), false);
    NaiveZSet output = new NaiveZSet();
    NaiveZSet expected = new NaiveZSet();
    for (int step = 0; step < 3; step++) {
      BatchBuilder builder = new BatchBuilder(input, 64);
      for (long key = 0; key < 10_000; key++) {
        // The first step makes every group, the second adds to it, the last takes some away.
        boolean leaves = step == 2 && key % 7 == 0;
        if (leaves) {
          for (long value = key % 3 == 0 && key > 0 ? 2 : 1; value >= 0; value--) {
            Rows.append(builder, List.of(key, value), -1);
          }
        } else if (step < 2 && (step == 0 || key % 3 != 0 || key == 0)) {
          Rows.append(builder, List.of(key, (long) step), 1);
        } else if (step == 1) {
          Rows.append(builder, List.of(key, 1L), 1);
          Rows.append(builder, List.of(key, 2L), 1);
        }
        if (builder.size() > 700) {
          operator.process(0, builder.build(), output::add);
        }
      }
      operator.process(0, builder.build(), output::add);
      operator.finish(output::add);
    }
    for (long key = 0; key < 10_000; key++) {
      if (key % 7 != 0) {
        expected.add(List.of(key, key % 3 == 0 ? 3L : 1L), 1);
      }
    }
    assertEquals(expected, output);
    assertEquals(10_000 - 1429, operator.stateRows());
  }

  @Test
  void singleValueRefusesASecondRow() {
    RowType input = RowType.of(Field.of("x", Type.VARCHAR));
    AggregateCall single =
        new AggregateCall(Function.SINGLE_VALUE, 0, Type.VARCHAR, -1, false, Type.VARCHAR);
    for (boolean insertOnly : new boolean[] {true, false}) {
      AggregateOperator operator =
          new AggregateOperator(
              input, new int[0], List.of(single), insertOnly, Optional.empty(), false);
      NaiveZSet output = new NaiveZSet();
      operator.process(0, Rows.batch(input, List.of(List.of("only"))), output::add);
      operator.finish(output::add);
      assertEquals(1, output.weight(List.of("only")));
      operator.process(0, Rows.batch(input, List.of(Collections.singletonList(null))), output::add);
      MillraceException error =
          assertThrows(MillraceException.class, () -> operator.finish(output::add));
      assertEquals(ErrorCode.CARDINALITY_VIOLATION, error.code());
    }
  }

  @Test
  void refusesTheLeastOfValuesWithoutAnOrder() {
    Type array = new Type.ArrayType(Type.BIGINT);
    RowType input = RowType.of(Field.of("x", array));
    AggregateCall least = new AggregateCall(Function.MIN, 0, array, -1, false, array);
    MillraceException error =
        assertThrows(
            MillraceException.class,
            () ->
                new AggregateOperator(
                    input, new int[0], List.of(least), false, Optional.empty(), false));
    assertEquals(ErrorCode.FEATURE_NOT_SUPPORTED, error.code());
  }
}
