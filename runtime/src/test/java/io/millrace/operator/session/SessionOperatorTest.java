package io.millrace.operator.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.batch.Batch;
import io.millrace.operator.time.LateRows;
import io.millrace.operator.time.Watermark;
import io.millrace.state.store.EpochBatch;
import io.millrace.state.store.MemoryStateStore;
import io.millrace.state.store.RocksStateStore;
import io.millrace.state.store.StateStore;
import io.millrace.testing.NaiveZSet;
import io.millrace.testing.Rows;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionOperatorTest {
  private static final RowType TYPE =
      RowType.of(
          Field.of("name", Type.VARCHAR),
          Field.of("ts", Type.TIMESTAMP),
          Field.required("watermark", Type.TIMESTAMP),
          Field.of("key", Type.BIGINT));
  private static final int[] KEYS = {3};
  private static final long GAP = 10;

  @TempDir Path directory;

  private static Batch batch(List<List<Object>> rows, List<Long> weights) {
    Batch batch = Rows.batch(TYPE, rows);
    return batch.withWeights(weights.stream().mapToLong(Long::longValue).toArray());
  }

  private static List<Object> row(String name, Long time, long watermark, Long key) {
    return Arrays.asList(name, time, watermark, key);
  }

  /** Sessions by the letter of the rule: one row after the other, each session a list. */
  private static final class Naive {
    private record Session(Long key, boolean closed, List<List<Object>> rows) {
      private long start() {
        return rows.stream().mapToLong(row -> (Long) row.get(1)).min().orElseThrow();
      }

      private long end() {
        return rows.stream().mapToLong(row -> (Long) row.get(1)).max().orElseThrow() + GAP;
      }
    }

    private List<Session> sessions = new ArrayList<>();
    private long late;

    /** Returns whether the row was in time. */
    boolean insert(List<Object> row) {
      long time = (Long) row.get(1);
      long watermark = (Long) row.get(2);
      Long key = (Long) row.get(3);
      List<List<Object>> merged = new ArrayList<>(List.of(row));
      List<Session> others = new ArrayList<>();
      for (Session session : sessions) {
        boolean touches =
            Objects.equals(session.key, key)
                && !session.closed
                && session.rows.stream().anyMatch(r -> Math.abs((Long) r.get(1) - time) <= GAP);
        if (!touches) {
          others.add(session);
        } else if (session.end() <= watermark) {
          others.add(new Session(key, true, session.rows));
        } else {
          merged.addAll(session.rows);
        }
      }
      if (merged.size() == 1 && time + GAP <= watermark) {
        late++;
        return false;
      }
      others.add(new Session(key, false, merged));
      sessions = others;
      return true;
    }

    void retract(List<Object> row) {
      Comparator<Session> order =
          Comparator.comparing(Session::closed)
              .thenComparing(Session::start)
              .thenComparing(Session::end);
      List<Object> wanted = visible(row);
      Optional<Session> from =
          sessions.stream()
              .filter(s -> s.rows.stream().anyMatch(r -> visible(r).equals(wanted)))
              .min(order);
      if (from.isEmpty()) {
        return;
      }
      List<List<Object>> left = new ArrayList<>(from.get().rows);
      left.remove(left.stream().filter(r -> visible(r).equals(wanted)).findFirst().orElseThrow());
      left.sort(Comparator.comparing(r -> (Long) r.get(1)));
      sessions.remove(from.get());
      List<List<Object>> run = new ArrayList<>();
      for (List<Object> next : left) {
        if (!run.isEmpty() && (Long) next.get(1) - (Long) run.get(run.size() - 1).get(1) > GAP) {
          sessions.add(new Session(from.get().key, from.get().closed, run));
          run = new ArrayList<>();
        }
        run.add(next);
      }
      if (!run.isEmpty()) {
        sessions.add(new Session(from.get().key, from.get().closed, run));
      }
    }

    private static List<Object> visible(List<Object> row) {
      return Arrays.asList(row.get(0), row.get(1), row.get(3));
    }

    NaiveZSet output() {
      NaiveZSet result = new NaiveZSet();
      for (Session session : sessions) {
        for (List<Object> row : session.rows) {
          List<Object> shown = new ArrayList<>(visible(row));
          shown.add(session.start());
          shown.add(session.end());
          result.add(shown, 1);
        }
      }
      return result;
    }
  }

  private enum Mode {
    GROWS_AND_FREES,
    GROWS,
    CHANGES
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void agreesWithTheRuleWhereRowsCarryWatermarks(long seed) {
    for (Mode mode : Mode.values()) {
      try (StateStore store =
          seed == 1
              ? RocksStateStore.open(directory.resolve(mode.name()))
              : new MemoryStateStore()) {
        run(new Random(seed), mode, store, mode + " seed " + seed);
      }
    }
  }

  private static void run(Random random, Mode mode, StateStore store, String name) {
    long[] promise = {Watermark.NONE};
    Optional<Watermark> freeing =
        mode == Mode.GROWS_AND_FREES ? Optional.of(() -> promise[0]) : Optional.empty();
    LateRows late = new LateRows();
    SessionOperator operator = new SessionOperator(TYPE, KEYS, 1, 2, GAP, freeing, late);
    Naive naive = new Naive();
    NaiveZSet given = new NaiveZSet();
    List<List<Object>> inserted = new ArrayList<>();
    int keys = 1 + random.nextInt(3);
    int spread = 5 + random.nextInt(60);
    long now = 0;
    long watermark = Watermark.NONE;
    for (int step = 1; step <= 80; step++) {
      for (int batch = random.nextInt(3); batch >= 0; batch--) {
        List<List<Object>> rows = new ArrayList<>();
        List<Long> weights = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
          now += random.nextInt(random.nextInt(20) == 0 ? 60 : 6);
          if (mode == Mode.CHANGES && !inserted.isEmpty() && random.nextInt(3) == 0) {
            List<Object> gone = inserted.remove(random.nextInt(inserted.size()));
            rows.add(row((String) gone.get(0), (Long) gone.get(1), watermark, (Long) gone.get(3)));
            weights.add(-1L);
            naive.retract(gone);
            continue;
          }
          long time = now - random.nextInt(spread);
          Long key = random.nextInt(10) == 0 ? null : (Long) (long) random.nextInt(keys);
          List<Object> row = row("r" + random.nextInt(2), time, watermark, key);
          rows.add(row);
          weights.add(1L);
          if (naive.insert(row)) {
            inserted.add(row);
          } else if (mode == Mode.CHANGES) {
            // A late row may be taken away: nothing happens.
            List<Object> unknown = row("late" + now, time, watermark, key);
            rows.add(unknown);
            weights.add(-1L);
          }
          watermark = Math.max(watermark, time - 15);
        }
        operator.process(0, batch(rows, weights), given::add);
      }
      promise[0] = watermark;
      operator.finish(given::add);
      assertEquals(naive.output(), given, name + " step " + step);
      assertEquals(naive.late, late.late(), name + " step " + step);
      if (random.nextInt(4) == 0) {
        EpochBatch epoch = store.begin(step);
        operator.save(epoch.state("session"));
        epoch.commit();
        if (random.nextBoolean()) {
          operator = new SessionOperator(TYPE, KEYS, 1, 2, GAP, freeing, late);
          operator.restore(store.read("session", 0, 1));
        }
      }
    }
    if (mode == Mode.GROWS_AND_FREES) {
      promise[0] = Watermark.END;
      operator.finish(given::add);
      assertEquals(0, operator.stateRows(), name);
      assertEquals(naive.output(), given, name);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void withoutWatermarksSessionsDependOnTheRowsAlone(long seed) {
    Random random = new Random(seed);
    RowType type = TYPE.select(0, 1, 3);
    SessionOperator operator =
        new SessionOperator(type, new int[] {2}, 1, -1, GAP, Optional.empty(), new LateRows());
    MemoryStateStore store = new MemoryStateStore();
    NaiveZSet all = new NaiveZSet();
    NaiveZSet given = new NaiveZSet();
    for (int step = 1; step <= 60; step++) {
      NaiveZSet change = new NaiveZSet();
      for (int i = random.nextInt(12); i >= 0; i--) {
        List<Object> row =
            Arrays.asList(
                "r" + random.nextInt(2), (long) random.nextInt(200), (long) random.nextInt(2));
        long weight = 1L + random.nextInt(2);
        if (!all.isEmpty() && random.nextBoolean()) {
          row = all.rows().get(random.nextInt(all.rows().size()));
          weight = -all.weight(row) - change.weight(row);
        }
        change.add(row, weight);
      }
      Batch delta = change.batch(type);
      if (!delta.isEmpty()) {
        operator.process(0, delta, given::add);
      }
      operator.finish(given::add);
      change.forEach(all::add);
      Naive naive = new Naive();
      all.forEach(
          (row, weight) -> {
            for (long i = 0; i < weight; i++) {
              naive.insert(
                  row((String) row.get(0), (Long) row.get(1), Watermark.NONE, (Long) row.get(2)));
            }
          });
      assertEquals(naive.output(), given, "seed " + seed + " step " + step);
      if (random.nextInt(5) == 0) {
        EpochBatch epoch = store.begin(step);
        operator.save(epoch.state("session"));
        epoch.commit();
        operator =
            new SessionOperator(type, new int[] {2}, 1, -1, GAP, Optional.empty(), new LateRows());
        operator.restore(store.read("session", 0, 1));
      }
    }
  }

  @Test
  void exactlyTheGapStillJoinsAndRowsWithoutATimeAreCounted() {
    LateRows late = new LateRows();
    SessionOperator operator =
        new SessionOperator(TYPE, KEYS, 1, 2, GAP, Optional.of(() -> Watermark.NONE), late);
    NaiveZSet given = new NaiveZSet();
    operator.process(
        0,
        Rows.batch(
            TYPE,
            List.of(
                row("a", 0L, Watermark.NONE, 1L),
                row("b", 10L, Watermark.NONE, 1L),
                row("c", 21L, Watermark.NONE, 1L),
                row("d", null, Watermark.NONE, 1L))),
        given::add);
    operator.finish(given::add);
    assertEquals(1, given.weight(List.of("a", 0L, 1L, 0L, 20L)));
    assertEquals(1, given.weight(List.of("b", 10L, 1L, 0L, 20L)));
    assertEquals(1, given.weight(List.of("c", 21L, 1L, 21L, 31L)));
    assertEquals(3, given.rows().size());
    assertEquals(1, late.untimed());
    Batch gone = Rows.batch(TYPE, List.of(row("a", 0L, Watermark.NONE, 1L))).negate();
    assertThrows(IllegalStateException.class, () -> operator.process(0, gone, given::add));
  }
}
