package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.testing.MapStore;
import io.millrace.testing.RandomRows;
import io.millrace.testing.Rows;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import io.millrace.zset.RowHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppendArrangementTest {
  private static final RowType TYPE =
      RowType.of(
          Field.of("text", Type.VARCHAR),
          Field.of("number", Type.BIGINT),
          Field.of("double", Type.DOUBLE),
          Field.of("decimal", new Type.DecimalType(38, 4)),
          Field.of("array", new Type.ArrayType(Type.VARCHAR)),
          Field.of(
              "row",
              new Type.StructType(
                  List.of(Field.of("a", Type.BIGINT), Field.of("b", Type.VARCHAR)))));

  private static final List<int[]> KEYS =
      List.of(new int[] {1}, new int[] {0}, new int[] {1, 0, 1}, new int[] {3, 2}, new int[] {});

  /** Rows by key, each with what it weighs in all. */
  private final Map<List<Object>, Map<String, Long>> model = new HashMap<>();

  private int[] keys;
  private AppendArrangement rows;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void findsAllRowsOfAKey(long seed) {
    for (int[] columns : KEYS) {
      for (double nulls : new double[] {0, 0.2}) {
        keys = columns;
        run(new Random(seed), nulls);
      }
    }
  }

  private void run(Random random, double nulls) {
    RandomRows source = new RandomRows(random, random.nextBoolean() ? 20 : 2000);
    MapStore saved = new MapStore();
    rows = new AppendArrangement(TYPE, keys);
    model.clear();
    int expected = 0;
    for (int step = 0; step < 25; step++) {
      Batch batch = batch(random, source, nulls);
      insert(batch);
      expected += batch.size();
      if (random.nextInt(6) == 0) {
        rows.save(saved);
        if (random.nextBoolean()) {
          rows = new AppendArrangement(TYPE, keys);
          rows.restore(saved.reader());
        }
      }
      if (random.nextInt(6) == 0) {
        compare(some(batch(random, source, nulls)));
        compare(some(batch));
      }
    }
    assertEquals(expected, rows.stateRows());
    assertTrue(rows.stateBytes() > expected * 32L);
  }

  /** A few rows, many, or some of many, whose texts then lie far apart. */
  private static Batch batch(Random random, RandomRows source, double nulls) {
    int size =
        switch (random.nextInt(4)) {
          case 0 -> 1;
          case 1 -> 1 + random.nextInt(60);
          case 2 -> AppendedRows.BLOCK - 1 + random.nextInt(3);
          default -> 1 + random.nextInt(1500);
        };
    Batch batch = source.batch(TYPE.types(), size, nulls);
    if (random.nextInt(3) == 0) {
      int[] chosen = random.ints(1 + random.nextInt(size), 0, size).toArray();
      batch = batch.gather(chosen, chosen.length);
    }
    if (random.nextInt(4) > 0) {
      return batch;
    }
    return batch.withWeights(random.longs(batch.size(), 1, 4).toArray());
  }

  private void insert(Batch batch) {
    int[] numbers = new int[batch.size()];
    rows.insert(batch, hashes(batch), numbers);
    for (int row = 0; row < batch.size(); row++) {
      assertEquals(batch.weight(row), rows.weight(numbers[row]));
      model
          .computeIfAbsent(key(batch, row), absent -> new TreeMap<>())
          .merge(Rows.row(batch, row).toString(), batch.weight(row), Long::sum);
    }
  }

  private long[] hashes(Batch batch) {
    long[] hashes = new long[batch.size()];
    RowHash.hash(batch, keys, hashes);
    return hashes;
  }

  private List<Object> key(Batch batch, int row) {
    return Rows.row(batch.select(keys), row);
  }

  /** So many rows as do not have too many matches in all. */
  private Batch some(Batch batch) {
    return batch.slice(0, Math.min(batch.size(), keys.length == 0 ? 1 : 100));
  }

  private void compare(Batch batch) {
    List<Map<String, Long>> found = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      found.add(new TreeMap<>());
    }
    Probe probe = rows.probe();
    probe.start(batch, keys, hashes(batch));
    for (int count = probe.next(); count > 0; count = probe.next()) {
      int[] numbers = Arrays.copyOf(probe.records(), count);
      long[] weights = Arrays.stream(numbers).mapToLong(rows::weight).toArray();
      Batch gathered = rows.gather(numbers, 0, count, weights);
      for (int i = 0; i < count; i++) {
        assertTrue(!rows.isAllOnes() || weights[i] == 1);
        found
            .get(probe.rows()[i])
            .merge(Rows.row(gathered, i).toString(), gathered.weight(i), Long::sum);
      }
    }
    for (int row = 0; row < batch.size(); row++) {
      assertEquals(model.getOrDefault(key(batch, row), Map.of()), found.get(row));
    }
  }
}
