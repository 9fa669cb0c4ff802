package io.millrace.state.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ObjIntConsumer;

/**
 * The compact ids of state names. An id stands for a name from its first use until the state is
 * dropped, and is not given out again while the store is open.
 */
final class StateNames {
  private static final char PART = '/';

  private final TreeMap<String, Integer> ids = new TreeMap<>();
  private int next = 1;

  /** Returns the name of a part of a state. */
  static String part(String stateName, String part) {
    return stateName + PART + part;
  }

  /** Takes what a former process registered; returns whether the name had no id so far. */
  synchronized boolean restore(String name, int id) {
    next = Math.max(next, id + 1);
    return ids.putIfAbsent(name, id) == null;
  }

  /** Returns the id of a name, or -1. */
  synchronized int find(String name) {
    return ids.getOrDefault(name, -1);
  }

  /** Returns the id of a name; a new one is first made known to {@code register}. */
  synchronized int findOrCreate(String name, ObjIntConsumer<String> register) {
    Integer id = ids.get(name);
    if (id == null) {
      id = next++;
      register.accept(name, id);
      ids.put(name, id);
    }
    return id;
  }

  /** Forgets a state and its parts; returns their ids. */
  synchronized List<Integer> drop(String name) {
    List<Integer> dropped = new ArrayList<>();
    Integer own = ids.remove(name);
    if (own != null) {
      dropped.add(own);
    }
    var parts = ids.subMap(name + PART, name + (char) (PART + 1));
    dropped.addAll(parts.values());
    parts.clear();
    return dropped;
  }

  synchronized Set<String> all() {
    return new TreeSet<>(ids.keySet());
  }
}
