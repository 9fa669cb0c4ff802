package io.millrace.operator.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.operator.Transform;
import io.millrace.operator.aggregate.AggregateCall;
import io.millrace.operator.aggregate.AggregateCall.Function;
import io.millrace.operator.aggregate.AggregateOperator;
import io.millrace.operator.aggregate.RandomAggregates;
import io.millrace.operator.time.Expiry;
import io.millrace.operator.time.LateRows;
import io.millrace.operator.time.Watermark;
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
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The operator beside the two that it stands for, on the same rows. */
class SessionAggregateOperatorTest {
  private static final RowType VALUES = RandomAggregates.INPUT;
  private static final int TIMESTAMP = VALUES.size();
  private static final int WATERMARK = TIMESTAMP + 1;
  private static final int START = TIMESTAMP + 1;
  private static final int END = TIMESTAMP + 2;
  private static final RowType TIMED = VALUES.concat(RowType.of(Field.of("ts", Type.TIMESTAMP)));
  private static final RowType WITH_WATERMARK =
      TIMED.concat(RowType.of(Field.required("watermark", Type.BIGINT)));
  private static final AggregateCall COUNT =
      new AggregateCall(Function.COUNT, -1, null, -1, false, Type.BIGINT);

  /** Those whose merging is more than to add numbers. */
  private static final List<AggregateCall> WIDE_STATES =
      List.of(
          new AggregateCall(Function.SUM, 7, Type.DOUBLE, -1, false, Type.DOUBLE),
          new AggregateCall(Function.VAR_POP, 7, Type.DOUBLE, -1, false, Type.DOUBLE),
          new AggregateCall(Function.MIN, 6, VALUES.type(6), -1, false, VALUES.type(6)),
          new AggregateCall(Function.MAX, 6, VALUES.type(6), -1, false, VALUES.type(6)),
          new AggregateCall(Function.MAX, 9, Type.VARCHAR, -1, false, Type.VARCHAR));

