package io.millrace.testing;

import io.millrace.state.KeyGroup;
import io.millrace.state.StateReader;
import io.millrace.state.StateWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** A durable store the simplest way: a sorted map for each piece of state. */
public final class MapStore implements StateWriter {
  private record Key(int keyGroup, byte[] key) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return keyGroup != other.keyGroup
          ? Integer.compare(keyGroup, other.keyGroup)
          : Arrays.compareUnsigned(key, other.key);
    }
  }

  private final Map<String, TreeMap<Key, byte[]>> tables;
  private final String name;
  private final int[] writes;

  public MapStore() {
    this(new TreeMap<>(), "", new int[1]);
  }

  private MapStore(Map<String, TreeMap<Key, byte[]>> tables, String name, int[] writes) {
    this.tables = tables;
    this.name = name;
    this.writes = writes;
  }

  private TreeMap<Key, byte[]> table() {
    return tables.computeIfAbsent(name, absent -> new TreeMap<>());
  }

  @Override
  public void put(int keyGroup, byte[] key, byte[] value) {
    writes[0]++;
    table().put(new Key(keyGroup, key.clone()), value.clone());
  }

  @Override
  public void delete(int keyGroup, byte[] key) {
    writes[0]++;
    table().remove(new Key(keyGroup, key));
  }

  @Override
  public void clear() {
    tables.keySet().removeIf(table -> table.equals(name) || table.startsWith(name + "/"));
  }

  @Override
  public MapStore part(String part) {
    return new MapStore(tables, name + "/" + part, writes);
  }

  /** Returns how many puts and deletes there have been. */
  public int writes() {
    return writes[0];
  }

  /** Returns how many entries there are in all parts. */
  public int entries() {
    return tables.values().stream().mapToInt(Map::size).sum();
  }

  public StateReader reader() {
    return reader(name, 0, KeyGroup.COUNT);
  }

  /** Returns what one of several workers has to restore: its share of the key groups. */
  public StateReader reader(int worker, int workers) {
    return reader(name, firstGroup(worker, workers), firstGroup(worker + 1, workers));
  }

  private static int firstGroup(int worker, int workers) {
    int group = 0;
    while (group < KeyGroup.COUNT && KeyGroup.worker(group, workers) < worker) {
      group++;
    }
    return group;
  }

  private StateReader reader(String path, int from, int to) {
    return new StateReader() {
      @Override
      public void scan(Visitor visitor) {
        tables
            .getOrDefault(path, new TreeMap<>())
            .forEach(
                (key, value) -> {
                  if (key.keyGroup() >= from && key.keyGroup() < to) {
                    visitor.entry(key.key(), value);
                  }
                });
      }

      @Override
      public StateReader part(String part) {
        return reader(path + "/" + part, from, to);
      }

      @Override
      public StateReader keyGroups(int first, int end) {
        return reader(path, first, end);
      }
    };
  }
}
