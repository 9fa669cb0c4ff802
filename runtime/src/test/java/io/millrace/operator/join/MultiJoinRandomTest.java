package io.millrace.operator.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.circuit.Circuit;
import io.millrace.circuit.Edge;
import io.millrace.circuit.Workers;
import io.millrace.operator.Predicate;
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
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Joins of three and four random Z-sets, changed in random steps, against nested loops. */
class MultiJoinRandomTest {
  private static final int SEEDS = 120;
  private static final RowType TYPE =
      RowType.of(
          Field.of("k", Type.BIGINT), Field.of("s", Type.VARCHAR), Field.of("v", Type.BIGINT));

  /** The first value of the row must be less than the last. */
  private static final int FIRST = 2;

  private record Input(String name, boolean insertOnly, NaiveZSet rows) {}

  private record Shape(List<Input> inputs, int[] keys, boolean[] nullSafe, boolean residual) {
    static Shape random(Random random) {
      List<Input> inputs = new ArrayList<>();
      for (int i = 3 + random.nextInt(2); i > 0; i--) {
        inputs.add(new Input("input" + i, random.nextBoolean(), new NaiveZSet()));
      }
      int[] keys = random.nextInt(3) == 0 ? new int[] {1, 0} : new int[] {0};
      boolean[] nullSafe = new boolean[keys.length];
      for (int i = 0; i < keys.length; i++) {
        nullSafe[i] = random.nextInt(4) == 0;
      }
      return new Shape(inputs, keys, nullSafe, random.nextInt(3) == 0);
    }

    MultiJoin join() {
      int last = inputs.size() * TYPE.size() - 1;
      Optional<Supplier<Predicate>> condition =
          residual ? Optional.of(() -> (rows, to) -> select(rows, last, to)) : Optional.empty();
      return new MultiJoin(
          inputs.stream()
              .map(input -> new Join.Side(TYPE, keys, input.insertOnly(), Optional.empty()))
              .toList(),
          nullSafe,
          condition);
    }

    Circuit circuit(Workers workers) {
      Circuit.Builder builder = Circuit.builder(workers);
      List<Edge> edges =
          inputs.stream().map(input -> Edge.hash(builder.input(input.name(), TYPE), keys)).toList();
      MultiJoin join = join();
      return builder.build(
          builder.operator("join", join.output(), (w, n) -> join.operator(), edges));
    }

    NaiveZSet rows() {
      NaiveZSet result = new NaiveZSet();
      inputs.get(0).rows().forEach((row, weight) -> extend(row, weight, 1, result));
      return result;
    }

    private void extend(List<Object> row, long weight, int next, NaiveZSet result) {
      if (next == inputs.size()) {
        if (!residual || holds(row.get(FIRST), row.get(row.size() - 1))) {
          result.add(row, weight);
        }
        return;
      }
      inputs
          .get(next)
          .rows()
          .forEach(
              (other, times) -> {
                if (matches(row, other)) {
                  List<Object> both = new ArrayList<>(row);
                  both.addAll(other);
                  extend(both, weight * times, next + 1, result);
                }
              });
    }

    private boolean matches(List<Object> row, List<Object> other) {
      for (int i = 0; i < keys.length; i++) {
        Object key = row.get(keys[i]);
        if (!Objects.equals(key, other.get(keys[i])) || key == null && !nullSafe[i]) {
          return false;
        }
      }
      return true;
    }
  }

  private static boolean holds(Object first, Object last) {
    return first != null && last != null && (Long) first < (Long) last;
  }

  private static int select(Batch rows, int last, int[] selected) {
    int count = 0;
    for (int row = 0; row < rows.size(); row++) {
      if (holds(Rows.value(rows.column(FIRST), row), Rows.value(rows.column(last), row))) {
        selected[count++] = row;
      }
    }
    return count;
  }

  @Test
  void equalsNestedLoopsAfterEveryStep() {
    List<Workers> pools = List.of(new Workers(1), new Workers(2), new Workers(3));
    long rows = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      rows += run(seed, pools);
    }
    assertTrue(rows > SEEDS, "joined rows: " + rows);
    pools.forEach(Workers::close);
  }

  /** Returns how many different rows there were at the end. */
  private static int run(int seed, List<Workers> pools) {
    Random random = new Random(seed);
    Shape shape = Shape.random(random);
    // With fewer keys four inputs match more than memory holds.
    int keys = 15 + random.nextInt(25);
    NaiveZSet result = new NaiveZSet();
    MapStore store = new MapStore();
    Circuit circuit = shape.circuit(pools.get(seed % 3));
    Set<String> names =
        shape.inputs().stream().map(Input::name).collect(Collectors.toCollection(TreeSet::new));
    Set<String> open = new TreeSet<>(names);
    for (int step = 0; step < 10; step++) {
      List<RandomSteps.Push> pushes = new ArrayList<>();
      for (Input input : shape.inputs()) {
        if (open.contains(input.name()) && random.nextInt(3) > 0) {
          RandomSteps.change(random, TYPE, input.rows(), input.insertOnly(), keys)
              .forEach(batch -> pushes.add(new RandomSteps.Push(input.name(), batch)));
        }
      }
      Collections.shuffle(pushes, random);
      String ending =
          step > 3 && random.nextInt(5) == 0
              ? shape.inputs().get(random.nextInt(shape.inputs().size())).name()
              : "";
      RandomSteps.push(circuit, pushes, open.remove(ending) ? ending : "");
      circuit.step(result::add);
      assertEquals(shape.rows(), result, "seed " + seed + " step " + step + " " + shape);
      if (open.isEmpty()) {
        assertEquals(0, circuit.statistics().get(shape.inputs().size()).stateRows());
      }
      if (random.nextInt(3) == 0) {
        circuit.save(store);
        if (random.nextBoolean()) {
          circuit.close();
          circuit = shape.circuit(pools.get(random.nextInt(3)));
          circuit.restore(store.reader());
          RandomSteps.endAllBut(circuit, open, names);
        }
      }
    }
    circuit.close();
    return result.rows().size();
  }
}