  static IntStream seeds() {
    return IntStream.range(0, 120);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void givesWhatTheTwoOperatorsGive(int seed) {
    new Run(seed).go();
  }

  /** One random history of both. */
  private static final class Run {
    private final String name;
    private final Random random;
    private final boolean withWatermark;
    private final boolean frees;
    private final boolean onClose;
    private final RowType input;
    private final int[] keys;
    private final int[] output;
    private final List<AggregateCall> calls;
    private final long gap;
    private final int spread;
    private final int delay;
    private final LateRows late = new LateRows();
    private final LateRows lateOfTwo = new LateRows();
    private final SessionOperator sessions;
    private final AggregateOperator groups;
    private final NaiveZSet given = new NaiveZSet();
    private final NaiveZSet givenByTwo = new NaiveZSet();
    private final MapStore store = new MapStore();
    private SessionAggregateOperator[] workers;
    private long promise = Watermark.NONE;
    private long now;
    private long watermark = Watermark.NONE;

    Run(int seed) {
      random = new Random(seed);
      withWatermark = seed % 4 != 0;
      frees = seed % 4 > 1;
      onClose = seed % 4 == 3;
      input = withWatermark ? WITH_WATERMARK : TIMED;
      keys =
          switch (random.nextInt(4)) {
            case 0 -> new int[] {0};
            case 1 -> new int[] {};
            case 2 -> new int[] {1, 0};
            default -> new int[] {1};
          };
      calls = calls(1 + random.nextInt(6));
      gap = 1L + random.nextInt(random.nextInt(3) == 0 ? 2_000_000 : 20);
      spread = (int) (gap * (1 + random.nextInt(8)));
      delay = random.nextInt(2 * spread);
      output = output();
      name = "seed " + seed + ", gap " + gap + ", " + calls;
      Optional<Watermark> freeing = frees ? Optional.of(() -> promise) : Optional.empty();
      int passed = withWatermark ? WATERMARK : -1;
      sessions = new SessionOperator(input, keys, TIMESTAMP, passed, gap, freeing, lateOfTwo);
      groups =
          new AggregateOperator(
              SessionOperator.outputType(input, TIMESTAMP, passed),
              Arrays.stream(output).map(this::column).toArray(),
              calls,
              false,
              freeing.map(by -> new Expiry(END, by)),
              onClose);
      workers = workers(1);
    }

    private List<AggregateCall> calls(int count) {
      List<AggregateCall> made = RandomAggregates.calls(random, count);
      made.removeIf(call -> !SessionAggregateOperator.supports(VALUES, List.of(call)));
      made.add(random.nextInt(made.size() + 1), COUNT);
      made.add(WIDE_STATES.get(random.nextInt(WIDE_STATES.size())));
      return made;
    }

    private int[] output() {
      List<Integer> columns = new ArrayList<>();
      IntStream.range(0, keys.length).forEach(columns::add);
      columns.add(random.nextInt(columns.size() + 1), SessionAggregates.START);
      columns.add(random.nextInt(columns.size() + 1), SessionAggregates.END);
      return columns.stream().mapToInt(i -> i).toArray();
    }

    /** Returns the column of the rows in sessions that stands for one of the output. */
    private int column(int place) {
      return switch (place) {
        case SessionAggregates.START -> START;
        case SessionAggregates.END -> END;
        default -> keys[place];
      };
    }

    private SessionAggregateOperator[] workers(int count) {
      SessionAggregateOperator[] made = new SessionAggregateOperator[count];
      for (int i = 0; i < count; i++) {
        Optional<Transform> values =
            random.nextBoolean()
                ? Optional.of(batch -> batch.select(IntStream.range(0, VALUES.size()).toArray()))
                : Optional.empty();
        made[i] =
            new SessionAggregateOperator(
                input,
                new SessionWindow(keys, TIMESTAMP, withWatermark ? WATERMARK : -1, gap),
                new SessionAggregates(
                    calls, values.isPresent() ? VALUES : input, values, output, onClose),
                frees ? Optional.of(() -> promise) : Optional.empty(),
                late);
      }
      return made;
    }

    void go() {
      for (int step = 0; step < 60; step++) {
        for (int batch = random.nextInt(3); batch > 0; batch--) {
          process(rows(1 + random.nextInt(random.nextInt(5) == 0 ? 80 : 8)));
        }
        promise = watermark;
        finish(step);
        if (random.nextInt(4) == 0) {
          save();
        }
        if (random.nextInt(6) == 0) {
          save();
          workers = workers(keys.length == 0 ? 1 : 1 + random.nextInt(3));
          for (int i = 0; i < workers.length; i++) {
            workers[i].restore(store.reader(i, workers.length));
          }
        }
      }
      if (frees) {
        promise = Watermark.END;
        finish(60);
        assertEquals(0, stateRows(), name);
        save();
        assertEquals(0, store.entries(), name);
      }
    }

    private Batch rows(int count) {
      BatchBuilder builder = new BatchBuilder(input, count);
      for (int i = 0; i < count; i++) {
        now += random.nextInt((int) (random.nextInt(20) == 0 ? 6 * gap : 1 + gap / 2));
        long time = now - random.nextInt(spread);
        List<Object> row = new ArrayList<>(RandomAggregates.row(random));
        row.add(random.nextInt(20) == 0 ? null : time);
        if (withWatermark) {
          row.add(watermark);
          watermark = Math.max(watermark, time - delay);
        }
        Rows.append(builder, row, random.nextInt(10) == 0 ? 1 + random.nextInt(100) : 1);
      }
      return builder.build();
    }

    private void process(Batch batch) {
      sessions.process(0, batch, delta -> groups.process(0, delta, this::refuse));
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
          workers[worker].process(0, batch.gather(own, count), this::refuse);
        }
      }
    }

    private void refuse(Batch early) {
      throw new AssertionError("given out before the step's end: " + early.size() + " rows");
    }

