package io.millrace.parser.text;

/**
 * A place in the user's own text.
 *
 * @param line counted from 1; {@code \n}, {@code \r\n} and {@code \r} each end a line
 * @param column counted from 1, in UTF-16 units, a tab being one
 */
public record SourcePosition(int line, int column) implements Comparable<SourcePosition> {
  public static final SourcePosition START = new SourcePosition(1, 1);

  /** Returns the place in a text of a place in a part of it that begins there. */
  public SourcePosition from(SourcePosition start) {
    return line == 1
        ? new SourcePosition(start.line(), start.column() + column - 1)
        : new SourcePosition(start.line() + line - 1, column);
  }

  @Override
  public int compareTo(SourcePosition other) {
    return line != other.line
        ? Integer.compare(line, other.line)
        : Integer.compare(column, other.column);
  }

  /** {@code 3:14} for line 3, column 14. */
  @Override
  public String toString() {
    return line + ":" + column;
  }
}
