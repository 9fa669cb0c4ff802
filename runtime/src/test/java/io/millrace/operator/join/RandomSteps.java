package io.millrace.operator.join;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.circuit.Circuit;
import io.millrace.testing.NaiveZSet;
import io.millrace.testing.Rows;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Random changes of the inputs of joins. */
final class RandomSteps {
  private RandomSteps() {}

  /** A random change that leaves no negative weight, in random order. */
  static List<Batch> change(
      Random random, RowType type, NaiveZSet state, boolean insertOnly, int hotness) {
    List<List<Object>> rows = new ArrayList<>();
    List<Long> weights = new ArrayList<>();
    for (int i = random.nextInt(40); i > 0; i--) {
      List<List<Object>> present = state.rows();
      if (!insertOnly && !present.isEmpty() && random.nextInt(5) < 2) {
        List<Object> row = present.get(random.nextInt(present.size()));
        long weight = random.nextBoolean() ? state.weight(row) : 1;
        rows.add(row);
        weights.add(-weight);
        state.add(row, -weight);
      } else {
        List<Object> row = new ArrayList<>();
        for (Field field : type.fields()) {
          row.add(value(random, field, hotness));
        }
        long weight = random.nextInt(4) == 0 ? 2 : 1;
        rows.add(row);
        weights.add(weight);
        state.add(row, weight);
      }
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    List<Batch> batches = new ArrayList<>();
    BatchBuilder builder = new BatchBuilder(type, 8);
    for (int i : order) {
      Rows.append(builder, rows.get(i), weights.get(i));
      if (random.nextInt(10) == 0) {
        batches.add(builder.build());
      }
    }
    batches.add(builder.build());
    return batches;
  }

  private static Object value(Random random, Field field, int hotness) {
    if (random.nextInt(8) == 0) {
      return null;
    } else if (field.type().equals(Type.VARCHAR)) {
      return random.nextBoolean() ? "x" : "a longer text";
    } else if (field.type().equals(Type.DOUBLE)) {
      return (double) random.nextInt(6);
    }
    return (long) random.nextInt(field.name().equals("k") ? hotness : 6);
  }

  /** A delta of an input of a circuit. */
  record Push(String input, Batch batch) {}

  /** Pushes in this order; one input, perhaps, ends after the last push of it. */
  static void push(Circuit circuit, List<Push> pushes, String ending) {
    long left = pushes.stream().filter(push -> push.input().equals(ending)).count();
    if (!ending.isEmpty() && left == 0) {
      circuit.end(ending);
    }
    for (Push push : pushes) {
      circuit.push(push.input(), push.batch());
      left -= push.input().equals(ending) ? 1 : 0;
      if (left == 0 && push.input().equals(ending)) {
        circuit.end(ending);
      }
    }
  }

  /** Tells a circuit made anew which inputs had ended. */
  static void endAllBut(Circuit circuit, Set<String> open, Set<String> all) {
    all.stream().filter(name -> !open.contains(name)).forEach(circuit::end);
  }
}
