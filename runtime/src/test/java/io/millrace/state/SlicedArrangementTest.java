package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.BytesBuilder;
import io.millrace.batch.LongBuilder;
import io.millrace.testing.MapStore;
import io.millrace.testing.Rows;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import io.millrace.zset.RowHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlicedArrangementTest {
  private static final RowType TYPE =
      RowType.of(
          Field.of("key", Type.BIGINT),
          Field.of("time", Type.TIMESTAMP),
          Field.of("text", Type.VARCHAR));
  private static final int[] KEYS = {0};
  private static final int TIME = 1;

  /** How many keys there are. */
  private static final int DISTINCT = 500;

  /** How far times may lie behind the latest one. */
  private static final int DISORDER = 3_000;

  private SlicedArrangement rows = new SlicedArrangement(TYPE, KEYS, TIME);

  /** By key, each row that must be there and its time. */
  private final Map<Long, Map<String, Long>> model = new TreeMap<>();

  private long clock;
  private long made;

  private Batch batch(Random random, int size) {
    BatchBuilder builder = new BatchBuilder(TYPE, size);
    for (int row = 0; row < size; row++) {
      clock++;
      long time = clock - random.nextInt(DISORDER);
      boolean timeless = random.nextInt(50) == 0;
      long key = random.nextInt(DISTINCT);
      String text = "row " + made++;
      ((LongBuilder) builder.column(0)).appendLong(key);
      if (timeless) {
        builder.column(1).appendNull();
      } else {
        ((LongBuilder) builder.column(1)).appendLong(time);
        model.computeIfAbsent(key, absent -> new TreeMap<>()).put(text, time);
      }
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      ((BytesBuilder) builder.column(2)).appendBytes(bytes, 0, bytes.length);
      builder.endRow(1);
    }
    return builder.build();
  }

  private static long[] hashes(Batch batch) {
    long[] hashes = new long[batch.size()];
    RowHash.hash(batch, KEYS, hashes);
    return hashes;
  }

  private void insert(Batch batch) {
    int[] numbers = new int[batch.size()];
    rows.insert(batch, hashes(batch), numbers);
    assertEquals(
        Rows.row(batch, 0).toString(), Rows.row(rows.gather(numbers, 0, 1, null), 0).toString());
  }

  private void expire(long watermark) {
    rows.expire(watermark);
    model.values().forEach(texts -> texts.values().removeIf(time -> time <= watermark));
  }

  /** Every row that has not expired is found once, and no other that nobody has inserted. */
  private void compare(long watermark) {
    Batch asked = batchOfKeys();
    Probe probe = rows.probe();
    probe.start(asked, KEYS, hashes(asked));
    int live = 0;
    long found = 0;
    for (int count = probe.next(); count > 0; count = probe.next()) {
      int[] numbers = Arrays.copyOf(probe.records(), count);
      Batch gathered = rows.gather(numbers, 0, count, null);
      found += count;
      for (int i = 0; i < count; i++) {
        assertEquals(1, rows.weight(numbers[i]));
        long key = probe.rows()[i];
        assertEquals(key, gathered.longs(0).values()[i]);
        boolean timeless = gathered.longs(TIME).isNull(i);
        if (!timeless && gathered.longs(TIME).values()[i] > watermark) {
          live++;
          String text = gathered.bytes(2).text(i);
          assertTrue(model.get(key).containsKey(text), text);
        }
      }
    }
    assertEquals(model.values().stream().mapToInt(Map::size).sum(), live);
    assertEquals(rows.stateRows(), found);
  }

  private static Batch batchOfKeys() {
    BatchBuilder builder = new BatchBuilder(TYPE, DISTINCT);
    for (int key = 0; key < DISTINCT; key++) {
      ((LongBuilder) builder.column(0)).appendLong(key);
      builder.column(1).appendNull();
      builder.column(2).appendNull();
      builder.endRow(1);
    }
    return builder.build();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void keepsWhatHasNotExpired(long seed) {
    Random random = new Random(seed);
    MapStore store = new MapStore();
    boolean durable = seed % 2 == 0;
    int kept = random.nextInt(100_000);
    long watermark = Long.MIN_VALUE;
    for (int step = 0; step < 120; step++) {
      insert(batch(random, 1 + random.nextInt(random.nextInt(4) == 0 ? 20 : 8_000)));
      if (random.nextInt(3) == 0) {
        watermark = Math.max(watermark, clock - kept - random.nextInt(1_000));
        expire(watermark);
      }
      if (random.nextInt(5) == 0) {
        rows.save(durable ? store : StateWriter.NOWHERE);
      }
      if (durable && random.nextInt(15) == 0) {
        rows.save(store);
        long saved = rows.stateRows();
        rows = new SlicedArrangement(TYPE, KEYS, TIME);
        rows.restore(store.reader());
        assertEquals(saved, rows.stateRows());
      }
      if (random.nextInt(12) == 0) {
        compare(watermark);
      }
    }
    expire(clock);
    compare(clock);
    assertEquals(0, rows.stateRows());
    rows.save(store);
    assertEquals(0, store.entries());
  }

  @Test
  void keepsLittleMoreThanWhatHasNotExpired() {
    Random random = new Random(7);
    long most = 0;
    for (int step = 0; step < 400; step++) {
      insert(batch(random, 5_000));
      expire(clock - 200_000);
      most = Math.max(most, rows.stateRows());
    }
    assertTrue(most > 200_000 && most < 200_000 + DISORDER + 2 * 32_768, most + " rows");
  }

  @Test
  void manySlicesShareTheirSlotsInTurn() {
    Random random = new Random(8);
    for (int step = 0; step < 300; step++) {
      insert(batch(random, 1 << 14));
      if (step % 100 == 99) {
        compare(Long.MIN_VALUE);
        expire(clock - 10);
        compare(clock - 10);
      }
    }
  }
}
