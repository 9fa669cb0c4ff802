package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyLogTest {
  private record Entry(byte[] key, long value) {}

  private static List<Entry> random(Random random) {
    int size = random.nextInt(random.nextBoolean() ? 20 : 3000);
    int alphabet = 1 + random.nextInt(random.nextBoolean() ? 3 : 255);
    int length = 1 + random.nextInt(random.nextBoolean() ? 4 : 30);
    int shared = random.nextInt(12);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      byte[] key = new byte[shared + random.nextInt(length)];
      for (int b = shared; b < key.length; b++) {
        key[b] = (byte) random.nextInt(alphabet);
      }
      entries.add(new Entry(key, random.nextInt(7) - 3L));
    }
    return entries;
  }

  private static KeyLog log(List<Entry> entries) {
    KeyLog log = new KeyLog();
    entries.forEach(entry -> log.add(entry.key, 0, entry.key.length, entry.value));
    return log;
  }

  private static byte[] key(KeyLog log, int index) {
    return Arrays.copyOfRange(log.data(), log.start(index), log.start(index) + log.length(index));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void sortsStablySumsAndKeepsTheLast(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      List<Entry> entries = random(random);
      List<Entry> sorted = new ArrayList<>(entries);
      sorted.sort((left, right) -> Arrays.compareUnsigned(left.key, right.key));
      TreeMap<byte[], Long> sums = new TreeMap<>(Arrays::compareUnsigned);
      TreeMap<byte[], Long> last = new TreeMap<>(Arrays::compareUnsigned);
      for (Entry entry : entries) {
        sums.merge(entry.key, entry.value, Long::sum);
        last.put(entry.key, entry.value);
      }
      sums.values().removeIf(sum -> sum == 0);

      KeyLog log = log(entries);
      log.sort();
      assertEquals(entries.size(), log.size());
      for (int i = 0; i < sorted.size(); i++) {
        assertArrayEquals(sorted.get(i).key, key(log, i), "seed " + seed + " round " + round);
        assertEquals(sorted.get(i).value, log.value(i), "seed " + seed + " round " + round);
      }
      log.keepLast();
      assertSame(last, log);
      KeyLog summed = log(entries);
      summed.consolidate();
      assertSame(sums, summed);
    }
  }

  private static void assertSame(TreeMap<byte[], Long> expected, KeyLog log) {
    assertEquals(expected.size(), log.size());
    int i = 0;
    for (Map.Entry<byte[], Long> entry : expected.entrySet()) {
      assertArrayEquals(entry.getKey(), key(log, i));
      assertEquals(entry.getValue(), log.value(i++));
    }
  }
}
