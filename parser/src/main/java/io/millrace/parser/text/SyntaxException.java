package io.millrace.parser.text;

import java.util.List;
import java.util.Optional;

/**
 * A text that is not a statement. The message says where, what was found, what was expected and,
 * where one is near, what may have been meant: {@code line 1:1: found 'CRAETE', expected a
 * statement; did you mean CREATE?}
 */
public final class SyntaxException extends RuntimeException {
  /** The SQLSTATE of every syntax error. */
  public static final String SQL_STATE = "42601";

  private static final long serialVersionUID = 1;

  private final String problem;
  private final transient SourcePosition position;
  private final int length;
  private final boolean atEnd;
  private final transient List<String> expected;
  private final String suggestion;

  public SyntaxException(
      String problem,
      SourcePosition position,
      int length,
      boolean atEnd,
      List<String> expected,
      Optional<String> suggestion) {
    super("line " + position + ": " + problem);
    this.problem = problem;
    this.position = position;
    this.length = length;
    this.atEnd = atEnd;
    this.expected = List.copyOf(expected);
    this.suggestion = suggestion.orElse(null);
  }

  /** The message without its place. */
  public String problem() {
    return problem;
  }

  public String sqlState() {
    return SQL_STATE;
  }

  /** Where the offending word begins, or where the text ends when something is missing there. */
  public SourcePosition position() {
    return position;
  }

  /** The length of the offending word, for underlining; 0 at the end of the text. */
  public int length() {
    return length;
  }

  /** Whether the text is right as far as it goes and more was expected. */
  public boolean atEnd() {
    return atEnd;
  }

  /** All that could have stood there, in readable words; empty where the problem is another. */
  public List<String> expected() {
    return expected;
  }

  /** The word that was probably meant. */
  public Optional<String> suggestion() {
    return Optional.ofNullable(suggestion);
  }
}
