package io.millrace.operator.join;

import static java.util.Arrays.asList;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.testing.Rows;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnnestOperatorTest {
  private static final RowType TYPE =
      RowType.of(
          Field.of("id", Type.BIGINT),
          Field.of("tags", new Type.ArrayType(Type.VARCHAR)),
          Field.of("prices", new Type.MapType(Type.VARCHAR, Type.DOUBLE)),
          Field.of(
              "points",
              new Type.ArrayType(
                  new Type.StructType(
                      List.of(Field.of("x", Type.BIGINT), Field.of("y", Type.BIGINT))))));

  private static final Batch INPUT =
      Rows.batch(
          TYPE,
          List.of(
              asList(1, List.of("a", "b"), List.of(List.of("p"), List.of(1.5)), List.of()),
              asList(2, List.of(), null, asList(asList(1, 2), null, asList(3, null))),
              asList(3, null, List.of(List.of("q", "r"), List.of(2, 3)), null),
              asList(4, asList("c", null), null, null)));

  private static List<List<Object>> unnest(
      Batch input, boolean ordinality, boolean keepEmpty, int... columns) {
    List<List<Object>> rows = new ArrayList<>();
    new UnnestOperator(TYPE, columns, ordinality, keepEmpty)
        .process(
            0,
            input,
            delta -> {
              for (int row = 0; row < delta.size(); row++) {
                List<Object> values = new ArrayList<>();
                values.add(Rows.value(delta.column(0), row));
                for (int i = TYPE.size(); i < delta.columnCount(); i++) {
                  values.add(Rows.value(delta.column(i), row));
                }
                values.add(delta.weight(row));
                rows.add(values);
              }
            });
    return rows;
  }

  @Test
  void arrayGivesARowForEachElement() {
    assertEquals(
        List.of(
            asList(1L, "a", 1L), asList(1L, "b", 1L), asList(4L, "c", 1L), asList(4L, null, 1L)),
        unnest(INPUT, false, false, 1));
  }

  @Test
  void ordinalityCountsFromOne() {
    assertEquals(
        List.of(
            asList(1L, "a", 1L, -1L),
            asList(1L, "b", 2L, -1L),
            asList(4L, "c", 1L, -1L),
            asList(4L, null, 2L, -1L)),
        unnest(INPUT.negate(), true, false, 1));
  }

  @Test
  void emptyOrNullCollectionKeepsItsRowWhereAsked() {
    assertEquals(
        List.of(
            asList(1L, "a", 1L, 1L),
            asList(1L, "b", 2L, 1L),
            asList(2L, null, null, 1L),
            asList(3L, null, null, 1L),
            asList(4L, "c", 1L, 1L),
            asList(4L, null, 2L, 1L)),
        unnest(INPUT, true, true, 1));
  }

  @Test
  void mapGivesKeyAndValue() {
    assertEquals(
        List.of(asList(1L, "p", 1.5, 1L), asList(3L, "q", 2.0, 1L), asList(3L, "r", 3.0, 1L)),
        unnest(INPUT, false, false, 2));
  }

  @Test
  void rowElementsGiveTheirFields() {
    assertEquals(
        List.of(asList(2L, 1L, 2L, 1L), asList(2L, null, null, 1L), asList(2L, 3L, null, 1L)),
        unnest(INPUT, false, false, 3));
  }

  @Test
  void collectionsSideBySideArePaddedWithNulls() {
    assertEquals(
        List.of(
            asList(1L, "a", "p", 1.5, 1L, 1L),
            asList(1L, "b", null, null, 2L, 1L),
            asList(3L, null, "q", 2.0, 1L, 1L),
            asList(3L, null, "r", 3.0, 2L, 1L),
            asList(4L, "c", null, null, 1L, 1L),
            asList(4L, null, null, null, 2L, 1L)),
        unnest(INPUT, true, false, 1, 2));
  }

  @Test
  void longOutputComesInChunks() {
    BatchBuilder builder = new BatchBuilder(TYPE, 3);
    List<String> many = Collections.nCopies(5_000, "x");
    for (int i = 0; i < 5; i++) {
      Rows.append(builder, asList(i, many, null, null), 2);
    }
    List<List<Object>> rows = unnest(builder.build(), true, false, 1);
    assertEquals(25_000, rows.size());
    assertEquals(asList(4L, "x", 5_000L, 2L), rows.get(24_999));
    assertEquals(asList(1L, "x", 3_193L, 2L), rows.get(8_192));
  }
}
