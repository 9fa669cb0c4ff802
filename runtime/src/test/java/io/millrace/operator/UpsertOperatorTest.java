package io.millrace.operator;

import static java.util.Arrays.asList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.circuit.Circuit;
import io.millrace.circuit.Edge;
import io.millrace.circuit.Node;
import io.millrace.circuit.Workers;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.operator.UpsertOperator.Mode;
import io.millrace.testing.MapStore;
import io.millrace.testing.NaiveZSet;
import io.millrace.testing.Rows;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpsertOperatorTest {
  /** The key is the last column and the first, so that columns and fields differ in order. */
  private static final RowType TYPE =
      RowType.of(
          Field.required("day", Type.DATE),
          Field.of("note", Type.VARCHAR),
          Field.of("amount", new Type.DecimalType(30, 2)),
          Field.required("id", Type.BIGINT));

  private static final int[] KEY = {3, 0};

  private static Batch batch(Object... rowsAndWeights) {
    BatchBuilder builder = new BatchBuilder(TYPE, 4);
    for (int i = 0; i < rowsAndWeights.length; i += 2) {
      Rows.append(
          builder, (List<?>) rowsAndWeights[i], ((Number) rowsAndWeights[i + 1]).longValue());
    }
    return builder.build();
  }

  private static List<Object> row(long id, String note) {
    return asList(1L, note, null, id);
  }

  @Test
  void lastRowOfAKeyWinsAlsoWithinABatch() {
    UpsertOperator upsert = new UpsertOperator(TYPE, KEY, Mode.REPLACE);
    NaiveZSet table = new NaiveZSet();
    int[] emitted = {0};
    Output out =
        delta -> {
          emitted[0] += delta.size();
          table.add(delta);
        };
    upsert.process(0, batch(row(1, "a"), 1, row(2, "b"), 1, row(1, "c"), 1), out);
    assertEquals(1, table.weight(row(1, "c")));
    assertEquals(2, emitted[0]);
    upsert.process(0, batch(row(2, "b"), 1), out);
    assertEquals(2, emitted[0], "an equal row changes nothing");
    upsert.process(0, batch(row(2, null), -1), out);
    assertEquals(0, table.weight(row(2, "b")), "a tombstone takes the key's row away");
    upsert.process(0, batch(row(1, "x"), -1), out);
    assertEquals(1, table.weight(row(1, "c")), "a row that is not there takes nothing away");
    assertEquals(1, upsert.stateRows());
  }

  @Test
  void findsThePresentRowsOfKeysAndChangesNothing() {
    UpsertOperator upsert = new UpsertOperator(TYPE, KEY, Mode.REPLACE);
    upsert.process(0, batch(row(1, "a"), 1, row(2, "b"), 1), delta -> {});
    int[] places = new int[4];
    Batch asked = batch(row(2, "x"), 1, row(3, "y"), 1, row(1, null), 1, row(2, "z"), 1);
    Batch present = upsert.present(asked, places);
    assertEquals(-1, places[1]);
    assertEquals(places[0], places[3]);
    NaiveZSet found = new NaiveZSet();
    found.add(present);
    assertEquals(1, found.weight(row(1, "a")));
    assertEquals(1, found.weight(row(2, "b")));
    assertEquals("b", present.bytes(1).text(places[0]));
    assertEquals("a", present.bytes(1).text(places[2]));
    assertEquals(2, upsert.stateRows());
    NaiveZSet change = new NaiveZSet();
    upsert.process(0, batch(row(2, "c"), 1), change::add);
    assertEquals(-1, change.weight(row(2, "b")));
    assertEquals(1, change.weight(row(2, "c")));
  }

  @Test
  void presentKeyIsAnErrorThatLeavesNoTrace() {
    UpsertOperator upsert = new UpsertOperator(TYPE, KEY, Mode.ERROR);
    NaiveZSet table = new NaiveZSet();
    upsert.process(0, batch(row(1, "a"), 1), table::add);
    MillraceException failure =
        assertThrows(
            MillraceException.class,
            () ->
                upsert.process(
                    0, batch(row(7, "n"), 1, row(1, "b"), 1, row(8, "n"), 1), table::add));
    assertEquals(ErrorCode.UNIQUE_VIOLATION, failure.code());
    assertTrue(failure.getMessage().contains("(id, day) = (1, 1970-01-02)"), failure.getMessage());
    assertThrows(
        MillraceException.class,
        () -> upsert.process(0, batch(row(9, "a"), 1, row(9, "b"), 1), table::add));
    assertEquals(1, upsert.stateRows());
    upsert.process(0, batch(row(7, "n"), 1), table::add);
    assertEquals(1, table.weight(row(7, "n")));
    // Keys may change places: what goes is out of the way of what comes.
    upsert.process(
        0, batch(row(1, "a"), -1, row(7, "a"), 1, row(7, "n"), -1, row(1, "n"), 1), table::add);
    assertEquals(1, table.weight(row(1, "n")));
    assertEquals(1, table.weight(row(7, "a")));
    assertEquals(2, table.rows().size());
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"IGNORE", "REPLACE"})
  void followsANaiveTable(Mode mode) {
    for (int seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      UpsertOperator upsert = new UpsertOperator(TYPE, KEY, mode);
      Map<List<Object>, List<Object>> model = new HashMap<>();
      NaiveZSet table = new NaiveZSet();
      MapStore store = new MapStore();
      for (int step = 0; step < 40; step++) {
        BatchBuilder builder = new BatchBuilder(TYPE, 8);
        for (int i = random.nextInt(30); i > 0; i--) {
          List<Object> row =
              asList(
                  (long) random.nextInt(3),
                  random.nextInt(4) == 0 ? null : "some longer text " + random.nextInt(2),
                  random.nextInt(3) == 0 ? null : BigInteger.valueOf(random.nextInt(2)),
                  (long) random.nextInt(6));
          List<Object> key = List.of(row.get(3), row.get(0));
          boolean insert = random.nextInt(3) > 0;
          Rows.append(builder, row, insert ? 1 : -1);
          List<Object> present = model.get(key);
          if (insert) {
            if (present == null || mode == Mode.REPLACE) {
              model.put(key, row);
            }
          } else if (row.equals(present)
              || mode == Mode.REPLACE && row.get(1) == null && row.get(2) == null) {
            model.remove(key);
          }
        }
        if (!builder.isEmpty()) {
          upsert.process(0, builder.build(), table::add);
        }
        NaiveZSet expected = new NaiveZSet();
        model.values().forEach(row -> expected.add(row, 1));
        assertEquals(expected, table, "seed " + seed + " step " + step);
        assertEquals(model.size(), upsert.stateRows());
        if (random.nextInt(4) == 0) {
          upsert.save(store);
          assertEquals(model.size(), store.entries());
        }
        if (random.nextInt(8) == 0) {
          upsert.save(store);
          upsert = new UpsertOperator(TYPE, KEY, mode);
          upsert.restore(store.reader());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void lastRowWinsWhateverTheWorkers(int count) {
    Random random = new Random(11);
    Map<List<Object>, List<Object>> model = new HashMap<>();
    NaiveZSet table = new NaiveZSet();
    try (Workers workers = new Workers(count)) {
      Circuit.Builder builder = Circuit.builder(workers);
      Node input = builder.input("t", TYPE);
      Circuit circuit =
          builder.build(
              builder.operator(
                  "upsert",
                  TYPE,
                  (w, n) -> new UpsertOperator(TYPE, KEY, Mode.REPLACE),
                  List.of(Edge.hash(input, KEY))));
      for (int step = 0; step < 6; step++) {
        for (int push = 0; push < 4; push++) {
          BatchBuilder batch = new BatchBuilder(TYPE, 8);
          for (int i = random.nextBoolean() ? 20 : 20_000; i > 0; i--) {
            List<Object> row =
                asList(1L, "note " + random.nextInt(100), null, (long) random.nextInt(300));
            boolean insert = random.nextInt(4) > 0;
            Rows.append(batch, row, insert ? 1 : -1);
            if (insert) {
              model.put(List.of(row.get(3), row.get(0)), row);
            } else {
              model.remove(List.of(row.get(3), row.get(0)), row);
            }
          }
          circuit.push("t", batch.build());
          circuit.drain(table::add);
        }
        circuit.step(table::add);
        NaiveZSet expected = new NaiveZSet();
        model.values().forEach(row -> expected.add(row, 1));
        assertEquals(expected, table, "step " + step);
      }
      circuit.close();
    }
  }
}
