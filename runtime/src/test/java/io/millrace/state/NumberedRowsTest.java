package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.batch.Batch;
import io.millrace.testing.MapStore;
import io.millrace.testing.RandomRows;
import io.millrace.testing.Rows;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberedRowsTest {
  private static final RowType TYPE =
      RowType.of(
          Field.of("text", Type.VARCHAR),
          Field.of("number", Type.BIGINT),
          Field.of("decimal", new Type.DecimalType(38, 4)));

  private static final List<int[]> KEYS =
      List.of(new int[] {1}, new int[] {2, 0}, new int[] {0, 1, 2}, new int[] {});

  private int[] keys;
  private NumberedRows rows;

  /** What row is in each record, and which of the records a save has written. */
  private final Map<Integer, List<Object>> model = new HashMap<>();

  private final Set<Integer> saved = new HashSet<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void savesWhatCameAndWhatWent(long seed) {
    for (int[] columns : KEYS) {
      keys = columns;
      rows = new NumberedRows(TYPE, keys);
      model.clear();
      saved.clear();
      run(new Random(seed), "seed " + seed + ", keys " + keys.length);
    }
  }

  private void run(Random random, String where) {
    RandomRows source = new RandomRows(random, random.nextBoolean() ? 5 : 2000);
    MapStore store = new MapStore();
    int expected = 0;
    for (int step = 0; step < 20; step++) {
      // Often more than are saved at once.
      insert(source.batch(TYPE.types(), 1 + random.nextInt(2000), 0.1));
      expected += remove(random, random.nextDouble());
      if (random.nextBoolean()) {
        expected += model.size() - saved.size();
        rows.save(store);
        assertEquals(expected, store.writes(), where);
        assertEquals(model.size(), store.entries(), where);
        saved.clear();
        saved.addAll(model.keySet());
        if (random.nextInt(4) == 0) {
          restore(store, where);
        }
      }
      assertEquals(model.size(), rows.stateRows(), where);
    }
  }

  private void insert(Batch batch) {
    int[] inserted = new int[batch.size()];
    rows.insert(batch, inserted);
    for (int row = 0; row < inserted.length; row++) {
      model.put(inserted[row], Rows.row(batch, row));
    }
  }

  /** Removes a share of the rows; returns how many of them a store knows. */
  private int remove(Random random, double share) {
    int[] gone =
        model.keySet().stream()
            .filter(row -> random.nextDouble() < share)
            .mapToInt(row -> row)
            .toArray();
    rows.remove(gone, gone.length);
    int before = saved.size();
    for (int record : gone) {
      model.remove(record);
    }
    saved.retainAll(model.keySet());
    return before - saved.size();
  }

  private void restore(MapStore store, String where) {
    rows = new NumberedRows(TYPE, keys);
    rows.restore(store.reader());
    int[] all = new int[rows.records().limit()];
    for (int record = 0; record < all.length; record++) {
      all[record] = record;
    }
    Batch batch = rows.gather(all, 0, all.length, null);
    Map<Integer, List<Object>> restored = new HashMap<>();
    for (int record : all) {
      restored.put(record, Rows.row(batch, record));
    }
    assertEquals(counts(model), counts(restored), where);
    model.clear();
    model.putAll(restored);
    saved.clear();
    saved.addAll(model.keySet());
  }

  private static Map<List<Object>, Integer> counts(Map<Integer, List<Object>> rows) {
    Map<List<Object>, Integer> counts = new HashMap<>();
    rows.values().forEach(row -> counts.merge(row, 1, Integer::sum));
    return counts;
  }
}
