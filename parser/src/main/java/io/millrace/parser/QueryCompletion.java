package io.millrace.parser;

import io.millrace.parser.grammar.MillraceLexer;
import io.millrace.parser.text.Keywords;
import io.millrace.parser.text.SourceTokens;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;

/**
 * What may come next inside a query or an expression, whose grammar is Calcite's. It goes by two
 * things: the clause that the place is in, which is the last clause word between the same
 * parentheses, and whether the word before asks for an operand.
 */
final class QueryCompletion {
  private static final List<String> OPERANDS =
      words("CASE CAST TRY_CAST NULL TRUE FALSE NOT EXISTS INTERVAL DATE TIMESTAMP ARRAY MAP ROW");
  private static final List<String> OPERATORS =
      words("AND OR NOT IN IS LIKE ILIKE BETWEEN FILTER OVER");
  private static final List<String> QUERY_STARTS = words("SELECT WITH VALUES TABLE");
  private static final List<String> AFTER_BODY =
      words("UNION INTERSECT EXCEPT ORDER LIMIT OFFSET FETCH");
  private static final List<String> AFTER_TABLE =
      words(
          "AS JOIN INNER LEFT RIGHT FULL CROSS NATURAL ASOF ON USING WHERE GROUP HAVING WINDOW"
              + " QUALIFY PIVOT UNPIVOT MATCH_RECOGNIZE TABLESAMPLE FOR VERSION TIMESTAMP");

  /** The words that may follow the operands of a clause, beside the operators. */
  private static final Map<String, List<String>> FOLLOWERS =
      Map.ofEntries(
          Map.entry("SELECT", words("AS FROM")),
          Map.entry("FROM", AFTER_TABLE),
          Map.entry("JOIN", AFTER_TABLE),
          Map.entry("ON", words("JOIN INNER LEFT RIGHT FULL CROSS WHERE GROUP HAVING QUALIFY")),
          Map.entry("USING", words("JOIN INNER LEFT RIGHT FULL CROSS WHERE GROUP HAVING QUALIFY")),
          Map.entry("WHERE", words("GROUP HAVING WINDOW QUALIFY")),
          Map.entry("GROUP", words("HAVING WINDOW QUALIFY")),
          Map.entry("HAVING", words("WINDOW QUALIFY")),
          Map.entry("WINDOW", words("AS QUALIFY")),
          Map.entry("QUALIFY", List.of()),
          Map.entry("ORDER", words("ASC DESC NULLS")),
          Map.entry("PARTITION", words("ORDER ROWS RANGE")),
          Map.entry("LIMIT", words("OFFSET")),
          Map.entry("OFFSET", words("LIMIT ROWS FETCH")),
          Map.entry("FETCH", words("FIRST NEXT ROWS ONLY")),
          Map.entry("VALUES", List.of()),
          Map.entry("WITH", words("AS RECURSIVE SELECT")),
          Map.entry("TABLE", List.of()),
          Map.entry("UNION", QUERY_STARTS),
          Map.entry("INTERSECT", QUERY_STARTS),
          Map.entry("EXCEPT", QUERY_STARTS));

  /** What the very next words of two-word clauses are. */
  private static final Map<String, List<String>> SECOND_WORDS =
      Map.ofEntries(
          Map.entry("GROUP", words("BY")),
          Map.entry("ORDER", words("BY")),
          Map.entry("PARTITION", words("BY")),
          Map.entry("LEFT", words("JOIN OUTER")),
          Map.entry("RIGHT", words("JOIN OUTER")),
          Map.entry("FULL", words("JOIN OUTER")),
          Map.entry("OUTER", words("JOIN")),
          Map.entry("INNER", words("JOIN")),
          Map.entry("CROSS", words("JOIN")),
          Map.entry("NATURAL", words("JOIN LEFT RIGHT FULL INNER")),
          Map.entry("ASOF", words("JOIN LEFT")),
          Map.entry("NULLS", words("FIRST LAST")),
          Map.entry("IS", words("NOT NULL TRUE FALSE DISTINCT")),
          Map.entry("FOR", words("SYSTEM_TIME VERSION")),
          Map.entry("VERSION", words("AS")),
          Map.entry("SYSTEM_TIME", words("AS")),
          Map.entry("UNION", words("ALL DISTINCT SELECT VALUES TABLE")),
          Map.entry("INTERSECT", words("ALL DISTINCT SELECT VALUES TABLE")),
          Map.entry("EXCEPT", words("ALL DISTINCT SELECT VALUES TABLE")),
          Map.entry("FETCH", words("FIRST NEXT")),
          Map.entry("WITH", words("RECURSIVE")));

