package io.millrace.type;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The columns of a table, a batch or a delta, in order. Names match without regard to case. */
public record RowType(List<Field> fields) {
  public RowType {
    fields = List.copyOf(fields);
  }

  public static RowType of(Field... fields) {
    return new RowType(List.of(fields));
  }

  public int size() {
    return fields.size();
  }

  public Field field(int index) {
    return fields.get(index);
  }

  public Type type(int index) {
    return fields.get(index).type();
  }

  /** Returns the index of the column of this name (case aside), or -1. */
  public int indexOf(String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the types alone, in order. */
  public List<Type> types() {
    return fields.stream().map(Field::type).toList();
  }

  /** Returns the row type of the columns at these indexes. */
  public RowType select(int... indexes) {
    List<Field> selected = new ArrayList<>(indexes.length);
    for (int index : indexes) {
      selected.add(fields.get(index));
    }
    return new RowType(selected);
  }

  /** Returns this row type's columns followed by the other's. */
  public RowType concat(RowType other) {
    List<Field> all = new ArrayList<>(fields);
    all.addAll(other.fields);
    return new RowType(all);
  }

  @Override
  public String toString() {
    return fields.stream()
        .map(f -> f.quotedName() + " " + f.type().sql() + (f.nullable() ? "" : " NOT NULL"))
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
