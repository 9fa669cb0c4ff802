package io.millrace.operator.join;

import static java.util.Arrays.asList;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.batch.Batch;
import io.millrace.circuit.Circuit;
import io.millrace.circuit.Edge;
import io.millrace.circuit.Node;
import io.millrace.circuit.Workers;
import io.millrace.operator.Predicate;
import io.millrace.operator.join.Join.Kind;
import io.millrace.testing.MapStore;
import io.millrace.testing.NaiveZSet;
import io.millrace.testing.Rows;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Joins of random Z-sets, changed in random steps, against nested loops. */
class JoinRandomTest {
  private static final RowType LEFT =
      RowType.of(
          Field.of("v", Type.BIGINT), Field.of("k", Type.BIGINT), Field.of("s", Type.VARCHAR));
  private static final RowType RIGHT =
      RowType.of(
          Field.of("s", Type.VARCHAR), Field.of("k", Type.BIGINT), Field.of("w", Type.DOUBLE));
  private static final int SEEDS = 40;

  private static List<Workers> pools;

  @BeforeAll
  static void start() {
    pools = List.of(new Workers(1), new Workers(2), new Workers(3));
  }

  @AfterAll
  static void stop() {
    pools.forEach(Workers::close);
  }

  private record Shape(
      Kind kind,
      int[] leftKeys,
      int[] rightKeys,
      boolean[] nullSafe,
      boolean residual,
      boolean leftInsertOnly,
      boolean rightInsertOnly) {

    static Shape random(Kind kind, Random random) {
      int keys = random.nextInt(5);
      int[] left = keys == 0 ? new int[0] : keys < 3 ? new int[] {1} : new int[] {2, 1};
      int[] right = keys == 0 ? new int[0] : keys < 3 ? new int[] {1} : new int[] {0, 1};
      boolean[] nullSafe = new boolean[left.length];
      for (int i = 0; i < nullSafe.length; i++) {
        nullSafe[i] = random.nextInt(4) == 0;
      }
      return new Shape(
          kind,
          left,
          right,
          nullSafe,
          random.nextInt(3) == 0,
          random.nextInt(3) == 0,
          random.nextInt(3) == 0);
    }

    Join join() {
      Optional<Supplier<Predicate>> condition =
          residual ? Optional.of(() -> JoinRandomTest::select) : Optional.empty();
      return new Join(
          kind,
          new Join.Side(LEFT, leftKeys, leftInsertOnly, Optional.empty()),
          new Join.Side(RIGHT, rightKeys, rightInsertOnly, Optional.empty()),
          nullSafe,
          condition);
    }

    boolean matches(List<Object> left, List<Object> right) {
      for (int i = 0; i < leftKeys.length; i++) {
        Object key = left.get(leftKeys[i]);
        if (!Objects.equals(key, right.get(rightKeys[i])) || key == null && !nullSafe[i]) {
          return false;
        }
      }
      return !residual || holds(left.get(0), right.get(2));
    }

    NaiveZSet apply(NaiveZSet left, NaiveZSet right) {
      NaiveZSet result = new NaiveZSet();
      NaiveZSet unmatchedRight = new NaiveZSet();
      right.forEach(unmatchedRight::add);
      left.forEach(
          (l, lw) -> {
            long[] matched = {0};
            right.forEach(
                (r, rw) -> {
                  if (matches(l, r)) {
                    matched[0] += rw;
                    unmatchedRight.add(r, -unmatchedRight.weight(r));
                    if (kind != Kind.SEMI && kind != Kind.ANTI) {
                      result.add(concat(l, r), lw * rw);
                    }
                  }
                });
            if (kind == Kind.SEMI && matched[0] > 0 || kind == Kind.ANTI && matched[0] == 0) {
              result.add(l, lw);
            } else if ((kind == Kind.LEFT || kind == Kind.FULL) && matched[0] == 0) {
              result.add(concat(l, asList(null, null, null)), lw);
            }
          });
      if (kind == Kind.RIGHT || kind == Kind.FULL) {
        unmatchedRight.forEach((r, rw) -> result.add(concat(asList(null, null, null), r), rw));
      }
      return result;
    }

    Circuit circuit(Workers workers) {
      Circuit.Builder builder = Circuit.builder(workers);
      Node left = builder.input("left", LEFT);
      Node right = builder.input("right", RIGHT);
      Join join = join();
      return builder.build(
          builder.operator(
              "join",
              join.output(),
              (w, n) -> join.operator(),
              List.of(Edge.hash(left, leftKeys), Edge.hash(right, rightKeys))));
    }
  }

  private static List<Object> concat(List<Object> left, List<Object> right) {
    List<Object> row = new ArrayList<>(left);
    row.addAll(right);
    return row;
  }

  private static boolean holds(Object v, Object w) {
    return v != null && w != null && ((Long) v).doubleValue() < (Double) w;
  }

  private static int select(Batch pairs, int[] selected) {
    int count = 0;
    for (int row = 0; row < pairs.size(); row++) {
      if (holds(Rows.value(pairs.column(0), row), Rows.value(pairs.column(5), row))) {
        selected[count++] = row;
      }
    }
    return count;
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void equalsNestedLoopsAfterEveryStep(Kind kind) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      Shape shape = Shape.random(kind, random);
      int hotness = 1 + random.nextInt(12);
      NaiveZSet left = new NaiveZSet();
      NaiveZSet right = new NaiveZSet();
      NaiveZSet result = new NaiveZSet();
      MapStore store = new MapStore();
      Circuit circuit = shape.circuit(pools.get(seed % 3));
      Set<String> open = new TreeSet<>(Set.of("left", "right"));
      for (int step = 0; step < 12; step++) {
        List<RandomSteps.Push> pushes = new ArrayList<>();
        if (open.contains("left") && random.nextInt(4) > 0) {
          RandomSteps.change(random, LEFT, left, shape.leftInsertOnly(), hotness)
              .forEach(batch -> pushes.add(new RandomSteps.Push("left", batch)));
        }
        if (open.contains("right") && random.nextInt(4) > 0) {
          RandomSteps.change(random, RIGHT, right, shape.rightInsertOnly(), hotness)
              .forEach(batch -> pushes.add(new RandomSteps.Push("right", batch)));
        }
        Collections.shuffle(pushes, random);
        String ending =
            step > 3 && random.nextInt(6) == 0 ? random.nextBoolean() ? "left" : "right" : "";
        RandomSteps.push(circuit, pushes, open.remove(ending) ? ending : "");
        circuit.step(result::add);
        String where = "seed " + seed + " step " + step + " " + shape.join();
        assertEquals(shape.apply(left, right), result, where);
        // Of the right input a semi-join keeps counts.
        if (open.isEmpty() && kind != Kind.SEMI && kind != Kind.ANTI) {
          assertEquals(0, circuit.statistics().get(2).stateRows(), where);
        }
        if (random.nextInt(3) == 0) {
          circuit.save(store);
          if (random.nextBoolean()) {
            circuit.close();
            circuit = shape.circuit(pools.get(random.nextInt(3)));
            circuit.restore(store.reader());
            RandomSteps.endAllBut(circuit, open, Set.of("left", "right"));
          }
        }
      }
      circuit.close();
    }
  }
}
