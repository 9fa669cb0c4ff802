package io.millrace.testing;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.type.RowType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A Z-set the simplest way: a map from row to weight, without zeros. */
public final class NaiveZSet {
  private final Map<List<Object>, Long> weights = new LinkedHashMap<>();

  public void add(List<Object> row, long weight) {
    weights.merge(row, weight, (a, b) -> a + b == 0 ? null : a + b);
    weights.remove(row, 0L);
  }

  public void add(Batch delta) {
    for (int row = 0; row < delta.size(); row++) {
      add(Rows.row(delta, row), delta.weight(row));
    }
  }

  public void forEach(BiConsumer<List<Object>, Long> visitor) {
    weights.forEach(visitor);
  }

  public long weight(List<Object> row) {
    return weights.getOrDefault(row, 0L);
  }

  public List<List<Object>> rows() {
    return List.copyOf(weights.keySet());
  }

  public boolean isEmpty() {
    return weights.isEmpty();
  }

  public Batch batch(RowType type) {
    BatchBuilder builder = new BatchBuilder(type, weights.size());
    weights.forEach((row, weight) -> Rows.append(builder, row, weight));
    return builder.build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NaiveZSet zset && weights.equals(zset.weights);
  }

  @Override
  public int hashCode() {
    return weights.hashCode();
  }

  @Override
  public String toString() {
    return weights.toString();
  }
}
