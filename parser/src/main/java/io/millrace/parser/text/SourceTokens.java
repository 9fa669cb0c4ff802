package io.millrace.parser.text;

import io.millrace.parser.grammar.MillraceLexer;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * The tokens of a text, comments and white space among them, that together cover all of it. A
 * token's start and stop (inclusive) count UTF-16 units, as Java's strings do, not ANTLR's code
 * points; its token index is its place in the list.
 */
public final class SourceTokens {
  private SourceTokens() {}

  public static List<CommonToken> of(String text) {
    MillraceLexer lexer = new MillraceLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    int[] offsets = offsets(text);
    List<CommonToken> tokens = new ArrayList<>();
    for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
      int start = offsets == null ? token.getStartIndex() : offsets[token.getStartIndex()];
      int end = offsets == null ? token.getStopIndex() + 1 : offsets[token.getStopIndex() + 1];
      CommonToken own = new CommonToken(token.getType(), text.substring(start, end));
      own.setChannel(token.getChannel());
      own.setStartIndex(start);
      own.setStopIndex(end - 1);
      own.setTokenIndex(tokens.size());
      tokens.add(own);
    }
    return tokens;
  }

  public static boolean isHidden(Token token) {
    return token.getChannel() != Token.DEFAULT_CHANNEL;
  }

  /** Whether a name may be made of this token: quoted, or a word that is not reserved. */
  public static boolean isName(Token token) {
    int type = token.getType();
    return type == MillraceLexer.IDENTIFIER
        || type == MillraceLexer.QUOTED_IDENTIFIER
        || type == MillraceLexer.BACKQUOTED_IDENTIFIER
        || Keywords.isKeyword(type) && !Keywords.isReserved(type);
  }

  public static boolean isWord(Token token) {
    return token.getType() == MillraceLexer.IDENTIFIER || Keywords.isKeyword(token.getType());
  }

  /** The UTF-16 offset of each code point, or null where the two are the same. */
  private static int[] offsets(String text) {
    int count = text.codePointCount(0, text.length());
    if (count == text.length()) {
      return null;
    }
    int[] offsets = new int[count + 1];
    int offset = 0;
    for (int i = 0; i < count; i++) {
      offsets[i] = offset;
      offset += Character.charCount(text.codePointAt(offset));
    }
    offsets[count] = offset;
    return offsets;
  }
}
