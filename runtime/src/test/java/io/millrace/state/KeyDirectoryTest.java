package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.batch.LongBuilder;
import io.millrace.batch.LongColumn;
import io.millrace.type.Type;
import io.millrace.zset.RowHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys that are whole numbers, close together or not: the directory against a map. */
class KeyDirectoryTest {
  private static final int[] KEY = {0};
  private static final int STEPS = 120;

  /** Where a step's keys come from. */
  enum Keys {
    COUNTED_UP {
      @Override
      long key(int step, Random random) {
        return 1_000 + step * 100L + random.nextInt(300);
      }
    },
    COUNTED_DOWN {
      @Override
      long key(int step, Random random) {
        return -step * 100L + random.nextInt(300);
      }
    },
    MOVING {
      @Override
      long key(int step, Random random) {
        return step * 400L + random.nextInt(4_000);
      }

      @Override
      boolean isOld(int step, long key) {
        return key < step * 400L;
      }
    },
    AT_THE_GREATEST {
      @Override
      long key(int step, Random random) {
        return Long.MAX_VALUE - random.nextInt(5_000);
      }
    },
    AT_THE_LEAST {
      @Override
      long key(int step, Random random) {
        return Long.MIN_VALUE + random.nextInt(5_000);
      }
    },
    WITH_OUTLIERS {
      @Override
      long key(int step, Random random) {
        return random.nextInt(8_000) == 0 ? random.nextLong() : random.nextInt(4_000);
      }
    },
    /** Grows dense, then goes but for a few. */
    EBBING {
      @Override
      long key(int step, Random random) {
        return random.nextInt(step % 40 < 20 ? 6_000 : 10);
      }

      @Override
      boolean isOld(int step, long key) {
        return step % 40 >= 20 && key % 97 != 0;
      }
    },
    ANYWHERE {
      @Override
      long key(int step, Random random) {
        return random.nextLong();
      }
    };

    abstract long key(int step, Random random);

    boolean isOld(int step, long key) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void behavesAsAMap(Keys keys) {
    for (long seed = 1; seed <= 4; seed++) {
      new Trial(keys, seed).run();
    }
  }

  @Test
  void numbersCloseTogetherTakeAFewBytesEach() {
    RecordStore store = store();
    KeyDirectory directory = new KeyDirectory(store, 1);
    for (long from = 0; from < 100_000; from += 1_000) {
      long[] values = new long[1_000];
      for (int i = 0; i < values.length; i++) {
        values[i] = from + i;
      }
      Batch batch = longs(values, 0, new Random(1));
      directory.findOrInsert(batch, KEY, hashes(batch), new int[values.length]);
    }
    assertEquals(100_000, directory.size());
    assertTrue(directory.bytes() < 8 * 100_000, directory.bytes() + " bytes");
  }

  private static RecordStore store() {
    return new RecordStore(new RecordLayout(List.of(Type.BIGINT), 1));
  }

  private static Batch longs(long[] values, double nulls, Random random) {
    LongBuilder builder = new LongBuilder(values.length);
    for (long value : values) {
      if (random.nextDouble() < nulls) {
        builder.appendNull();
      } else {
        builder.appendLong(value);
      }
    }
    return Batch.of(builder.build());
  }

  private static long[] hashes(Batch batch) {
    long[] hashes = new long[batch.size()];
    RowHash.hash(batch, KEY, hashes);
    return hashes;
  }

  /** A directory, and the map that says what it must find. */
  private static final class Trial {
    private final Keys keys;
    private final long seed;
    private final Random random;
    private final RecordStore store = store();
    private final KeyDirectory directory = new KeyDirectory(store, 1);
    private final Map<Long, Integer> model = new HashMap<>();

    Trial(Keys keys, long seed) {
      this.keys = keys;
      this.seed = seed;
      random = new Random(seed);
    }

    void run() {
      for (int step = 0; step < STEPS; step++) {
        long[] values = new long[1 + random.nextInt(600)];
        for (int i = 0; i < values.length; i++) {
          values[i] = keys.key(step, random);
        }
        Batch batch = longs(values, seed % 2 == 0 ? 0.01 : 0, random);
        long[] hashes = hashes(batch);
        int[] records = new int[batch.size()];
        int before = directory.size();
        directory.find(batch, KEY, hashes, records);
        for (int row = 0; row < records.length; row++) {
          int expected = model.getOrDefault(key(batch, row), -1);
          assertEquals(expected, records[row], this::toString);
          assertEquals(expected, directory.find(batch, KEY, row, hashes[row]), this::toString);
        }
        int made = directory.findOrInsert(batch, KEY, hashes, records);
        assertEquals(directory.size() - before, made, this::toString);
        for (int row = 0; row < records.length; row++) {
          int record = records[row];
          Long key = key(batch, row);
          assertEquals(model.computeIfAbsent(key, absent -> record), record, this::toString);
          assertEquals(key == null, store.isNull(record, 0), this::toString);
          assertEquals(Objects.requireNonNullElse(key, 0L), store.slot(record, 1), this::toString);
        }
        change(step);
        assertEquals(model.size(), directory.size(), this::toString);
      }
    }

    private void change(int step) {
      for (Long key : new ArrayList<>(model.keySet())) {
        int chance = random.nextInt(1_000);
        if (chance < 20 || key != null && keys.isOld(step, key)) {
          int record = model.remove(key);
          directory.remove(record, hash(key));
          store.free(record);
        } else if (chance < 30) {
          int record = model.get(key);
          int other = store.allocate();
          store.copy(record, other, 0);
          directory.replace(record, other, hash(key));
          store.free(record);
          model.put(key, other);
        } else if (chance < 40) {
          // Goes, and comes again in another record.
          int record = model.get(key);
          directory.remove(record, hash(key));
          int other = store.allocate();
          store.copy(record, other, 0);
          store.free(record);
          directory.insert(other, hash(key));
          model.put(key, other);
        }
      }
    }

    private long hash(Long key) {
      long[] value = {key == null ? 0 : key};
      return hashes(longs(value, key == null ? 1 : 0, random))[0];
    }

    private static Long key(Batch batch, int row) {
      return batch.column(0).isNull(row) ? null : ((LongColumn) batch.column(0)).values()[row];
    }

    @Override
    public String toString() {
      return keys + ", seed " + seed;
    }
  }
}
