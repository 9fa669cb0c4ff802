package io.millrace.operator.over;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.operator.Operator;
import io.millrace.operator.Output;
import io.millrace.operator.aggregate.AggregateCall;
import io.millrace.operator.aggregate.AggregateCall.Function;
import io.millrace.operator.order.SortColumn;
import io.millrace.operator.over.Frame.Bound;
import io.millrace.operator.over.Frame.Exclusion;
import io.millrace.operator.over.Frame.Unit;
import io.millrace.operator.over.OverCall.Numbering;
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
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverOperatorTest {
  private static final int PART = 0;
  private static final int WHOLE = 1;
  private static final int REAL = 2;
  private static final int TEXT = 3;
  private static final int TRUTH = 4;
  private static final RowType TYPE =
      RowType.of(
          Field.of("part", Type.BIGINT),
          Field.of("whole", Type.BIGINT),
          Field.of("real", Type.DOUBLE),
          Field.of("text", Type.VARCHAR),
          Field.of("truth", Type.BOOLEAN));

  @TempDir Path directory;

  private static Bound bound(Random random, Unit unit, boolean real, boolean start) {
    boolean value = unit == Unit.RANGE;
    int n = random.nextInt(4);
    RangeDistance distance =
        real ? RangeDistance.of(n * 0.5) : RangeDistance.of(BigInteger.valueOf(n));
    return switch (random.nextInt(5)) {
      case 0 -> start ? Bound.FIRST : Bound.LAST;
      case 1 -> value ? Bound.preceding(distance) : Bound.preceding(n);
      case 2 -> value ? Bound.following(distance) : Bound.following(n);
      case 3 -> start ? Bound.FIRST : Bound.CURRENT;
      default -> Bound.CURRENT;
    };
  }

  private static Frame frame(Random random, boolean real) {
    Unit unit = Unit.values()[random.nextInt(2)];
    Exclusion exclusion =
        random.nextInt(4) > 0 ? Exclusion.NOTHING : Exclusion.values()[random.nextInt(4)];
    return new Frame(
        unit, bound(random, unit, real, true), bound(random, unit, real, false), exclusion);
  }

  private static OverCall call(Random random, boolean real) {
    int argument = 1 + random.nextInt(3);
    Type type = TYPE.type(argument);
    switch (random.nextInt(7)) {
      case 0:
        return new OverCall.Number(Numbering.values()[random.nextInt(3)], 0);
      case 1:
        return new OverCall.Number(Numbering.values()[random.nextInt(6)], 1 + random.nextInt(4));
      case 2:
        return new OverCall.Shift(
            argument,
            random.nextInt(7) - 3,
            random.nextBoolean() ? argument : -1,
            random.nextInt(3) == 0,
            type);
      case 3:
      case 4:
        long place = random.nextInt(3) == 0 ? OverCall.Pick.LAST : 1 + random.nextInt(3);
        return new OverCall.Pick(
            frame(random, real), argument, place, random.nextInt(3) == 0, type);
      default:
        Function function =
            List.of(Function.COUNT, Function.SUM, Function.MIN, Function.MAX)
                .get(random.nextInt(4));
        int of = function == Function.SUM && argument == TEXT ? WHOLE : argument;
        Type result = function == Function.COUNT ? Type.BIGINT : TYPE.type(of);
        boolean all = function == Function.COUNT && random.nextBoolean();
        return new OverCall.Total(
            frame(random, real),
            new AggregateCall(
                function,
                all ? -1 : of,
                all ? null : TYPE.type(of),
                random.nextInt(4) == 0 ? TRUTH : -1,
                !all && random.nextInt(5) == 0,
                result));
    }
  }

  private static boolean hasDistance(OverCall call) {
    Frame frame = Frame.PARTITION;
    if (call instanceof OverCall.Pick pick) {
      frame = pick.frame();
    } else if (call instanceof OverCall.Total total) {
      frame = total.frame();
    }
    return frame.start().distance().isPresent() || frame.end().distance().isPresent();
  }

  private static Over over(Random random) {
    boolean real = random.nextInt(4) == 0;
    List<SortColumn> order = new ArrayList<>();
    order.add(new SortColumn(real ? REAL : WHOLE, random.nextBoolean(), random.nextBoolean()));
    List<OverCall> calls = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      calls.add(call(random, real));
    }
    boolean distances = calls.stream().anyMatch(OverOperatorTest::hasDistance);
    if (!distances && random.nextInt(4) == 0) {
      order.add(0, new SortColumn(TEXT, random.nextBoolean(), random.nextBoolean()));
    } else if (!distances && random.nextInt(6) == 0) {
      order.clear();
    }
    return new Over(random.nextInt(5) == 0 ? new int[0] : new int[] {PART}, order, calls);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void agreesWithTheDefinitions(int group) {
    for (long seed = group * 30L; seed < group * 30L + 30; seed++) {
      Random random = new Random(seed);
      Over over = over(random);
      try (StateStore store =
          seed % 30 == 0
              ? RocksStateStore.open(directory.resolve("" + seed))
              : new MemoryStateStore()) {
        run(over, random, seed, store);
      }
    }
  }

  private static void run(Over over, Random random, long seed, StateStore store) {
    int spread = 1 + random.nextInt(8);
    // Some partitions become long enough for checkpoints.
    boolean grows = random.nextInt(4) == 0;
    int most = grows ? 40 : 1 + random.nextInt(12);
    NaiveOver model = new NaiveOver(TYPE, over);
    NaiveZSet all = new NaiveZSet();
    NaiveZSet given = new NaiveZSet();
    Operator operator = over.operator(TYPE);
    for (int step = 1; step <= 25; step++) {
      NaiveZSet change = new NaiveZSet();
      List<Batch> batches = new ArrayList<>();
      for (int batch = random.nextInt(3); batch >= 0; batch--) {
        BatchBuilder builder = new BatchBuilder(TYPE, 4);
        for (int i = random.nextInt(most); i >= 0; i--) {
          List<Object> row = randomRow(random, grows ? 2 : 3, grows ? 200 : spread);
          long weight = 1L + (random.nextInt(3) == 0 ? 1 : 0);
          List<List<Object>> present = all.rows();
          if (!present.isEmpty() && random.nextInt(grows ? 6 : 2) == 0) {
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
      Output out = given::add;
      for (Batch batch : batches) {
        operator.process(0, batch, out);
      }
      operator.finish(out);
      change.forEach(all::add);
      NaiveZSet expected = model.of(all);
      if (!expected.equals(given)) {
        assertEquals(
            difference(expected, given),
            "",
            over + " " + Arrays.toString(over.partition()) + " seed " + seed + " step " + step);
      }
      if (random.nextInt(8) == 0) {
        EpochBatch epoch = store.begin(step);
        ((Durable) operator).save(epoch.state("over"));
        epoch.commit();
        operator = over.operator(TYPE);
        ((Durable) operator).restore(store.read("over", 0, 1));
      }
    }
  }

  private static String difference(NaiveZSet expected, NaiveZSet given) {
    NaiveZSet difference = new NaiveZSet();
    given.forEach(difference::add);
    expected.forEach((row, weight) -> difference.add(row, -weight));
    return difference.toString();
  }

  private static List<Object> randomRow(Random random, int parts, int spread) {
    return Arrays.asList(
        random.nextInt(9) == 0 ? null : (Object) (long) random.nextInt(parts),
        random.nextInt(7) == 0 ? null : (Object) (long) (random.nextInt(3 * spread) - spread),
        random.nextInt(7) == 0 ? null : (Object) (random.nextInt(4 * spread) * 0.25),
        random.nextInt(5) == 0 ? null : "t" + random.nextInt(spread),
        random.nextInt(9) == 0 ? null : (Object) (long) random.nextInt(2));
  }

  private static List<Object> event(long time) {
    return Arrays.asList(1L, time, time * 0.5, "t", 1L);
  }

  /** Rows that come in order cost their frame, however many have come before. */
  @Test
  void appendingReadsTheFrameAlone() {
    Frame last = new Frame(Unit.ROWS, Bound.preceding(10), Bound.CURRENT, Exclusion.NOTHING);
    AggregateCall sum = new AggregateCall(Function.SUM, WHOLE, Type.BIGINT, -1, false, Type.BIGINT);
    List<OverCall> calls =
        List.of(
            new OverCall.Total(last, sum),
            new OverCall.Total(Frame.TO_PEERS, sum),
            new OverCall.Pick(Frame.TO_PEERS, REAL, 1, false, Type.DOUBLE),
            new OverCall.Number(Numbering.DENSE_RANK, 0),
            new OverCall.Shift(WHOLE, 3, -1, false, Type.BIGINT));
    Over over = new Over(new int[] {PART}, List.of(new SortColumn(WHOLE, false, false)), calls);
    Operator operator = over.operator(TYPE);
    int count = 20_000;
    BatchBuilder fill = new BatchBuilder(TYPE, count);
    for (int i = 0; i < count; i++) {
      Rows.append(fill, event(i), 1);
    }
    operator.process(0, fill.build(), delta -> {});
    operator.finish(delta -> {});
    List<List<Object>> given = new ArrayList<>();
    long began = System.nanoTime();
    for (int i = count; i < count + 5_000; i++) {
      operator.process(0, Rows.batch(TYPE, List.of(event(i))), delta -> {});
      operator.finish(delta -> given.addAll(Rows.rows(delta)));
    }
    long nanos = (System.nanoTime() - began) / 5_000;
    assertEquals(5_000, given.size());
    long n = count + 4_999L;
    List<Object> expected = new ArrayList<>(event(n));
    expected.addAll(Arrays.asList(11 * n - 55, n * (n + 1) / 2, 0.0, n + 1, n - 3));
    assertEquals(expected, given.get(given.size() - 1));
    // A walk over all rows would take milliseconds.
    assertTrue(nanos < 1_000_000, nanos + " ns a row");
  }
}
