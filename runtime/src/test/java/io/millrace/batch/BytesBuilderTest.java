package io.millrace.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Values that come again are not copied again, and nothing else changes. */
class BytesBuilderTest {
  @Test
  void aValueThatComesAgainLiesInTheSamePlace() {
    BytesBuilder builder = new BytesBuilder(1000);
    byte[] day = "2026-11-21".getBytes(StandardCharsets.UTF_8);
    for (int row = 0; row < 1000; row++) {
      builder.appendRepeatable(day, 0, day.length);
    }
    BytesColumn column = builder.build();
    assertEquals("2026-11-21", column.text(999));
    assertTrue(column.data().length < 100, column.data().length + " bytes for one value");
  }

  @Test
  void randomValuesNullsAndTruncations() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      BytesBuilder builder = new BytesBuilder(random.nextInt(8));
      List<String> expected = new ArrayList<>();
      for (int step = 0; step < 60; step++) {
        String text = "ab".repeat(random.nextInt(3)) + random.nextInt(2);
        String inside = "x" + (random.nextInt(5) == 0 ? "" : text) + "y";
        byte[] bytes = inside.getBytes(StandardCharsets.UTF_8);
        switch (random.nextInt(8)) {
          case 0 -> {
            builder.appendNull();
            expected.add(null);
          }
          case 1 -> {
            builder.appendBytes(bytes, 1, bytes.length - 2);
            expected.add(inside.substring(1, bytes.length - 1));
          }
          case 2 -> {
            int rows = random.nextInt(expected.size() + 1);
            builder.truncate(rows);
            expected.subList(rows, expected.size()).clear();
          }
          default -> {
            builder.appendRepeatable(bytes, 1, bytes.length - 2);
            expected.add(inside.substring(1, bytes.length - 1));
          }
        }
      }
      BytesColumn column = builder.build();
      assertEquals(expected.size(), column.size(), "seed " + seed);
      for (int row = 0; row < expected.size(); row++) {
        String found = column.isNull(row) ? null : column.text(row);
        assertEquals(expected.get(row), found, "seed " + seed + " row " + row);
      }
    }
  }
}
