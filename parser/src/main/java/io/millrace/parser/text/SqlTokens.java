package io.millrace.parser.text;

import io.millrace.parser.grammar.MillraceLexer;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;

/** Cuts text into tokens, for highlighting. */
public final class SqlTokens {
  private SqlTokens() {}

  /**
   * The tokens of any text, broken or not. They are lossless: in order, none empty, each beginning
   * where the one before ended, together all of the text.
   */
  public static List<SqlToken> of(String text) {
    List<SqlToken> result = new ArrayList<>();
    boolean behindDot = false;
    for (CommonToken token : SourceTokens.of(text)) {
      result.add(
          new SqlToken(
              kind(token, behindDot),
              token.getStartIndex(),
              token.getStopIndex() + 1,
              isComplete(token.getType())));
      if (!SourceTokens.isHidden(token)) {
        behindDot = token.getType() == MillraceLexer.DOT;
      }
    }
    return result;
  }

  public static boolean isComplete(int type) {
    return type != MillraceLexer.UNTERMINATED_STRING
        && type != MillraceLexer.UNTERMINATED_IDENTIFIER
        && type != MillraceLexer.UNTERMINATED_COMMENT;
  }

  private static SqlToken.Kind kind(CommonToken token, boolean behindDot) {
    int type = token.getType();
    if (SourceTokens.isWord(token)) {
      boolean keyword = Keywords.isKeyword(type) || Keywords.isQueryWord(token.getText());
      return keyword && !behindDot ? SqlToken.Kind.KEYWORD : SqlToken.Kind.IDENTIFIER;
    }
    return switch (type) {
      case MillraceLexer.QUOTED_IDENTIFIER,
          MillraceLexer.BACKQUOTED_IDENTIFIER,
          MillraceLexer.UNTERMINATED_IDENTIFIER ->
          SqlToken.Kind.QUOTED_IDENTIFIER;
      case MillraceLexer.STRING, MillraceLexer.UNTERMINATED_STRING -> SqlToken.Kind.STRING;
      case MillraceLexer.NUMBER -> SqlToken.Kind.NUMBER;
      case MillraceLexer.LINE_COMMENT,
          MillraceLexer.BLOCK_COMMENT,
          MillraceLexer.UNTERMINATED_COMMENT ->
          SqlToken.Kind.COMMENT;
      case MillraceLexer.WHITESPACE -> SqlToken.Kind.WHITESPACE;
      case MillraceLexer.UNRECOGNIZED -> SqlToken.Kind.UNKNOWN;
      case MillraceLexer.LEFT_PAREN,
          MillraceLexer.RIGHT_PAREN,
          MillraceLexer.LEFT_BRACKET,
          MillraceLexer.RIGHT_BRACKET,
          MillraceLexer.COMMA,
          MillraceLexer.SEMICOLON,
          MillraceLexer.DOT ->
          SqlToken.Kind.PUNCTUATION;
      default -> SqlToken.Kind.OPERATOR;
    };
  }
}