    private void finish(int step) {
      sessions.finish(delta -> groups.process(0, delta, this::refuse));
      groups.finish(givenByTwo::add);
      for (SessionAggregateOperator worker : workers) {
        worker.finish(
            delta -> {
              assertEquals(delta.size(), Consolidator.consolidate(delta).size(), name);
              given.add(delta);
            });
      }
      String where = name + ", step " + step;
      assertEquals(givenByTwo, given, where);
      assertEquals(lateOfTwo.late(), late.late(), where);
      assertEquals(lateOfTwo.untimed(), late.untimed(), where);
    }

    private void save() {
      for (SessionAggregateOperator worker : workers) {
        worker.save(store);
      }
      assertEquals(stateRows(), store.entries(), name);
    }

    private long stateRows() {
      return Arrays.stream(workers).mapToLong(SessionAggregateOperator::stateRows).sum();
    }
  }

  private static final RowType SIMPLE =
      RowType.of(Field.of("k", Type.BIGINT), Field.of("ts", Type.TIMESTAMP));

  @Test
  void aKeyMayHaveAnyNumberOfSessions() {
    Random random = new Random(7);
    SessionAggregateOperator operator =
        new SessionAggregateOperator(
            SIMPLE,
            new SessionWindow(new int[] {0}, 1, -1, 9),
            new SessionAggregates(
                List.of(COUNT),
                SIMPLE,
                Optional.empty(),
                new int[] {0, SessionAggregates.START, SessionAggregates.END},
                false),
            Optional.empty(),
            new LateRows());
    NaiveZSet given = new NaiveZSet();
    List<TreeMap<Long, Long>> times = List.of(new TreeMap<>(), new TreeMap<>());
    for (int step = 0; step < 10; step++) {
      BatchBuilder builder = new BatchBuilder(SIMPLE, 4000);
      for (int i = 0; i < 4000; i++) {
        long key = random.nextInt(2);
        long time = random.nextInt(400_000);
        times.get((int) key).merge(time, 1L, Long::sum);
        Rows.append(builder, List.of(key, time), 1);
      }
      operator.process(0, builder.build(), given::add);
      operator.finish(given::add);
    }
    NaiveZSet expected = new NaiveZSet();
    for (long key = 0; key < 2; key++) {
      long first = Long.MIN_VALUE;
      long last = Long.MIN_VALUE;
      long count = 0;
      for (var entry : times.get((int) key).entrySet()) {
        if (count > 0 && entry.getKey() - last > 9) {
          expected.add(List.of(key, first, last + 9, count), 1);
          count = 0;
        }
        first = count == 0 ? entry.getKey() : first;
        last = entry.getKey();
        count += entry.getValue();
      }
      expected.add(List.of(key, first, last + 9, count), 1);
    }
    assertEquals(expected, given);
    assertTrue(expected.rows().size() > 10_000, "there must be many sessions");
    assertEquals(expected.rows().size(), operator.stateRows());
  }

  @Test
  void refusesWhatItCannotDo() {
    AggregateCall distinct =
        new AggregateCall(Function.COUNT, 0, Type.BIGINT, -1, true, Type.BIGINT);
    assertFalse(SessionAggregateOperator.supports(SIMPLE, List.of(COUNT, distinct)));
    assertTrue(SessionAggregateOperator.supports(SIMPLE, List.of(COUNT)));
    SessionAggregateOperator operator =
        new SessionAggregateOperator(
            SIMPLE,
            new SessionWindow(new int[] {0}, 1, -1, 9),
            new SessionAggregates(List.of(COUNT), SIMPLE, Optional.empty(), new int[] {0}, false),
            Optional.empty(),
            new LateRows());
    Batch gone = Rows.batch(SIMPLE, List.of(List.of(1L, 1L))).negate();
    assertThrows(IllegalStateException.class, () -> operator.process(0, gone, delta -> {}));
  }
}
