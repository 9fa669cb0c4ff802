package io.millrace.operator.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.batch.BatchBuilder;
import io.millrace.operator.Operator;
import io.millrace.state.Durable;
import io.millrace.testing.MapStore;
import io.millrace.testing.NaiveZSet;
import io.millrace.testing.Rows;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import io.millrace.zset.Consolidator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DISTINCT and the set operations against recomputation, with retractions and restarts. */
class SetOperatorTest {
  private static final RowType TYPE =
      RowType.of(
          Field.of("a", Type.BIGINT), Field.of("b", Type.VARCHAR), Field.of("c", Type.DOUBLE));

  private record Case(SetOperator.Kind kind, boolean all) {
    Operator operator() {
      return kind == null
          ? new DistinctOperator(TYPE, Optional.empty())
          : new SetOperator(kind, all, TYPE);
    }

    int inputs() {
      return kind == null ? 1 : 2;
    }

    long weight(long left, long right) {
      if (kind == null) {
        return Math.min(1, left);
      }
      return switch (kind) {
        case UNION -> all ? left + right : Math.min(1, left + right);
        case INTERSECT -> all ? Math.min(left, right) : Math.min(1, Math.min(left, right));
        case EXCEPT -> all ? Math.max(0, left - right) : right == 0 ? Math.min(1, left) : 0;
      };
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void equalsRecomputation(int seed) {
    run(seed, new Case(null, false));
    for (SetOperator.Kind kind : SetOperator.Kind.values()) {
      run(seed, new Case(kind, false));
      run(seed, new Case(kind, true));
    }
  }

  private static void run(int seed, Case tested) {
    String name = "seed " + seed + ", " + tested;
    Random random = new Random(seed);
    Operator operator = tested.operator();
    MapStore store = new MapStore();
    NaiveZSet[] inputs = {new NaiveZSet(), new NaiveZSet()};
    NaiveZSet output = new NaiveZSet();
    for (int step = 0; step < 60; step++) {
      for (int part = random.nextInt(4); part > 0; part--) {
        int input = random.nextInt(tested.inputs());
        BatchBuilder builder = new BatchBuilder(TYPE, 8);
        for (int i = 1 + random.nextInt(10); i > 0; i--) {
          List<Object> row = randomRow(random);
          long present = inputs[input].weight(row);
          long weight = random.nextInt(5) - Math.min(2, present);
          if (weight != 0 && present + weight >= 0) {
            Rows.append(builder, row, weight);
            inputs[input].add(row, weight);
          }
        }
        if (!builder.isEmpty()) {
          operator.process(input, builder.build(), output::add);
        }
      }
      operator.finish(
          delta -> {
            assertEquals(delta.size(), Consolidator.consolidate(delta).size(), name);
            output.add(delta);
          });
      assertEquals(expected(tested, inputs), output, name + ", step " + step);
      Durable durable = (Durable) operator;
      if (random.nextInt(3) == 0) {
        durable.save(store);
      }
      if (random.nextInt(5) == 0) {
        durable.save(store);
        operator = tested.operator();
        ((Durable) operator).restore(store.reader());
      }
    }
    for (int input = 0; input < tested.inputs(); input++) {
      if (!inputs[input].isEmpty()) {
        operator.process(input, inputs[input].batch(TYPE).negate(), output::add);
      }
    }
    operator.finish(output::add);
    assertEquals(new NaiveZSet(), output, name);
    assertEquals(0, ((Durable) operator).stateRows(), name);
  }

  private static NaiveZSet expected(Case tested, NaiveZSet[] inputs) {
    Set<List<Object>> rows = new LinkedHashSet<>(inputs[0].rows());
    rows.addAll(inputs[1].rows());
    NaiveZSet expected = new NaiveZSet();
    for (List<Object> row : rows) {
      expected.add(row, tested.weight(inputs[0].weight(row), inputs[1].weight(row)));
    }
    return expected;
  }

  private static List<Object> randomRow(Random random) {
    List<Object> row =
        new ArrayList<>(
            Arrays.asList(
                (long) random.nextInt(3),
                "a long text ".repeat(random.nextInt(2)),
                random.nextInt(2) * 0.5));
    if (random.nextInt(4) == 0) {
      row.set(random.nextInt(3), null);
    }
    return row;
  }
}
