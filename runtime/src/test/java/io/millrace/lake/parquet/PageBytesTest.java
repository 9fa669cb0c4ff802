package io.millrace.lake.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PageBytesTest {
  @Test
  void handsOnWhatWasWrittenRowGroupAfterRowGroup() throws IOException {
    Random random = new Random(5);
    PageBytes pages = new PageBytes();
    for (int size : new int[] {0, 1, 1023, 1024, 1025, 3_000_000, 70_000, 5_000_000, 0, 3}) {
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      while (expected.size() < size) {
        byte[] source = new byte[Math.min(size - expected.size(), 1 + random.nextInt(400_000))];
        random.nextBytes(source);
        pages.write(source[0]);
        pages.write(source, 1, source.length - 1);
        expected.write(source);
      }
      assertEquals(size, pages.size());
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      pages.writeTo((data, length) -> written.write(data, 0, length));
      assertArrayEquals(expected.toByteArray(), written.toByteArray());
      pages.clear();
    }
  }
}
