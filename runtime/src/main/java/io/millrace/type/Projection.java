package io.millrace.type;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Which columns of a row type somebody needs, and of a column of type ROW which of its fields.
 * Arrays and maps are needed whole. Immutable.
 */
public final class Projection {
  private static final Projection WHOLE = new Projection(null);
  private static final Projection NONE = new Projection(Map.of());

  /** The parts that are needed; null where all are. */
  private final Map<Integer, Projection> parts;

  private Projection(Map<Integer, Projection> parts) {
    this.parts = parts;
  }

  /** Returns the projection that leaves nothing out. */
  public static Projection whole() {
    return WHOLE;
  }

  /** Returns the projection that leaves everything out. */
  public static Projection none() {
    return NONE;
  }

  /** Returns the projection of one column, the first index, or of one field below it. */
  public static Projection ofPath(int... path) {
    Projection projection = WHOLE;
    for (int i = path.length - 1; i >= 0; i--) {
      projection = new Projection(Map.of(path[i], projection));
    }
    return projection;
  }

  /** Returns the projection of what either needs. */
  public Projection and(Projection other) {
    if (isWhole() || other.isWhole()) {
      return WHOLE;
    }
    Map<Integer, Projection> united = new TreeMap<>(parts);
    other.parts.forEach((index, part) -> united.merge(index, part, Projection::and));
    return new Projection(Collections.unmodifiableMap(united));
  }

  /** Returns whether nothing is left out. */
  public boolean isWhole() {
    return parts == null;
  }

  /** Returns whether a column, or anything below it, is needed. */
  public boolean needs(int column) {
    return parts == null || parts.containsKey(column);
  }

  /** Returns what is needed of a column. */
  public Projection of(int column) {
    return parts == null ? WHOLE : parts.getOrDefault(column, NONE);
  }

  /**
   * Returns what is needed of the columns at these indexes, as columns of their own.
   *
   * @param columns of the columns that this projection is about
   */
  public Projection select(int[] columns) {
    if (parts == null) {
      return WHOLE;
    }
    Map<Integer, Projection> selected = new TreeMap<>();
    for (int i = 0; i < columns.length; i++) {
      if (parts.containsKey(columns[i])) {
        selected.put(i, parts.get(columns[i]));
      }
    }
    return new Projection(Collections.unmodifiableMap(selected));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Projection that && Objects.equals(parts, that.parts);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(parts);
  }

  @Override
  public String toString() {
    return parts == null ? "*" : parts.toString();
  }
}
