package io.millrace.sqltests.differential;

/**
 * Generates regular expressions that mean the same in both dialects: of alternatives the first that
 * leads to a match is taken. None matches the empty text, for where replacing goes on behind such a
 * match differs.
 */
final class Patterns {
  private final Choices choices;

  Patterns(Choices choices) {
    this.choices = choices;
  }

  /** A pattern as a literal. */
  String literal() {
    String pattern = branch();
    if (choices.chance(30)) {
      pattern += "|" + branch();
    }
    return "'" + pattern + "'";
  }

  private String branch() {
    return choices.of("", "", "", "^")
        + optional()
        + certain()
        + optional()
        + choices.of("", "", "", "$");
  }

  /** What matches a character at least. */
  private String certain() {
    return switch (choices.below(5)) {
      case 0 -> choices.of("a", "b", "ab", "ba", "-", "1");
      case 1 -> one() + choices.of("+", "+?", "{1,2}", "{2}");
      case 2 -> "(" + one() + "|" + choices.of("ab", "a", "bb") + ")";
      case 3 -> "(" + choices.of("?:", "") + choices.of("a", "ab") + ")+";
      default -> one();
    };
  }

  /** What may match nothing. */
  private String optional() {
    return switch (choices.below(6)) {
      case 1 -> one() + choices.of("*", "?", "*?", "??");
      case 2 -> "(" + one() + ")?";
      case 3 -> ".*";
      case 4 -> certain();
      default -> "";
    };
  }

  /** What matches a character. */
  private String one() {
    return choices.of("a", "b", ".", "[ab]", "[^a]", "[a-c0-9]", "\\w", "\\d", "[[:alpha:]]", " ");
  }
}
