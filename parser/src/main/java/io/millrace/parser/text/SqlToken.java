package io.millrace.parser.text;

/**
 * A stretch of text of one kind.
 *
 * @param start offset of its first UTF-16 unit
 * @param end offset behind its last
 * @param complete false for a string, quoted identifier or comment that the text ends within
 */
public record SqlToken(Kind kind, int start, int end, boolean complete) {
  /** What a stretch of text is. */
  public enum Kind {
    /** A word of the language, reserved or not; not a word behind a dot, which is a name. */
    KEYWORD,
    IDENTIFIER,
    /** In double or back quotes. */
    QUOTED_IDENTIFIER,
    STRING,
    NUMBER,
    COMMENT,
    OPERATOR,
    /** Parentheses, brackets, comma, semicolon, dot. */
    PUNCTUATION,
    WHITESPACE,
    /** A character that the language has no use for. */
    UNKNOWN
  }

  /** The token's own text out of the text it was made from. */
  public String text(String source) {
    return source.substring(start, end);
  }
}
