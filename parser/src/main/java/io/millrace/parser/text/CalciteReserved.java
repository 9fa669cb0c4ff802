package io.millrace.parser.text;

import io.millrace.parser.grammar.MillraceLexer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/**
 * Words that Calcite's Babel parser takes for names only in quotes, though people name columns and
 * tables so: {@code time}, {@code date}, {@code partition}, {@code offset}. Tells where in a query
 * such a word is a name, so that it can be quoted for Calcite.
 *
 * <p>A word is taken for a name behind a dot; behind FROM and JOIN; behind AS, except for the type
 * in a cast; and where an operand is due and the next word can follow an operand. {@code DATE
 * '2026-01-31'}, {@code OVER (PARTITION BY x)} and {@code ROWS BETWEEN} are none of these.
 */
public final class CalciteReserved {
  private static final Set<String> WORDS =
      Set.of(
          "ANY",
          "CALL",
          "CURRENT",
          "CURSOR",
          "DATE",
          "DATEADD",
          "DATEDIFF",
          "DATEPART",
          "DATETIME",
          "DATE_PART",
          "DEFINE",
          "DELETE",
          "DESCRIBE",
          "DROP",
          "EXPLAIN",
          "FETCH",
          "FRIDAY",
          "GRANT",
          "GROUPING",
          "INSERT",
          "INTERVAL",
          "JSON_SCOPE",
          "LIMIT",
          "MEASURE",
          "MERGE",
          "MINUS",
          "MONDAY",
          "NEW",
          "NEXT",
          "OFFSET",
          "ORDINAL",
          "PARTITION",
          "PATTERN",
          "QUALIFY",
          "RANGE",
          "ROLLUP",
          "ROW",
          "ROWS",
          "SAFE_CAST",
          "SAFE_OFFSET",
          "SAFE_ORDINAL",
          "SATURDAY",
          "SKIP",
          "SNAPSHOT",
          "SOME",
          "STREAM",
          "SUNDAY",
          "THURSDAY",
          "TIME",
          "TIMESTAMP",
          "TRY_CAST",
          "TUESDAY",
          "UNSIGNED",
          "UPDATE",
          "UUID",
          "VARIANT",
          "VOLATILE",
          "WEDNESDAY",
          "WINDOW");

  /** Refused too, but never quoted in a query, where they are far more likely what they say. */
  private static final Set<String> NEVER_NAMES =
      Set.of(
          "ALL",
          "ASOF",
          "BY",
          "LATERAL",
          "MATCH_CONDITION",
          "MATCH_RECOGNIZE",
          "OUTER",
          "OVER",
          "TABLESAMPLE",
          "UNNEST");

  private static final Set<String> CASTS = Set.of("CAST", "TRY_CAST", "SAFE_CAST");

  /** Words, beside the reserved ones, behind which an operand is due. */
  private static final Set<String> BEFORE_OPERAND = Set.of("BY", "BETWEEN", "ILIKE", "OF", "RLIKE");

  /** Words, beside the reserved ones, that can follow an operand. */
  private static final Set<String> AFTER_OPERAND =
      Set.of(
          "ASC",
          "BETWEEN",
          "DESC",
          "EMIT",
          "FETCH",
          "ILIKE",
          "LIMIT",
          "MEASURES",
          "MINUS",
          "NULLS",
          "OFFSET",
          "QUALIFY",
          "RANGE",
          "RLIKE",
          "ROWS",
          "SIMILAR",
          "TO",
          "WINDOW");

  /** Words that something other than their own alias may follow. */
  private static final Set<String> OPENING =
      Set.of("ANY", "CURRENT", "INTERVAL", "NEW", "NEXT", "SOME", "STREAM");

  private final List<? extends Token> words;

  /** Tells names among the words (no hidden tokens) of one query or expression. */
  public CalciteReserved(List<? extends Token> words) {
    this.words = words;
  }

  /** Whether Calcite refuses the word, in any case, as a name without quotes. */
  static boolean contains(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    return WORDS.contains(upper) || NEVER_NAMES.contains(upper);
  }

  /** Whether the word at {@code index} is a name that must be quoted. */
  public boolean isNameAt(int index) {
    String word = upper(index);
    if (!SourceTokens.isWord(words.get(index)) || !WORDS.contains(word)) {
      return false;
    }
    switch (type(index - 1)) {
      case MillraceLexer.DOT:
        return true;
      case MillraceLexer.FROM, MillraceLexer.JOIN:
        return !beginsValue(index);
      case MillraceLexer.WITH:
        return type(index + 1) == MillraceLexer.AS;
      case MillraceLexer.FOR:
        return type(index + 1) == MillraceLexer.IN;
      case MillraceLexer.AS:
        return !isInCast(index) && !beginsValue(index);
      default:
        if (isAliasable(index, word)) {
          return isOperandDue(index);
        }
        boolean frame = word.equals("ROWS") || word.equals("RANGE");
        return isOperandDue(index)
            && canFollowOperand(index + 1)
            && !(frame && upper(index + 1).equals("BETWEEN"))
            && !isInTypeList(index);
    }
  }

