package io.millrace.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchPageTest {
  private static final long SEED = 20;
  private static final RowType TYPE =
      RowType.of(
          Field.of("n", Type.BIGINT),
          Field.of("x", Type.DOUBLE),
          Field.of("w", new Type.DecimalType(38, 0)),
          Field.of("t", Type.VARCHAR));

  private final Random random = new Random(SEED);

  /** A batch of arrays that are longer than it, with texts that overlap, repeat and come back. */
  private Batch batch(int size) {
    long[] numbers = random.longs(size + random.nextInt(3)).toArray();
    double[] doubles = random.doubles(size + random.nextInt(3)).toArray();
    long[] high = random.longs(size, -9, 9).toArray();
    long[] low = random.longs(size).toArray();
    byte[] data = new byte[500];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) ('a' + random.nextInt(26));
    }
    int[] starts = new int[size + random.nextInt(3)];
    int[] lengths = new int[starts.length];
    for (int i = 0; i < size; i++) {
      boolean repeats = i > 0 && random.nextInt(3) == 0;
      starts[i] = repeats ? starts[i - 1] : random.nextInt(400);
      lengths[i] = repeats && random.nextBoolean() ? lengths[i - 1] : random.nextInt(100);
    }
    return new Batch(
        size,
        new Column[] {
          new LongColumn(numbers, nulls(size), size),
          new DoubleColumn(doubles, nulls(size), size),
          new WideColumn(high, low, nulls(size), size),
          new BytesColumn(data, starts, lengths, nulls(size), size)
        },
        random.nextBoolean() ? null : random.longs(size, 1, 3).toArray());
  }

  private long[] nulls(int size) {
    if (random.nextBoolean()) {
      return null;
    }
    long[] nulls = Nulls.allocate(size);
    for (int row = 0; row < size; row++) {
      if (random.nextInt(4) == 0) {
        Nulls.set(nulls, row);
      }
    }
    return nulls;
  }

  private static List<String> rows(Batch batch) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      rows.add(batch.weight(row) + " " + ValueText.row(TYPE, batch, row));
    }
    return rows;
  }

  @Test
  void copiesAreEqualWhateverWasThereBefore() {
    BatchPage page = new BatchPage();
    for (int round = 0; round < 200; round++) {
      Batch batch = batch(random.nextInt(300));
      List<String> expected = rows(batch);
      Batch copy = page.copy(batch);
      Arrays.fill(batch.longs(0).values(), 0);
      Arrays.fill(batch.doubles(1).values(), 0);
      Arrays.fill(((WideColumn) batch.column(2)).low(), 0);
      Arrays.fill(batch.bytes(3).data(), (byte) '-');
      Arrays.fill(batch.bytes(3).starts(), 0);
      Arrays.fill(batch.bytes(3).lengths(), 0);
      assertEquals(expected, rows(copy), "seed " + SEED + ", round " + round);
    }
  }

  @Test
  void arraysServeAgainWhereTheyDo() {
    BatchPage page = new BatchPage();
    Batch first = page.copy(batch(300));
    Batch second = page.copy(batch(200));
    assertSame(first.longs(0).values(), second.longs(0).values());
    assertSame(first.bytes(3).starts(), second.bytes(3).starts());
    Batch third = page.copy(batch(500));
    assertNotSame(first.longs(0).values(), third.longs(0).values());
  }

  @Test
  void aTextThatIsTheOneBeforeLiesThereOnce() {
    byte[] text = "2026-11-22".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    int[] lengths = new int[1000];
    Arrays.fill(lengths, text.length);
    BytesColumn repeated = new BytesColumn(text, new int[1000], lengths, null, 1000);
    BytesColumn copy = (BytesColumn) new BatchPage().copy(Batch.of(repeated)).column(0);
    assertTrue(copy.data().length < 100, copy.data().length + " bytes");
    assertEquals("2026-11-22", copy.text(999));
  }

  @Test
  void nestedColumnsStayWhereTheyAre() {
    ArrayColumn nested =
        new ArrayColumn(LongColumn.of(1, 2), new int[] {0}, new int[] {2}, null, 1);
    assertSame(nested, new BatchPage().copy(Batch.of(nested)).column(0));
  }
}
