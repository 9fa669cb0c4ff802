package io.millrace.operator.topn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.LongColumn;
import io.millrace.operator.order.SortColumn;
import io.millrace.testing.NaiveZSet;
import io.millrace.testing.Rows;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedSortTest {
  private static final RowType TYPE =
      RowType.of(Field.of("a", Type.BIGINT), Field.of("b", Type.VARCHAR));

  private static List<List<Object>> sorted(BoundedSort sort) {
    List<List<Object>> rows = new ArrayList<>();
    sort.finish(
        batch -> {
          for (int row = 0; row < batch.size(); row++) {
            for (long copy = 0; copy < batch.weight(row); copy++) {
              rows.add(Rows.row(batch, row));
            }
          }
        });
    return rows;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void sumsAndSortsAndCuts(long seed) {
    Random random = new Random(seed);
    long offset = random.nextInt(20);
    long fetch = random.nextBoolean() ? TopN.UNLIMITED : random.nextInt(100);
    List<SortColumn> order = List.of(new SortColumn(1, true, true));
    BoundedSort sort = new BoundedSort(TYPE, order, offset, fetch, false);
    NaiveZSet all = new NaiveZSet();
    for (int i = 0; i < 20; i++) {
      BatchBuilder builder = new BatchBuilder(TYPE, 10);
      for (int j = 0; j < 15; j++) {
        List<Object> row =
            Arrays.asList(
                (Object) (long) random.nextInt(20),
                random.nextInt(6) == 0 ? null : "b" + random.nextInt(4));
        long weight = 1L + random.nextInt(3);
        if (!all.isEmpty() && random.nextInt(3) == 0) {
          row = all.rows().get(random.nextInt(all.rows().size()));
          weight = -all.weight(row);
        }
        all.add(row, weight);
        Rows.append(builder, row, weight);
      }
      sort.add(builder.build());
    }
    List<List<Object>> expected = new ArrayList<>();
    all.forEach(
        (row, weight) -> {
          for (long i = 0; i < weight; i++) {
            expected.add(row);
          }
        });
    Comparator<List<Object>> text =
        Comparator.comparing(
            row -> (String) row.get(1), Comparator.nullsFirst(Comparator.reverseOrder()));
    expected.sort(text.thenComparing(row -> (Long) row.get(0)));
    int from = (int) Math.min(offset, expected.size());
    long to = fetch == TopN.UNLIMITED ? expected.size() : Math.min(offset + fetch, expected.size());
    assertEquals(expected.subList(from, (int) to), sorted(sort), "seed " + seed);
  }

  @Test
  void ofManyRowsThatOnlyComeTheFirstAreKept() {
    BoundedSort sort =
        new BoundedSort(TYPE.select(0), List.of(new SortColumn(0, true, false)), 1, 3, true);
    for (long from = 0; from < 400_000; from += 10_000) {
      long[] values = new long[10_000];
      for (int i = 0; i < values.length; i++) {
        values[i] = (from + i) * 7919 % 400_000;
      }
      sort.add(Batch.of(LongColumn.of(values)));
    }
    assertEquals(List.of(List.of(399_998L), List.of(399_997L), List.of(399_996L)), sorted(sort));
    Batch gone = Batch.of(LongColumn.of(1)).negate();
    assertThrows(IllegalStateException.class, () -> sort.add(gone));
  }
}
