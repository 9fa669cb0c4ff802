package io.millrace.parser.statement;

import io.millrace.parser.text.SourcePosition;
import io.millrace.parser.text.SqlText;

/**
 * A name as the user wrote it, without its quotes.
 *
 * @param name the name in the user's case; names match without regard to case
 * @param quoted whether it stood in double or back quotes
 */
public record Identifier(String name, boolean quoted, SourcePosition position) {
  /** Whether this names the same thing as {@code other}: case does not count, quoted or not. */
  public boolean matches(String other) {
    return name.equalsIgnoreCase(other);
  }

  /** The name as SQL text: bare where that reads back as the same name, else double-quoted. */
  public String toSql() {
    return SqlText.identifier(name);
  }

  @Override
  public String toString() {
    return toSql();
  }
}