  /** Whether an alias without AS follows: {@code SELECT time t}. */
  private boolean isAliasable(int index, String word) {
    return switch (type(index + 1)) {
      case MillraceLexer.QUOTED_IDENTIFIER, MillraceLexer.BACKQUOTED_IDENTIFIER ->
          !OPENING.contains(word);
      case MillraceLexer.IDENTIFIER ->
          !OPENING.contains(word) && !Keywords.isQueryWord(upper(index + 1));
      default -> false;
    };
  }

  /** Whether the word at {@code index} is a function's, or a literal's as in DATE '2026-01-31'. */
  private boolean beginsValue(int index) {
    return type(index + 1) == MillraceLexer.LEFT_PAREN || type(index + 1) == MillraceLexer.STRING;
  }

  private boolean isOperandDue(int index) {
    int before = type(index - 1);
    if (before == Token.EOF) {
      return true;
    }
    if (Keywords.isReserved(before)) {
      return switch (before) {
        case MillraceLexer.NULL,
            MillraceLexer.TRUE,
            MillraceLexer.FALSE,
            MillraceLexer.END,
            MillraceLexer.LEFT,
            MillraceLexer.RIGHT,
            MillraceLexer.FULL ->
            false;
        default -> true;
      };
    }
    return switch (before) {
      case MillraceLexer.LEFT_PAREN,
          MillraceLexer.LEFT_BRACKET,
          MillraceLexer.COMMA,
          MillraceLexer.EQUAL,
          MillraceLexer.LESS,
          MillraceLexer.GREATER,
          MillraceLexer.ASTERISK,
          MillraceLexer.PLUS,
          MillraceLexer.MINUS ->
          true;
      case MillraceLexer.OPERATOR -> !words.get(index - 1).getText().equals("::");
      default -> BEFORE_OPERAND.contains(upper(index - 1));
    };
  }

  private boolean canFollowOperand(int index) {
    int type = type(index);
    return type == Token.EOF
        || Keywords.isReserved(type)
        || switch (type) {
          case MillraceLexer.RIGHT_PAREN,
              MillraceLexer.LEFT_BRACKET,
              MillraceLexer.RIGHT_BRACKET,
              MillraceLexer.COMMA,
              MillraceLexer.DOT,
              MillraceLexer.EQUAL,
              MillraceLexer.LESS,
              MillraceLexer.GREATER,
              MillraceLexer.ASTERISK,
              MillraceLexer.PLUS,
              MillraceLexer.MINUS,
              MillraceLexer.OPERATOR ->
              true;
          default -> SourceTokens.isWord(words.get(index)) && AFTER_OPERAND.contains(upper(index));
        };
  }

  /** Whether the innermost open parenthesis is a cast's. */
  private boolean isInCast(int index) {
    int depth = 0;
    for (int i = index - 1; i > 0; i--) {
      depth += type(i) == MillraceLexer.RIGHT_PAREN ? 1 : 0;
      if (type(i) == MillraceLexer.LEFT_PAREN && --depth < 0) {
        return CASTS.contains(upper(i - 1));
      }
    }
    return false;
  }

  /** Whether an angle bracket behind ARRAY, MAP or ROW is open: {@code MAP<DATE, TIME>}. */
  private boolean isInTypeList(int index) {
    int depth = 0;
    for (int i = index - 1; i > 0; i--) {
      switch (type(i)) {
        case MillraceLexer.GREATER -> depth++;
        case MillraceLexer.LESS -> {
          boolean typeList = Set.of("ARRAY", "MAP", "ROW").contains(upper(i - 1));
          if (typeList && --depth < 0) {
            return true;
          }
        }
        case MillraceLexer.LEFT_PAREN, MillraceLexer.SELECT -> {
          return false;
        }
        default -> {}
      }
    }
    return false;
  }

  private int type(int index) {
    return index >= 0 && index < words.size() ? words.get(index).getType() : Token.EOF;
  }

  private String upper(int index) {
    return index >= 0 && index < words.size()
        ? words.get(index).getText().toUpperCase(Locale.ROOT)
        : "";
  }
}
