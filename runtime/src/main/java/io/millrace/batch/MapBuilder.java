package io.millrace.batch;

import java.util.Arrays;

/** Builds a {@link MapColumn}: append to {@link #keys()} and {@link #values()}, then end. */
public final class MapBuilder extends ColumnBuilder {
  private final ColumnBuilder keys;
  private final ColumnBuilder values;
  private int[] starts;
  private int[] lengths;
  private int open;

  public MapBuilder(ColumnBuilder keys, ColumnBuilder values, int capacity) {
    this.keys = keys;
    this.values = values;
    starts = new int[capacity];
    lengths = new int[capacity];
  }

  /** Returns the builder that takes the keys of the row being built. */
  public ColumnBuilder keys() {
    return keys;
  }

  /** Returns the builder that takes the values of the row being built, one a key. */
  public ColumnBuilder values() {
    return values;
  }

  /** Ends the row: its entries are those appended since the row before. */
  public void end() {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, grown(size));
      lengths = Arrays.copyOf(lengths, starts.length);
    }
    starts[size] = open;
    lengths[size++] = keys.size() - open;
    open = keys.size();
  }

  @Override
  public void appendNull() {
    markNull();
    end();
  }

  @Override
  public void append(Column column, int row) {
    MapColumn maps = (MapColumn) column;
    if (maps.isNull(row)) {
      appendNull();
    } else {
      int start = maps.starts()[row];
      keys.appendRange(maps.keys(), start, start + maps.lengths()[row]);
      values.appendRange(maps.values(), start, start + maps.lengths()[row]);
      end();
    }
  }

  @Override
  void truncateValues(int rows) {
    if (rows < size) {
      open = starts[rows];
    }
    keys.truncate(open);
    values.truncate(open);
  }

  @Override
  public MapColumn build() {
    return new MapColumn(keys.build(), values.build(), starts, lengths, finishNulls(), size);
  }
}
