package io.millrace.parser;

import java.util.List;

/** Turns text into {@link Statement}s. */
public final class StatementParser {
  private StatementParser() {}

  /**
   * Parses one statement; a semicolon at its end may be there or not.
   *
   * @throws SyntaxException when the text is not exactly one statement
   */
  public static Statement parse(String text) {
    throw new UnsupportedOperationException(text);
  }

  /**
   * Parses statements parted by semicolons; positions count from the start of the whole text.
   *
   * @return the statements in order; empty for a text of nothing but comments
   * @throws SyntaxException for the first statement that is not one
   */
  public static List<Statement> parseScript(String text) {
    throw new UnsupportedOperationException(text);
  }
}
