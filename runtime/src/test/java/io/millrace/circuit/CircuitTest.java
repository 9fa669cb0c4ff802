package io.millrace.circuit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.LongColumn;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.operator.NegateOperator;
import io.millrace.operator.Operator;
import io.millrace.operator.Output;
import io.millrace.operator.TransformOperator;
import io.millrace.operator.UnionOperator;
import io.millrace.state.Durable;
import io.millrace.state.KeyGroup;
import io.millrace.state.StateReader;
import io.millrace.state.StateWriter;
import io.millrace.testing.MapStore;
import io.millrace.testing.NaiveZSet;
import io.millrace.testing.Rows;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import io.millrace.zset.RowHash;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CircuitTest {
  private static final RowType TYPE =
      RowType.of(Field.required("k", Type.BIGINT), Field.required("v", Type.BIGINT));

  /** SUM(v) GROUP BY k (or of all rows, keyless), given out at the end of a step. */
  private static final class Sum implements Operator, Durable {
    private final boolean keyless;
    private final Map<Long, Long> sums = new TreeMap<>();
    private final Map<Long, Long> given = new TreeMap<>();

    Sum(boolean keyless) {
      this.keyless = keyless;
    }

    @Override
    public void process(int input, Batch delta, Output out) {
      for (int i = 0; i < delta.size(); i++) {
        long key = keyless ? 0 : delta.longs(0).values()[i];
        sums.merge(key, delta.weight(i) * delta.longs(1).values()[i], Long::sum);
      }
    }

    @Override
    public void finish(Output out) {
      BatchBuilder builder = new BatchBuilder(TYPE, 16);
      sums.forEach(
          (key, sum) -> {
            Long old = given.put(key, sum);
            if (!sum.equals(old)) {
              if (old != null) {
                Rows.append(builder, List.of(key, old), -1);
              }
              Rows.append(builder, List.of(key, sum), 1);
            }
          });
      out.emit(builder.build());
    }

    @Override
    public void save(StateWriter writer) {
      long[] hash = new long[1];
      given.forEach(
          (key, sum) -> {
            RowHash.hash(Batch.of(LongColumn.of(key)), new int[] {0}, hash);
            byte[] bytes = ByteBuffer.allocate(8).putLong(key).array();
            writer.put(KeyGroup.of(hash[0]), bytes, ByteBuffer.allocate(8).putLong(sum).array());
          });
    }

    @Override
    public void restore(StateReader reader) {
      reader.scan(
          (key, value) -> {
            given.put(ByteBuffer.wrap(key).getLong(), ByteBuffer.wrap(value).getLong());
            sums.put(ByteBuffer.wrap(key).getLong(), ByteBuffer.wrap(value).getLong());
          });
    }

    @Override
    public long stateRows() {
      return sums.size();
    }

    @Override
    public long stateBytes() {
      return 0;
    }
  }

  private static Batch batch(Random random, int rows) {
    long[] keys = new long[rows];
    long[] values = new long[rows];
    long[] weights = new long[rows];
    for (int i = 0; i < rows; i++) {
      keys[i] = random.nextInt(50);
      values[i] = random.nextInt(20);
      weights[i] = random.nextInt(3) == 0 ? -1 : 1;
    }
    return Batch.of(LongColumn.of(keys), LongColumn.of(values)).withWeights(weights);
  }

  private static Circuit sums(Workers workers) {
    Circuit.Builder builder = Circuit.builder(workers);
    Node a = builder.input("a", TYPE);
    Node b = builder.input("b", TYPE);
    Node union =
        builder.operator(
            "union", TYPE, (w, n) -> new UnionOperator(), List.of(Edge.of(a), Edge.of(b)));
    Node sum =
        builder.operator("sum", TYPE, (w, n) -> new Sum(false), List.of(Edge.hash(union, 0)));
    Node total =
        builder.operator("total", TYPE, (w, n) -> new Sum(true), List.of(Edge.single(sum)));
    Node negated =
        builder.operator("negated", TYPE, (w, n) -> new NegateOperator(), List.of(Edge.of(total)));
    // A diamond: sums reach the output directly and by way of their total.
    Node all =
        builder.operator(
            "all",
            TYPE,
            (w, n) -> new UnionOperator(),
            List.of(Edge.of(sum), Edge.of(negated), Edge.of(a)));
    return builder.build(all);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void answersDoNotDependOnWorkersStepsOrRestarts(int count) {
    Random random = new Random(7);
    MapStore store = new MapStore();
    NaiveZSet result = new NaiveZSet();
    NaiveZSet inputA = new NaiveZSet();
    Map<Long, Long> sums = new TreeMap<>();
    try (Workers workers = new Workers(count);
        Workers other = new Workers(4 - count)) {
      Circuit circuit = sums(workers);
      for (int step = 0; step < 20; step++) {
        for (int push = random.nextInt(4); push > 0; push--) {
          Batch delta = batch(random, random.nextInt(5) == 0 ? 6_000 : random.nextInt(10));
          String input = random.nextBoolean() ? "a" : "b";
          if (random.nextBoolean()) {
            circuit.push(input, delta, result::add);
          } else {
            circuit.push(input, delta);
          }
          if (input.equals("a")) {
            inputA.add(delta);
          }
          for (int i = 0; i < delta.size(); i++) {
            sums.merge(
                delta.longs(0).values()[i],
                delta.weight(i) * delta.longs(1).values()[i],
                Long::sum);
          }
          if (random.nextInt(3) == 0) {
            circuit.drain(result::add);
          }
        }
        circuit.step(result::add);
        NaiveZSet expected = new NaiveZSet();
        inputA.forEach(expected::add);
        sums.forEach((key, sum) -> expected.add(List.of(key, sum), 1));
        if (!sums.isEmpty()) {
          long total = sums.values().stream().mapToLong(Long::longValue).sum();
          expected.add(List.of(0L, total), -1);
        }
        assertEquals(expected, result, "step " + step);
        if (random.nextInt(5) == 0) {
          circuit.save(store);
          circuit.close();
          circuit = sums(random.nextBoolean() ? workers : other);
          circuit.restore(store.reader());
        }
      }
      circuit.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void resultsAreGivenOutOnceAllInputsHaveEnded(int count) {
    Random random = new Random(11);
    NaiveZSet stepped = new NaiveZSet();
    NaiveZSet ended = new NaiveZSet();
    try (Workers workers = new Workers(count)) {
      Circuit steps = sums(workers);
      Circuit ends = sums(workers);
      for (String input : List.of("a", "b")) {
        for (int push = 0; push < 4; push++) {
          Batch delta = batch(random, random.nextInt(9_000));
          steps.push(input, delta);
          ends.push(input, delta);
        }
        ends.end(input);
        ends.drain(ended::add);
        assertThrows(IllegalStateException.class, () -> ends.push(input, batch(random, 1)));
      }
      steps.step(stepped::add);
      assertEquals(stepped, ended);
      ends.step(delta -> fail("given out already"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void rowsKeepTheirOrderOnEachPath(int count) {
    List<Long> seen = new ArrayList<>();
    Operator recorder =
        (input, delta, out) -> {
          for (int i = 0; i < delta.size(); i++) {
            seen.add(delta.longs(1).values()[i]);
          }
          out.emit(delta);
        };
    List<Long> handedOut = new ArrayList<>();
    try (Workers workers = new Workers(count)) {
      Circuit.Builder builder = Circuit.builder(workers);
      Node input = builder.input("a", TYPE);
      Node hashed =
          builder.operator(
              "h", TYPE, (w, n) -> new TransformOperator(b -> b), List.of(Edge.of(input)));
      builder.operator("r", TYPE, (w, n) -> recorder, List.of(Edge.single(hashed)));
      Circuit circuit = builder.build(hashed);
      long next = 0;
      Random random = new Random(3);
      for (int step = 0; step < 10; step++) {
        for (int push = 0; push < 5; push++) {
          int rows = random.nextBoolean() ? random.nextInt(5) : random.nextInt(90_000);
          long[] values = new long[rows];
          for (int i = 0; i < rows; i++) {
            values[i] = next++;
          }
          circuit.push("a", Batch.of(LongColumn.of(new long[rows]), LongColumn.of(values)));
        }
        circuit.step(
            delta -> {
              for (int i = 0; i < delta.size(); i++) {
                handedOut.add(delta.longs(1).values()[i]);
              }
            });
      }
      circuit.close();
      assertEquals(next, seen.size());
      for (int i = 0; i < seen.size(); i++) {
        assertEquals(i, seen.get(i));
        assertEquals(i, handedOut.get(i));
      }
    }
  }

  @Test
  void keysMeetOnOneWorkerAndBigStepsUseAll() {
    Set<Thread> threads = Collections.synchronizedSet(new HashSet<>());
    List<Set<Long>> keys =
        List.of(
            Collections.synchronizedSet(new HashSet<>()),
            Collections.synchronizedSet(new HashSet<>()));
    try (Workers workers = new Workers(2)) {
      Circuit.Builder builder = Circuit.builder(workers);
      Node input = builder.input("a", TYPE);
      Node node =
          builder.operator(
              "keys",
              TYPE,
              (w, n) ->
                  (in, delta, out) -> {
                    threads.add(Thread.currentThread());
                    for (int i = 0; i < delta.size(); i++) {
                      keys.get(w).add(delta.longs(0).values()[i]);
                    }
                  },
              List.of(Edge.hash(input, 0)));
      Circuit circuit = builder.build(node);
      circuit.push("a", batch(new Random(1), 10));
      circuit.step(delta -> {});
      assertEquals(Set.of(Thread.currentThread()), threads);
      circuit.push("a", batch(new Random(1), 100_000));
      circuit.step(delta -> {});
      assertEquals(2, threads.size());
      assertEquals(50, keys.get(0).size() + keys.get(1).size());
      assertTrue(keys.get(0).size() > 10 && keys.get(1).size() > 10);
      circuit.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void failureIsThrownAsItIsAndEndsTheCircuit(int count) {
    MillraceException failure = new MillraceException(ErrorCode.DIVISION_BY_ZERO, "1 / 0");
    try (Workers workers = new Workers(count)) {
      Circuit.Builder builder = Circuit.builder(workers);
      Node input = builder.input("a", TYPE);
      Node node =
          builder.operator(
              "fails",
              TYPE,
              (w, n) ->
                  (in, delta, out) -> {
                    if (w == n - 1) {
                      throw failure;
                    }
                  },
              List.of(Edge.hash(input, 0)));
      Circuit circuit = builder.build(node);
      assertSame(
          failure,
          assertThrows(
              MillraceException.class,
              () -> {
                circuit.push("a", batch(new Random(1), 10_000));
                circuit.step(delta -> {});
              }));
      assertThrows(IllegalStateException.class, () -> circuit.step(delta -> {}));
      circuit.close();
    }
  }

  @Test
  void readerTakesOutputWhileItIsMade() {
    try (Workers workers = new Workers(1)) {
      Circuit.Builder builder = Circuit.builder(workers);
      Node input = builder.input("a", TYPE);
      int[] emitted = {0};
      int[] most = {0};
      int[] taken = {0};
      Node node =
          builder.operator(
              "many",
              TYPE,
              (w, n) ->
                  (in, delta, out) -> {
                    for (int i = 0; i < 1_000; i++) {
                      emitted[0]++;
                      out.emit(delta);
                      most[0] = Math.max(most[0], emitted[0] - taken[0]);
                    }
                  },
              List.of(Edge.of(input)));
      Circuit circuit = builder.build(node);
      circuit.push("a", batch(new Random(1), 1), delta -> taken[0]++);
      assertEquals(1_000, taken[0]);
      assertEquals(0, most[0]);
      circuit.close();
    }
  }

  /** Gives each batch out many times, and notes how many rows have not arrived yet at most. */
  private static Operator repeat(int times, AtomicLong underway, AtomicLong most) {
    return (input, delta, out) -> {
      for (int i = 0; i < times; i++) {
        most.accumulateAndGet(underway.addAndGet(delta.size()), Math::max);
        out.emit(delta);
      }
    };
  }

  @ParameterizedTest
  @CsvSource({"1, 6000", "2, 1000", "2, 6000", "3, 1000", "3, 6000"})
  void exchangesDoNotFillMemory(int count, int rows) {
    AtomicLong first = new AtomicLong();
    AtomicLong second = new AtomicLong();
    AtomicLong most = new AtomicLong();
    AtomicLong arrived = new AtomicLong();
    try (Workers workers = new Workers(count)) {
      Circuit.Builder builder = Circuit.builder(workers);
      Node input = builder.input("a", TYPE);
      Node once =
          builder.operator(
              "once", TYPE, (w, n) -> repeat(200, first, most), List.of(Edge.of(input)));
      Node twice =
          builder.operator(
              "twice",
              TYPE,
              (w, n) -> {
                Operator repeated = repeat(8, second, most);
                return (in, delta, out) -> {
                  first.addAndGet(-delta.size());
                  repeated.process(in, delta, out);
                };
              },
              List.of(Edge.hash(once, 0)));
      Node end =
          builder.operator(
              "end",
              TYPE,
              (w, n) ->
                  (in, delta, out) -> {
                    second.addAndGet(-delta.size());
                    arrived.addAndGet(delta.size());
                  },
              List.of(Edge.hash(twice, 1)));
      Circuit circuit = builder.build(end);
      circuit.push("a", batch(new Random(1), rows));
      circuit.step(delta -> {});
      assertEquals(1_600L * rows, arrived.get());
      assertEquals(0, first.get() + second.get());
      assertTrue(most.get() <= count * (Schedule.ALLOWANCE + 8L * rows), "most " + most.get());
      circuit.close();
    }
  }

  @Test
  void circuitsStepAtTheSameTimeOnSharedWorkers() throws Exception {
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    try (Workers workers = new Workers(3)) {
      List<Thread> threads = new ArrayList<>();
      for (int number = 0; number < 4; number++) {
        Random random = new Random(number);
        Thread thread =
            new Thread(
                () -> {
                  try (Circuit circuit = sums(workers)) {
                    Map<Long, Long> sums = new TreeMap<>();
                    NaiveZSet result = new NaiveZSet();
                    for (int step = 0; step < 20; step++) {
                      Batch delta = batch(random, 6_000);
                      circuit.push("b", delta);
                      circuit.step(result::add);
                      for (int i = 0; i < delta.size(); i++) {
                        long value = delta.weight(i) * delta.longs(1).values()[i];
                        sums.merge(delta.longs(0).values()[i], value, Long::sum);
                      }
                    }
                    NaiveZSet expected = new NaiveZSet();
                    sums.forEach((key, sum) -> expected.add(List.of(key, sum), 1));
                    long total = sums.values().stream().mapToLong(Long::longValue).sum();
                    expected.add(List.of(0L, total), -1);
                    assertEquals(expected, result);
                  } catch (RuntimeException | Error e) {
                    failures.add(e);
                  }
                });
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join(60_000);
        assertFalse(thread.isAlive());
      }
    }
    assertEquals(List.of(), failures);
  }

  @Test
  void failureWhileOthersPauseStopsAll() {
    MillraceException failure = new MillraceException(ErrorCode.DIVISION_BY_ZERO, "1 / 0");
    AtomicLong underway = new AtomicLong();
    AtomicLong most = new AtomicLong();
    try (Workers workers = new Workers(3)) {
      for (int failing = 0; failing < 3; failing++) {
        int wrong = failing;
        Circuit.Builder builder = Circuit.builder(workers);
        Node input = builder.input("a", TYPE);
        Node once =
            builder.operator(
                "once", TYPE, (w, n) -> repeat(1_000, underway, most), List.of(Edge.of(input)));
        Node fails =
            builder.operator(
                "fails",
                TYPE,
                (w, n) -> {
                  int[] batches = {0};
                  return (in, delta, out) -> {
                    if (w == wrong && batches[0]++ == 500) {
                      throw failure;
                    }
                  };
                },
                List.of(Edge.hash(once, 0)));
        Circuit circuit = builder.build(fails);
        assertSame(
            failure,
            assertThrows(
                MillraceException.class,
                () -> {
                  circuit.push("a", batch(new Random(1), 24_576));
                  circuit.step(delta -> {});
                }));
        circuit.close();
      }
    }
  }

  @Test
  void cancelStopsWhatRuns() {
    try (Workers workers = new Workers(1)) {
      Circuit.Builder builder = Circuit.builder(workers);
      Node input = builder.input("a", TYPE);
      Circuit[] circuit = new Circuit[1];
      int[] emitted = {0};
      Node node =
          builder.operator(
              "endless",
              TYPE,
              (w, n) ->
                  (in, delta, out) -> {
                    while (true) {
                      if (emitted[0]++ == 3) {
                        circuit[0].cancel();
                      }
                      out.emit(delta);
                    }
                  },
              List.of(Edge.of(input)));
      circuit[0] = builder.build(node);
      MillraceException failure =
          assertThrows(
              MillraceException.class, () -> circuit[0].push("a", batch(new Random(1), 1)));
      assertEquals(ErrorCode.QUERY_CANCELED, failure.code());
      assertEquals(4, emitted[0]);
      circuit[0].close();
    }
  }

  @Test
  void statisticsCountRowsAndState() {
    try (Workers workers = new Workers(2)) {
      Circuit circuit = sums(workers);
      circuit.push("a", batch(new Random(1), 10_000));
      circuit.step(delta -> {});
      OperatorStatistics sum =
          circuit.statistics().stream().filter(s -> s.name().equals("sum")).findFirst().get();
      assertEquals(10_000, sum.rowsIn());
      assertEquals(50, sum.rowsOut());
      assertEquals(50, sum.stateRows());
      assertTrue(sum.nanoseconds() > 0);
      circuit.close();
    }
  }

  @Test
  void refusesTwoStatesOfOneName() {
    try (Workers workers = new Workers(1)) {
      Circuit.Builder builder = Circuit.builder(workers);
      Node input = builder.input("a", TYPE);
      Node one =
          builder.operator("s", TYPE, (w, n) -> new Sum(false), List.of(Edge.hash(input, 0)));
      Node two = builder.operator("s", TYPE, (w, n) -> new Sum(false), List.of(Edge.hash(one, 0)));
      assertThrows(IllegalArgumentException.class, () -> builder.build(two));
    }
  }
}
