package io.millrace.shell.screen;

import io.millrace.parser.text.SqlToken;
import io.millrace.parser.text.SqlTokens;

/** SQL in colours. */
public final class SqlColors {
  private SqlColors() {}

  /**
   * Returns the text with the styles of its tokens. A style never spans lines, so that each line
   * can be shown by itself.
   */
  public static String of(String sql) {
    StringBuilder result = new StringBuilder(sql.length() * 2);
    for (SqlToken token : SqlTokens.of(sql)) {
      String text = token.text(sql);
      Style style = style(token.kind());
      int from = 0;
      for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
        result.append(style.applied(text.substring(from, end))).append('\n');
        from = end + 1;
      }
      result.append(style.applied(text.substring(from)));
    }
    return result.toString();
  }

  private static Style style(SqlToken.Kind kind) {
    return switch (kind) {
      case KEYWORD -> Style.KEYWORD;
      case STRING -> Style.STRING;
      case NUMBER -> Style.NUMBER;
      case COMMENT -> Style.COMMENT;
      case UNKNOWN -> Style.ERROR;
      case IDENTIFIER, QUOTED_IDENTIFIER, OPERATOR, PUNCTUATION, WHITESPACE -> Style.PLAIN;
    };
  }
}
