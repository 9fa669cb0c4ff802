package io.millrace.circuit;

import static java.util.Arrays.asList;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.batch.BatchBuilder;
import io.millrace.operator.UpsertOperator;
import io.millrace.operator.UpsertOperator.Mode;
import io.millrace.operator.join.Join;
import io.millrace.operator.join.Join.Kind;
import io.millrace.state.store.EpochBatch;
import io.millrace.state.store.RocksStateStore;
import io.millrace.state.store.StateStore;
import io.millrace.testing.NaiveZSet;
import io.millrace.testing.Rows;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Circuits that end and go on from the durable store, with another number of workers each time. */
class CircuitStateTest {
  private static final RowType TYPE =
      RowType.of(
          Field.required("id", Type.BIGINT),
          Field.of("boss", Type.BIGINT),
          Field.of("name", Type.VARCHAR));

  /** Rows by primary key, each with its boss and the bosses without reports. */
  private static Circuit circuit(Workers workers) {
    Circuit.Builder builder = Circuit.builder(workers);
    Node input = builder.input("people", TYPE);
    Node people =
        builder.operator(
            "people",
            TYPE,
            (w, n) -> new UpsertOperator(TYPE, new int[] {0}, Mode.REPLACE),
            List.of(Edge.hash(input, 0)));
    Join join = Join.of(Kind.FULL, TYPE, TYPE, new int[] {1}, new int[] {0});
    return builder.build(
        builder.operator(
            "bosses",
            join.output(),
            (w, n) -> join.operator(),
            List.of(Edge.hash(people, 1), Edge.hash(people, 0))));
  }

  private static NaiveZSet expected(Map<Long, List<Object>> people) {
    NaiveZSet result = new NaiveZSet();
    people
        .values()
        .forEach(
            person -> {
              List<Object> boss = person.get(1) == null ? null : people.get((Long) person.get(1));
              result.add(
                  boss == null
                      ? asList(person.get(0), person.get(1), person.get(2), null, null, null)
                      : asList(
                          person.get(0),
                          person.get(1),
                          person.get(2),
                          boss.get(0),
                          boss.get(1),
                          boss.get(2)),
                  1);
              if (people.values().stream().noneMatch(p -> person.get(0).equals(p.get(1)))) {
                result.add(
                    asList(null, null, null, person.get(0), person.get(1), person.get(2)), 1);
              }
            });
    return result;
  }

  @Test
  void goesOnFromTheStoreWithAnyNumberOfWorkers(@TempDir Path directory) {
    Random random = new Random(17);
    Map<Long, List<Object>> people = new HashMap<>();
    NaiveZSet result = new NaiveZSet();
    for (int life = 0; life < 8; life++) {
      try (StateStore store = RocksStateStore.open(directory.resolve("state"));
          Workers workers = new Workers(1 + random.nextInt(4));
          Circuit circuit = circuit(workers)) {
        circuit.restore(store.read("view", 0, 1));
        for (int step = 0; step < 5; step++) {
          BatchBuilder batch = new BatchBuilder(TYPE, 8);
          for (int i = random.nextInt(60); i > 0; i--) {
            long id = random.nextInt(40);
            List<Object> row =
                asList(
                    id,
                    random.nextInt(6) == 0 ? null : (long) random.nextInt(50),
                    "person number " + random.nextInt(1000));
            boolean remove = people.containsKey(id) && random.nextInt(3) == 0;
            Rows.append(batch, remove ? people.get(id) : row, remove ? -1 : 1);
            if (remove) {
              people.remove(id);
            } else {
              people.put(id, row);
            }
          }
          circuit.push("people", batch.build());
          circuit.step(result::add);
          assertEquals(expected(people), result, "life " + life + " step " + step);
          if (step % 2 == 0) {
            EpochBatch epoch = store.begin(store.lastEpoch() + 1);
            circuit.save(epoch.state("view"));
            epoch.commit();
          }
        }
      }
    }
  }
}
