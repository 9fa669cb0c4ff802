package io.millrace.operator.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** The leading groups of random changes, against all groups looked at once. */
class LeadingGroupsOperatorTest {
  private static final RowType INPUT =
      RowType.of(
          Field.of("name", Type.VARCHAR),
          Field.required("window_end", Type.TIMESTAMP),
          Field.of("place", Type.VARCHAR),
          Field.of("value", Type.BIGINT));
  private static final List<AggregateCall> CALLS =
      List.of(
          new AggregateCall(Function.SUM, 3, Type.BIGINT, -1, false, Type.BIGINT),
          new AggregateCall(Function.COUNT, -1, null, -1, false, Type.BIGINT));
  private static final int[] KEYS = {0, 1, 2};

  private long watermark = Watermark.NONE;

  private LeadingGroupsOperator operator(Leading leading, boolean insertOnly, boolean expires) {
    return new LeadingGroupsOperator(
        INPUT,
        leading,
        insertOnly,
        expires ? Optional.of(new Expiry(1, () -> watermark)) : Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void givesWhatLeads(int seed) {
    Random random = new Random(seed);
    boolean insertOnly = seed % 2 == 0;
    boolean descending = random.nextBoolean();
    int[][] partitions = {{1}, {2, 1}, {1, 2}, {2}, {0}};
    int[] partition = partitions[random.nextInt(partitions.length)];
    boolean expires = partition[0] == 1 || partition.length == 2;
    String name = "seed " + seed;
    Leading leading = new Leading(KEYS, CALLS, partition, 1, descending);
    LeadingGroupsOperator operator = operator(leading, insertOnly, expires);
    MapStore store = new MapStore();
    NaiveZSet rows = new NaiveZSet();
    NaiveZSet output = new NaiveZSet();
    watermark = Watermark.NONE;
    long now = 0;
    for (int step = 0; step < 120; step++) {
      for (int batch = random.nextInt(3); batch >= 0; batch--) {
        BatchBuilder builder = new BatchBuilder(INPUT, 8);
        for (int i = random.nextInt(8); i > 0; i--) {
          add(builder, rows, row(random, now), 1);
        }
        // Now and then a whole place goes at once, leaders and all.
        String gone = random.nextInt(4) == 0 ? "p" + random.nextInt(2) : null;
        for (List<Object> row : insertOnly ? List.<List<Object>>of() : rows.rows()) {
          boolean all = gone != null && gone.equals(row.get(2));
          if ((!expires || (Long) row.get(1) > watermark) && (all || random.nextInt(5) == 0)) {
            add(builder, rows, row, all ? -rows.weight(row) : -1);
          }
        }
        if (!builder.isEmpty()) {
          operator.process(0, builder.build(), output::add);
        }
      }
      if (random.nextInt(3) == 0) {
        now += 10;
        watermark = now;
      }
      operator.finish(output::add);
      assertEquals(expected(rows, leading), output, name + ", step " + step);
      if (random.nextInt(3) == 0) {
        operator.save(store);
        assertEquals(operator.stateRows(), store.entries(), name);
      }
      if (random.nextInt(6) == 0) {
        operator.save(store);
        operator = operator(leading, insertOnly, expires);
        operator.restore(store.reader());
      }
    }
    if (expires) {
      watermark = Watermark.END;
      operator.finish(output::add);
      assertEquals(expected(rows, leading), output, name);
      assertEquals(0, operator.stateRows(), name);
      operator.save(store);
      assertEquals(0, store.entries(), name);
    }
  }

  private static List<Object> row(Random random, long now) {
    List<Object> row = new ArrayList<>();
    row.add("n" + random.nextInt(5));
    row.add(now + 10L * (1 + random.nextInt(3)));
    row.add(random.nextInt(5) == 0 ? null : "p" + random.nextInt(2));
    row.add(random.nextInt(3) == 0 ? null : (long) random.nextInt(3));
    return row;
  }

  private static void add(BatchBuilder builder, NaiveZSet rows, List<Object> row, long weight) {
    Rows.append(builder, row, weight);
    rows.add(row, weight);
  }

  private static NaiveZSet expected(NaiveZSet rows, Leading leading) {
    Map<List<Object>, List<List<Object>>> groups = new HashMap<>();
    rows.forEach(
        (row, weight) -> {
          for (long i = 0; i < weight; i++) {
            groups.computeIfAbsent(row.subList(0, 3), k -> new ArrayList<>()).add(row);
          }
        });
    Map<List<Object>, Long> best = new HashMap<>();
    groups.forEach(
        (key, members) ->
            best.merge(
                partition(key, leading),
                (long) members.size(),
                leading.descending() ? Math::max : Math::min));
    NaiveZSet expected = new NaiveZSet();
    groups.forEach(
        (key, members) -> {
          if (members.size() == best.get(partition(key, leading))) {
            List<Object> row = new ArrayList<>(key);
            CALLS.forEach(call -> row.add(NaiveAggregates.result(call, members)));
            expected.add(row, 1);
          }
        });
    return expected;
  }

  private static List<Object> partition(List<Object> key, Leading leading) {
    List<Object> values = new ArrayList<>();
    for (int place : leading.partition()) {
      values.add(key.get(place));
    }
    return values;
  }

  /** Groups that neither led nor lead are given out never, however often they change. */
  @Test
  void givesNothingOutForGroupsThatDoNotLead() {
    LeadingGroupsOperator operator =
        operator(new Leading(KEYS, CALLS, new int[] {1}, 1, true), true, false);
    BatchBuilder builder = new BatchBuilder(INPUT, 8);
    Rows.append(builder, List.of("a", 10L, "p", 1L), 100);
    operator.process(0, builder.build(), batch -> {});
    operator.finish(batch -> {});
    for (int i = 0; i < 99; i++) {
      BatchBuilder change = new BatchBuilder(INPUT, 8);
      Rows.append(change, List.of("b", 10L, "p", 1L), 1);
      operator.process(0, change.build(), batch -> {});
      operator.finish(batch -> assertTrue(false, "gave out " + batch));
    }
  }
}
