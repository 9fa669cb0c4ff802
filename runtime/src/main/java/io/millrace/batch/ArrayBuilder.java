package io.millrace.batch;

import java.util.Arrays;

/** Builds an {@link ArrayColumn}: append elements to {@link #elements()}, then {@link #end()}. */
public final class ArrayBuilder extends ColumnBuilder {
  private final ColumnBuilder elements;
  private int[] starts;
  private int[] lengths;
  private int open;

  public ArrayBuilder(ColumnBuilder elements, int capacity) {
    this.elements = elements;
    starts = new int[capacity];
    lengths = new int[capacity];
  }

  /** Returns the builder that takes the elements of the row being built. */
  public ColumnBuilder elements() {
    return elements;
  }

  /** Ends the row: its elements are those appended since the row before. */
  public void end() {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, grown(size));
      lengths = Arrays.copyOf(lengths, starts.length);
    }
    starts[size] = open;
    lengths[size++] = elements.size() - open;
    open = elements.size();
  }

  @Override
  public void appendNull() {
    markNull();
    end();
  }

  @Override
  public void append(Column column, int row) {
    ArrayColumn arrays = (ArrayColumn) column;
    if (arrays.isNull(row)) {
      appendNull();
    } else {
      int start = arrays.starts()[row];
      elements.appendRange(arrays.elements(), start, start + arrays.lengths()[row]);
      end();
    }
  }

  @Override
  void truncateValues(int rows) {
    if (rows < size) {
      open = starts[rows];
    }
    elements.truncate(open);
  }

  @Override
  public ArrayColumn build() {
    return new ArrayColumn(elements.build(), starts, lengths, finishNulls(), size);
  }
}
