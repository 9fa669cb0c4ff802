package io.millrace.operator.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.batch.BatchBuilder;
import io.millrace.operator.aggregate.AggregateCall.Function;
import io.millrace.operator.time.Expiry;
import io.millrace.operator.time.Watermark;
import io.millrace.testing.MapStore;
import io.millrace.testing.NaiveZSet;
import io.millrace.testing.Rows;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups that a watermark frees, with results as they change or once on close. */
class AggregateExpiryTest {
  private static final RowType INPUT =
      RowType.of(
          Field.required("window_end", Type.TIMESTAMP),
          Field.of("name", Type.VARCHAR),
          Field.of("value", Type.BIGINT));
  private static final List<AggregateCall> CALLS =
      List.of(
          new AggregateCall(Function.COUNT, -1, null, -1, false, Type.BIGINT),
          new AggregateCall(Function.COUNT, 2, Type.BIGINT, -1, true, Type.BIGINT),
          new AggregateCall(Function.MAX, 2, Type.BIGINT, -1, false, Type.BIGINT));

  private long watermark = Watermark.NONE;

  private AggregateOperator operator(boolean insertOnly, boolean emitOnClose) {
    Expiry expiry = new Expiry(0, () -> watermark);
    return new AggregateOperator(
        INPUT, new int[] {1, 0}, CALLS, insertOnly, Optional.of(expiry), emitOnClose);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void freesGroupsAndKeepsWhatTheyGaveOut(int seed) {
    for (boolean emitOnClose : new boolean[] {false, true}) {
      run(seed, seed % 2 == 0, emitOnClose);
    }
  }

  private void run(int seed, boolean insertOnly, boolean emitOnClose) {
    String name = "seed " + seed + ", on close " + emitOnClose;
    watermark = Watermark.NONE;
    Random random = new Random(seed);
    AggregateOperator operator = operator(insertOnly, emitOnClose);
    MapStore store = new MapStore();
    NaiveZSet rows = new NaiveZSet();
    NaiveZSet output = new NaiveZSet();
    long now = 0;
    for (int step = 0; step < 60; step++) {
      BatchBuilder builder = new BatchBuilder(INPUT, 8);
      for (int i = random.nextInt(8); i > 0; i--) {
        long end = now + 10L * (1 + random.nextInt(3));
        List<Object> row = new ArrayList<>(List.of(end, "n" + random.nextInt(3), 0L));
        row.set(2, random.nextInt(5) == 0 ? null : (long) random.nextInt(6));
        Rows.append(builder, row, 1);
        rows.add(row, 1);
      }
      if (!insertOnly) {
        for (List<Object> row : rows.rows()) {
          if ((Long) row.get(0) > watermark && random.nextInt(4) == 0) {
            Rows.append(builder, row, -1);
            rows.add(row, -1);
          }
        }
      }
      if (!builder.isEmpty()) {
        operator.process(0, builder.build(), output::add);
      }
      if (random.nextInt(3) == 0) {
        now += 10;
        watermark = now;
      }
      operator.finish(output::add);
      NaiveZSet expected = new NaiveZSet();
      long kept = addExpected(rows, emitOnClose, expected);
      assertEquals(expected, output, name + ", step " + step);
      if (random.nextInt(3) == 0) {
        operator.save(store);
        assertEquals(operator.stateRows(), store.entries(), name);
      }
      if (random.nextInt(6) == 0) {
        operator.save(store);
        operator = operator(insertOnly, emitOnClose);
        operator.restore(store.reader());
      }
      if (insertOnly) {
        long values = operator.stateRows() - kept;
        assertEquals(true, values >= 0 && values <= kept * 6, name + ": values left behind");
      }
    }
    watermark = Watermark.END;
    operator.finish(output::add);
    NaiveZSet expected = new NaiveZSet();
    addExpected(rows, emitOnClose, expected);
    assertEquals(expected, output, name);
    assertEquals(0, operator.stateRows(), name);
    operator.save(store);
    assertEquals(0, store.entries(), name);
  }

  /** Adds what must have come out; returns how many groups may still change. */
  private long addExpected(NaiveZSet rows, boolean emitOnClose, NaiveZSet expected) {
    Map<List<Object>, List<List<Object>>> groups = new HashMap<>();
    rows.forEach(
        (row, weight) -> {
          List<Object> key = new ArrayList<>(List.of(row.get(1), row.get(0)));
          for (long i = 0; i < weight; i++) {
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
          }
        });
    long open = 0;
    for (Map.Entry<List<Object>, List<List<Object>>> group : groups.entrySet()) {
      boolean closed = (Long) group.getKey().get(1) <= watermark;
      open += closed ? 0 : 1;
      if (closed || !emitOnClose) {
        List<Object> row = new ArrayList<>(group.getKey());
        CALLS.forEach(call -> row.add(NaiveAggregates.result(call, group.getValue())));
        expected.add(row, 1);
      }
    }
    return open;
  }

  @Test
  void givesAWindowOutOnceWhenTheWatermarkReachesItsEnd() {
    AggregateOperator operator = operator(true, true);
    NaiveZSet output = new NaiveZSet();
    operator.process(
        0, Rows.batch(INPUT, List.of(List.of(10L, "a", 1L), List.of(20L, "a", 2L))), output::add);
    watermark = 9;
    operator.finish(output::add);
    assertEquals(new NaiveZSet(), output);
    watermark = 10;
    operator.finish(output::add);
    assertEquals(List.of(List.of("a", 10L, 1L, 1L, 1L)), output.rows());
    operator.finish(output::add);
    assertEquals(1, output.weight(List.of("a", 10L, 1L, 1L, 1L)));
  }

  @Test
  void refusesAnExpiryThatIsNoKey() {
    Expiry expiry = new Expiry(0, () -> watermark);
    assertThrows(
        IllegalArgumentException.class,
        () -> new AggregateOperator(INPUT, new int[] {1}, CALLS, true, Optional.of(expiry), false));
  }
}
