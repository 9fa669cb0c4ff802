package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.state.store.EpochBatch;
import io.millrace.state.store.MemoryStateStore;
import io.millrace.state.store.RocksStateStore;
import io.millrace.state.store.StateStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderedTableTest {
  @TempDir Path directory;

  private static byte[] randomKey(Random random, int spread) {
    byte[] key = new byte[2 + random.nextInt(spread)];
    key[0] = (byte) random.nextInt(3);
    for (int i = 1; i < key.length; i++) {
      key[i] = (byte) (random.nextInt(4) * 85);
    }
    if (random.nextInt(50) == 0) {
      key = Arrays.copyOf(key, 300 + random.nextInt(3000));
    }
    return key;
  }

  private static void assertSame(TreeMap<byte[], Long> expected, OrderedTable table, String where) {
    assertEquals(expected.size(), table.size(), where);
    OrderedTable.Cursor cursor = table.cursor();
    boolean there = cursor.first();
    for (Map.Entry<byte[], Long> entry : expected.entrySet()) {
      assertTrue(there, where);
      assertArrayEquals(entry.getKey(), key(cursor), where);
      assertEquals(entry.getValue(), cursor.weight(), where);
      there = cursor.next();
    }
    assertFalse(there, where);
  }

  private static byte[] key(OrderedTable.Cursor cursor) {
    return Arrays.copyOfRange(cursor.data(), cursor.start(), cursor.start() + cursor.length());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void agreesWithATreeMapThroughChangesAndRestarts(long seed) {
    Random random = new Random(seed);
    TreeMap<byte[], Long> expected = new TreeMap<>(Arrays::compareUnsigned);
    int spread = 2 + random.nextInt(9);
    try (StateStore store =
        seed % 2 == 0 ? new MemoryStateStore() : RocksStateStore.open(directory)) {
      OrderedTable table = new OrderedTable();
      for (int round = 1; round <= 30; round++) {
        String where = "seed " + seed + " round " + round;
        int removals = random.nextInt(10);
        for (int i = 0; i < 400; i++) {
          byte[] key = randomKey(random, spread);
          long weight = random.nextInt(5) - 2L;
          if (random.nextInt(10) < removals) {
            key = expected.ceilingKey(key) == null ? key : expected.ceilingKey(key);
            weight = -expected.getOrDefault(key, 0L);
          }
          long sum = expected.getOrDefault(key, 0L) + weight;
          assertEquals(sum, table.add(key, 0, key.length, weight), where);
          if (sum == 0) {
            expected.remove(key);
          } else {
            expected.put(key, sum);
          }
        }
        if (random.nextInt(3) == 0) {
          byte[] prefix = Arrays.copyOf(randomKey(random, spread), 2 + random.nextInt(2));
          int before = expected.size();
          expected.keySet().removeIf(key -> startsWith(key, prefix));
          int removed = before - expected.size();
          assertEquals(removed, table.removePrefix(prefix, 0, prefix.length), where);
        }
        assertSame(expected, table, where);
        for (int i = 0; i < 50; i++) {
          byte[] key = randomKey(random, spread);
          assertEquals(expected.getOrDefault(key, 0L), table.weight(key, 0, key.length));
          OrderedTable.Cursor cursor = table.cursor();
          Map.Entry<byte[], Long> above = expected.ceilingEntry(key);
          assertEquals(above != null, cursor.seek(key, 0, key.length), where);
          if (above != null) {
            assertArrayEquals(above.getKey(), key(cursor), where);
            Map.Entry<byte[], Long> lower = expected.lowerEntry(above.getKey());
            assertEquals(lower != null, cursor.previous(), where);
          }
          Map.Entry<byte[], Long> below = expected.lowerEntry(key);
          assertEquals(below != null, cursor.seekBefore(key, 0, key.length), where);
          if (below != null) {
            assertArrayEquals(below.getKey(), key(cursor), where);
          }
        }
        if (random.nextInt(3) == 0) {
          EpochBatch epoch = store.begin(round);
          table.save(epoch.state("ordered"));
          epoch.commit();
          if (random.nextBoolean()) {
            table = new OrderedTable();
            table.restore(store.read("ordered", 0, 1));
            assertSame(expected, table, where);
          }
        }
      }
    }
  }

  @Test
  void savingWritesWhatChangedAlone() {
    OrderedTable table = new OrderedTable();
    KeyBuffer key = new KeyBuffer();
    for (int i = 0; i < 10_000; i++) {
      key.clear();
      key.putShort(i & 4095);
      key.putLong(i);
      table.add(key, 1);
    }
    Counting first = new Counting();
    table.save(first);
    assertEquals(10_000, first.puts);
    Counting second = new Counting();
    table.add(key, 5);
    key.truncate(2);
    table.add(key, 1);
    table.add(key, -1);
    table.save(second);
    assertEquals(1, second.puts);
    assertEquals(0, second.deletes);
    assertTrue(table.stateBytes() < 10_000 * 80, "bytes " + table.stateBytes());
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static final class Counting implements StateWriter {
    private int puts;
    private int deletes;

    @Override
    public void put(int keyGroup, byte[] key, byte[] value) {
      puts++;
    }

    @Override
    public void delete(int keyGroup, byte[] key) {
      deletes++;
    }

    @Override
    public void clear() {
      deletes++;
    }

    @Override
    public StateWriter part(String name) {
      return this;
    }
  }

  @Test
  void aCursorEndsWithAChange() {
    OrderedTable table = new OrderedTable();
    KeyBuffer key = new KeyBuffer();
    key.putShort(1);
    table.add(key, 1);
    OrderedTable.Cursor cursor = table.cursor();
    assertTrue(cursor.first());
    key.putByte(1);
    table.add(key, 1);
    assertFalse(cursor.isValid());
    assertThrows(IllegalStateException.class, cursor::next);
  }
}
