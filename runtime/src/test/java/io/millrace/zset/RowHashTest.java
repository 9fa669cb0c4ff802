package io.millrace.zset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.millrace.batch.Batch;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongColumn;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowHashTest {

  /** State on disk is found by these hashes: they must stay what they are for ever. */
  @Test
  void hashesAreForEver() {
    Batch batch =
        Batch.of(
            LongColumn.of(7, 42), BytesColumn.of("", "a longer text"), DoubleColumn.of(-0.0, 1.5));
    assertArrayEquals(
        new long[] {1424762334392131325L, -2182741020524654837L}, hash(batch, 0, 1, 2));
  }

  @Test
  void bytesHashAlikeWhereverTheyLie() {
    Random random = new Random(5);
    for (int length = 0; length < 40; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      long hash = RowHash.bytes(bytes, 0, length);
      for (int offset = 0; offset < 12; offset++) {
        byte[] larger = new byte[offset + length + random.nextInt(12)];
        random.nextBytes(larger);
        System.arraycopy(bytes, 0, larger, offset, length);
        assertEquals(hash, RowHash.bytes(larger, offset, length));
      }
      if (length > 0) {
        bytes[random.nextInt(length)]++;
        assertNotEquals(hash, RowHash.bytes(bytes, 0, length));
      }
    }
  }

  @Test
  void columnsWithAndWithoutNullsHashAlike() {
    long[] noRowIsNull = new long[1];
    BytesColumn text = BytesColumn.of("one", "two", "a text of some length");
    Column same =
        new BytesColumn(text.data(), text.starts(), text.lengths(), noRowIsNull, text.size());
    assertArrayEquals(hash(Batch.of(text), 0), hash(Batch.of(same), 0));
    LongColumn longs = LongColumn.of(1, 2, 3);
    assertArrayEquals(
        hash(Batch.of(longs), 0),
        hash(Batch.of(new LongColumn(longs.values(), noRowIsNull, 3)), 0));
  }

  @Test
  void equalDoublesHashAlike() {
    double otherNan = Double.longBitsToDouble(0x7FF8000000000001L);
    long[] hashes = hash(Batch.of(DoubleColumn.of(0.0, -0.0, Double.NaN, otherNan)), 0);
    assertEquals(hashes[0], hashes[1]);
    assertEquals(hashes[2], hashes[3]);
  }

  private static long[] hash(Batch batch, int... columns) {
    long[] hashes = new long[batch.size()];
    RowHash.hash(batch, columns, hashes);
    return Arrays.copyOf(hashes, batch.size());
  }
}
