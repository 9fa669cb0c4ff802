package io.millrace.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Values stay where they lie, as long as they are worth what they keep. */
class BytesSliceBuilderTest {
  @Test
  void partsOfTheSourceStayThere() {
    byte[] source = "one/two/three".getBytes(StandardCharsets.UTF_8);
    BytesSliceBuilder builder = new BytesSliceBuilder(source, 2);
    builder.appendSlice(source, 4, 3);
    builder.appendNull();
    builder.appendSlice(source, 8, 5);
    builder.appendSlice(new byte[0], 0, 0);
    BytesColumn column = builder.build();
    assertSame(source, column.data());
    assertEquals("two", column.text(0));
    assertEquals("three", column.text(2));
    assertEquals("", column.text(3));
  }

  @Test
  void littleOfALongTextDoesNotKeepIt() {
    byte[] source = ("ab" + "x".repeat(1000)).getBytes(StandardCharsets.UTF_8);
    BytesSliceBuilder builder = new BytesSliceBuilder(source, 1);
    builder.appendSlice(source, 0, 2);
    BytesColumn column = builder.build();
    assertNotSame(source, column.data());
    assertEquals(2, column.data().length);
    assertEquals("ab", column.text(0));
  }

  @Test
  void randomValuesNullsAndTruncations() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      byte[] source = "0123456789".repeat(1 + random.nextInt(20)).getBytes(StandardCharsets.UTF_8);
      byte[] other = "abcdefghij".getBytes(StandardCharsets.UTF_8);
      boolean mixed = random.nextBoolean();
      BytesSliceBuilder builder = new BytesSliceBuilder(source, random.nextInt(8));
      List<String> expected = new ArrayList<>();
      for (int step = 0; step < 60; step++) {
        byte[] bytes = mixed && random.nextInt(3) == 0 ? other : source;
        int offset = random.nextInt(bytes.length + 1);
        int length = random.nextInt(Math.min(5, bytes.length - offset) + 1);
        switch (random.nextInt(8)) {
          case 0 -> {
            builder.appendNull();
            expected.add(null);
          }
          case 1 -> {
            int rows = random.nextInt(expected.size() + 1);
            builder.truncate(rows);
            expected.subList(rows, expected.size()).clear();
          }
          default -> {
            builder.appendSlice(bytes, offset, length);
            expected.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
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
