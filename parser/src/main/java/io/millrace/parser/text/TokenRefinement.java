package io.millrace.parser.text;

import io.millrace.parser.grammar.MillraceLexer;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;

/**
 * Prepares a statement's tokens for the grammar: refuses what cannot be part of any statement, and
 * tells apart, once, the two words that begin a clause in some places and are names in others, so
 * that the grammar need not look ahead.
 */
public final class TokenRefinement {
  /** Deep enough for any query that a person or a tool writes, shallow enough for the stack. */
  private static final int MAX_DEPTH = 500;

  private static final int MAX_TYPE_DEPTH = 100;

  private final SourceText source;
  private final List<CommonToken> words = new ArrayList<>();

  private TokenRefinement(SourceText source, List<CommonToken> tokens) {
    this.source = source;
    for (CommonToken token : tokens) {
      if (!SourceTokens.isHidden(token)) {
        words.add(token);
      }
    }
  }

  /** Copies the tokens, refined. */
  public static List<CommonToken> refine(SourceText source, List<CommonToken> tokens) {
    List<CommonToken> copies = new ArrayList<>(tokens.size());
    for (CommonToken token : tokens) {
      CommonToken copy = new CommonToken(token);
      copy.setText(token.getText());
      copies.add(copy);
    }
    TokenRefinement refinement = new TokenRefinement(source, copies);
    refinement.refuseBroken();
    refinement.refuseDeep();
    refinement.tellClausesFromNames();
    return copies;
  }

  /** Refuses tokens that are broken in themselves. */
  private void refuseBroken() {
    for (CommonToken token : words) {
      switch (token.getType()) {
        case MillraceLexer.UNTERMINATED_STRING -> {
          String quote = token.getText().startsWith("$") ? "$$" : "'";
          throw error(token, "the string that begins here has no closing " + quote);
        }
        case MillraceLexer.UNTERMINATED_IDENTIFIER ->
            throw error(
                token, "the name that begins here has no closing " + token.getText().charAt(0));
        case MillraceLexer.UNTERMINATED_COMMENT ->
            throw error(token, "the comment that begins here has no closing */");
        case MillraceLexer.UNRECOGNIZED ->
            throw error(token, "found '" + token.getText() + "', which means nothing in SQL");
        case MillraceLexer.DOUBLE_SLASH ->
            throw error(token, "found '//'; a comment begins with --, a division is a single /");
        default -> {}
      }
    }
  }

  /** Refuses what would take the parser's recursion too far. */
  private void refuseDeep() {
    int parentheses = 0;
    int cases = 0;
    int types = 0;
    for (int i = 0; i < words.size(); i++) {
      CommonToken token = words.get(i);
      switch (token.getType()) {
        case MillraceLexer.LEFT_PAREN -> parentheses++;
        case MillraceLexer.RIGHT_PAREN -> parentheses--;
        case MillraceLexer.CASE -> cases++;
        case MillraceLexer.END -> cases = Math.max(0, cases - 1);
        case MillraceLexer.LESS -> types += i > 0 && takesTypes(type(i - 1)) ? 1 : 0;
        case MillraceLexer.GREATER -> types = Math.max(0, types - 1);
        default -> {}
      }
      refuseBeyond(parentheses, MAX_DEPTH, token, "parentheses are");
      refuseBeyond(cases, MAX_DEPTH, token, "CASE is");
      refuseBeyond(types, MAX_TYPE_DEPTH, token, "types are");
    }
  }

  private void refuseBeyond(int depth, int limit, CommonToken token, String what) {
    if (depth > limit) {
      throw error(token, what + " nested more than " + limit + " deep");
    }
  }

  private static boolean takesTypes(int type) {
    return type == MillraceLexer.ARRAY || type == MillraceLexer.MAP || type == MillraceLexer.ROW;
  }

  private void tellClausesFromNames() {
    boolean insert = words.stream().limit(3).anyMatch(t -> t.getType() == MillraceLexer.INSERT);
    int depth = 0;
    boolean joined = false;
    for (int i = 0; i < words.size(); i++) {
      CommonToken token = words.get(i);
      switch (token.getType()) {
        case MillraceLexer.LEFT_PAREN -> depth++;
        case MillraceLexer.RIGHT_PAREN -> depth--;
        case MillraceLexer.EMIT -> refineEmit(i, depth);
        case MillraceLexer.JOIN -> joined |= depth == 0;
        case MillraceLexer.ON -> {
          if (insert && depth == 0 && beginsConflictClause(i, joined)) {
            token.setType(MillraceLexer.CONFLICT_ON);
          }
        }
        default -> {}
      }
    }
  }

  private void refineEmit(int index, int depth) {
    boolean clause = beginsEmitClause(index);
    if (clause && depth > 0) {
      throw error(
          words.get(index),
          "EMIT stands in a subquery; it belongs at the end of the whole statement");
    }
    if (!clause) {
      words.get(index).setType(MillraceLexer.IDENTIFIER);
    }
  }

  /**
   * Whether the EMIT at {@code index} is the clause: it follows something that can end a query, and
   * CHANGES, ON WINDOW, a misspelling of them or nothing comes after it.
   */
  private boolean beginsEmitClause(int index) {
    if (index == 0 || !canEndQuery(words.get(index - 1))) {
      return false;
    }
    int next = type(index + 1);
    if (next == MillraceLexer.CHANGES || next == -1) {
      return true;
    }
    if (next == MillraceLexer.ON) {
      return type(index + 2) == MillraceLexer.WINDOW || index + 2 >= words.size() - 2;
    }
    return SourceTokens.isName(words.get(index + 1))
        && index + 2 >= words.size()
        && !Keywords.isQueryWord(words.get(index + 1).getText());
  }

  private static boolean canEndQuery(CommonToken token) {
    return SourceTokens.isName(token)
        || switch (token.getType()) {
          case MillraceLexer.RIGHT_PAREN,
              MillraceLexer.RIGHT_BRACKET,
              MillraceLexer.STRING,
              MillraceLexer.NUMBER,
              MillraceLexer.ASTERISK,
              MillraceLexer.END,
              MillraceLexer.NULL,
              MillraceLexer.TRUE,
              MillraceLexer.FALSE ->
              true;
          default -> false;
        };
  }

  /**
   * Whether the ON at {@code index} begins ON CONFLICT, whole, unfinished or misspelt, rather than
   * a join's condition, maybe over something named conflict.
   */
  private boolean beginsConflictClause(int index, boolean joined) {
    int next = type(index + 1);
    if (next != MillraceLexer.CONFLICT) {
      return !joined
          && (next == -1
              || NearestWord.of(words.get(index + 1).getText(), List.of("CONFLICT")).isPresent());
    }
    int afterConflict = type(index + 2);
    return afterConflict == -1
        || afterConflict == MillraceLexer.LEFT_PAREN
        || SourceTokens.isWord(words.get(index + 2))
            && afterConflict != MillraceLexer.IS
            && afterConflict != MillraceLexer.IN
            && afterConflict != MillraceLexer.AND
            && afterConflict != MillraceLexer.OR;
  }

  private int type(int index) {
    return index < words.size() ? words.get(index).getType() : -1;
  }

  private SyntaxException error(CommonToken token, String problem) {
    return SyntaxErrors.at(source, token, problem);
  }
}
