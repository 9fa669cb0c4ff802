package io.millrace.error;

/** A place in the user's own text, line and column from 1; {@link #NONE} where there is no text. */
public record Position(int line, int column) {
  /** No place. */
  public static final Position NONE = new Position(0, 0);

  public boolean isKnown() {
    return line > 0;
  }

  @Override
  public String toString() {
    return isKnown() ? "line " + line + ":" + column : "";
  }
}