  private static final Set<String> TABLE_CLAUSES = Set.of("FROM", "JOIN", "TABLE");

  private final List<CommonToken> words;

  QueryCompletion(List<CommonToken> words) {
    this.words = words;
  }

  /**
   * Adds what may come next.
   *
   * @param query whether the place is in a query, not in an expression by itself
   */
  void collect(boolean query, Set<String> keywords, Set<Completion.NameKind> names) {
    String previous = words.isEmpty() ? "" : upper(words.size() - 1);
    if (SECOND_WORDS.containsKey(previous) || previous.equals("AS") || asksForOperand()) {
      // What the grammar would take here ends the query or expression, which is not complete yet.
      keywords.clear();
    }
    if (SECOND_WORDS.containsKey(previous)) {
      keywords.addAll(SECOND_WORDS.get(previous));
      return;
    }
    if (previous.equals("AS")) {
      return;
    }
    String clause = query ? clause() : "";
    boolean tables = TABLE_CLAUSES.contains(clause);
    if (asksForOperand()) {
      if (tables) {
        names.add(Completion.NameKind.TABLE);
        names.add(Completion.NameKind.FUNCTION);
        keywords.addAll(words("TABLE LATERAL UNNEST"));
      } else {
        names.add(Completion.NameKind.COLUMN);
        names.add(Completion.NameKind.FUNCTION);
        keywords.addAll(OPERANDS);
      }
      if (previous.equals("SELECT")) {
        keywords.addAll(words("DISTINCT ALL"));
      }
      if (previous.equals("(")) {
        keywords.addAll(QUERY_STARTS);
        keywords.add("DISTINCT");
        keywords.add("DESCRIPTOR");
        names.add(Completion.NameKind.TABLE);
      }
      return;
    }
    if (!tables) {
      keywords.addAll(OPERATORS);
    }
    if (inCase()) {
      keywords.addAll(words("WHEN THEN ELSE END"));
    }
    if (!clause.isEmpty()) {
      keywords.addAll(FOLLOWERS.get(clause));
      keywords.addAll(AFTER_BODY);
    }
  }

  /**
   * Whether what comes next must be an operand: the last word is an operator or opens something.
   */
  private boolean asksForOperand() {
    if (words.isEmpty()) {
      return true;
    }
    CommonToken last = words.get(words.size() - 1);
    if (Keywords.isReserved(last.getType())) {
      return switch (last.getType()) {
        case MillraceLexer.NULL, MillraceLexer.TRUE, MillraceLexer.FALSE, MillraceLexer.END ->
            false;
        default -> true;
      };
    }
    return switch (last.getType()) {
      case MillraceLexer.RIGHT_PAREN,
          MillraceLexer.RIGHT_BRACKET,
          MillraceLexer.STRING,
          MillraceLexer.NUMBER,
          MillraceLexer.ASTERISK,
          MillraceLexer.QUOTED_IDENTIFIER,
          MillraceLexer.BACKQUOTED_IDENTIFIER ->
          false;
      case MillraceLexer.BY, MillraceLexer.ALL -> true;
      case MillraceLexer.IDENTIFIER ->
          Set.of("BETWEEN", "ILIKE", "QUALIFY", "LIMIT", "OFFSET", "LATERAL")
              .contains(upper(words.size() - 1));
      default -> !SourceTokens.isWord(last);
    };
  }

  /** The last clause word between the same parentheses as the place; empty for none. */
  private String clause() {
    int depth = 0;
    for (int i = words.size() - 1; i >= 0 && depth >= 0; i--) {
      int type = words.get(i).getType();
      if (type == MillraceLexer.RIGHT_PAREN) {
        depth++;
      } else if (type == MillraceLexer.LEFT_PAREN) {
        depth--;
      } else if (depth == 0 && SourceTokens.isWord(words.get(i))) {
        String word = upper(i);
        if (FOLLOWERS.containsKey(word)) {
          return word;
        }
      }
    }
    return "";
  }

  private boolean inCase() {
    int open = 0;
    for (CommonToken word : words) {
      open += word.getType() == MillraceLexer.CASE ? 1 : 0;
      open -= word.getType() == MillraceLexer.END ? 1 : 0;
    }
    return open > 0;
  }

  private String upper(int index) {
    return words.get(index).getText().toUpperCase(Locale.ROOT);
  }

  private static List<String> words(String words) {
    return List.of(words.split(" "));
  }
}
